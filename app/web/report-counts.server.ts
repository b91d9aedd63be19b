import { MINUTE } from '#app/domain/duration.ts'

interface Count {
  since: number
  reports: number
}

const QUIET_MS = MINUTE * 1000
// Of an isolate. Its keys are made of two closed lists, so that nobody fills it.
const counts = new Map<string, Count>()

/** How many were counted since the last line in the log; null while another line within a minute would be too many. */
export function countForLog(key: string, now: Date): number | null {
  const count = counts.get(key) ?? { since: -Infinity, reports: 0 }
  count.reports += 1
  counts.set(key, count)
  if (now.getTime() - count.since < QUIET_MS) return null
  const { reports } = count
  counts.set(key, { since: now.getTime(), reports: 0 })
  return reports
}
