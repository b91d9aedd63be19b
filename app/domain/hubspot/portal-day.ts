/**
 * The next midnight somewhere: HubSpot's daily limit starts anew at midnight in the portal's time zone.
 * @param timeZone an IANA name, e.g. US/Eastern
 * @returns null when there is no such time zone
 */
export function nextMidnight(now: Date, timeZone: string): Date | null {
  let clock: Intl.DateTimeFormat
  try {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    return null
  }
  const today = wallClock(clock, now)
  const midnight = Date.UTC(today.year, today.month - 1, today.day + 1)
  // The offset may change during the night: it is taken at the midnight that the present offset leads to, once more.
  let instant = new Date(midnight - offset(clock, now))
  instant = new Date(midnight - offset(clock, instant))
  return instant
}

function wallClock(clock: Intl.DateTimeFormat, at: Date) {
  const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  }
}

/** How far the wall clock is ahead of UTC, in milliseconds. */
function offset(clock: Intl.DateTimeFormat, at: Date): number {
  const { year, month, day, hour, minute, second } = wallClock(clock, at)
  const wall = Date.UTC(year, month - 1, day, hour, minute, second)
  return wall - Math.floor(at.getTime() / 1000) * 1000
}
