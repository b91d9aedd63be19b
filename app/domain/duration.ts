import { LANGUAGE_FACTS } from './language/languages.ts'
import { plural } from './language/plural.ts'

/** In seconds. A day has 24 hours, whatever the clocks do. */
export const MINUTE = 60
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

const counted = (one: string, other: string) => plural(LANGUAGE_FACTS.en, { one, other })

const UNITS = [
  { seconds: DAY, count: counted('24 hours', '# days') },
  { seconds: HOUR, count: counted('an hour', '# hours') },
  { seconds: MINUTE, count: counted('a minute', '# minutes') },
  { seconds: 1, count: counted('a second', '# seconds') },
]

/** In the largest unit that fits whole: "90 days", "24 hours", "an hour". */
export function inWords(seconds: number): string {
  const unit = UNITS.find((unit) => seconds >= unit.seconds && seconds % unit.seconds === 0) ?? UNITS.at(-1)!
  return unit.count(seconds / unit.seconds)
}

/** Rounded up to minutes, a long wait to hours, so that trying again when told to does not come too early. */
export function waitInWords(seconds: number): string {
  const unit = seconds > 2 * HOUR ? HOUR : MINUTE
  return inWords(Math.max(1, Math.ceil(seconds / unit)) * unit)
}
