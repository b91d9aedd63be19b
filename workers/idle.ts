import { TICK_MINUTES, type JobName } from '#app/platform/job-schedule.ts'

const MINUTE_MS = 60_000

/** Jobs that had something to do when this isolate last ran them, left something that is due soon, or failed. */
const busy = new Set<JobName>()

/**
 * Whether a job leaves the database alone at this tick, so that one that sleeps when nobody asks may do so. It runs at its
 * first tick in each stretch of `idleMinutes`, which every isolate finds by the clock; at the others only where the last
 * run in this isolate had something to do or left something that is due soon, or where something was left to the job.
 */
export function isIdle(job: JobName, tick: Date, idleMinutes: number): boolean {
  const tickMinutes = TICK_MINUTES[job]
  if (tickMinutes === undefined || busy.has(job)) return false
  const minute = Math.floor(tick.getTime() / MINUTE_MS)
  const stretch = (at: number) => Math.floor(at / idleMinutes)
  return stretch(minute) === stretch(minute - tickMinutes)
}

/** @param found whether there was something to do, and so there may be more, or something is due soon */
export function noteRun(job: JobName, found: boolean): void {
  if (found) busy.add(job)
  else busy.delete(job)
}
