/** In seconds. A day has 24 hours, whatever the clocks do. */
export const MINUTE = 60
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

const UNITS = [
  { name: 'day', seconds: DAY, one: '24 hours' },
  { name: 'hour', seconds: HOUR, one: 'an hour' },
  { name: 'minute', seconds: MINUTE, one: 'a minute' },
]

/** In the largest unit that fits whole: "90 days", "24 hours", "an hour". */
export function inWords(seconds: number): string {
  const unit = UNITS.find((unit) => seconds >= unit.seconds && seconds % unit.seconds === 0)
  if (!unit) return `${seconds} seconds`
  const count = seconds / unit.seconds
  return count === 1 ? unit.one : `${count} ${unit.name}s`
}

/** Rounded up to minutes, a long wait to hours, so that trying again when told to does not come too early. */
export function waitInWords(seconds: number): string {
  const unit = seconds > 2 * HOUR ? HOUR : MINUTE
  return inWords(Math.max(1, Math.ceil(seconds / unit)) * unit)
}
