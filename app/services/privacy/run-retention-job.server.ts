import type { Database } from '#app/data/database.server.ts'
import { endRun, startRun } from '#app/data/privacy/retention.server.ts'
import type { RetentionJob } from '#app/domain/privacy/retention-jobs.ts'

/** As it is logged: counts and times only. */
export interface RetentionSummary {
  affectedRows: number
  partial: boolean
  oldestPersonalLeftAt: Date | null
}

export interface RetentionWork {
  /** everything created before is due */
  cutoff: string
  hasTime: () => boolean
  /** a run that fails later still reports what was counted */
  count: (rows: number) => void
}

export interface RetentionLimits {
  retentionDays: number
  seconds: number
  clock: () => number
}

/** Leaves one row in the retention log, also when `work` throws. `work` returns whether all that was due is done. */
export async function runRetentionJob(
  db: Database,
  job: RetentionJob,
  { retentionDays, seconds, clock }: RetentionLimits,
  work: (run: RetentionWork) => Promise<boolean>,
): Promise<RetentionSummary> {
  const endsAt = clock() + seconds * 1000
  const { id, cutoff } = await startRun(db, job, retentionDays)
  let affectedRows = 0
  const run: RetentionWork = {
    cutoff,
    hasTime: () => clock() < endsAt,
    count: (rows) => void (affectedRows += rows),
  }
  try {
    const done = await work(run)
    const outcome = done ? 'completed' : 'partial'
    const oldestPersonalLeftAt = await endRun(db, id, { affectedRows, outcome })
    return { affectedRows, partial: !done, oldestPersonalLeftAt }
  } catch (error) {
    // The database may be what failed: the first error is the one to report.
    await endRun(db, id, { affectedRows, outcome: 'failed' }).catch(() => undefined)
    throw error
  }
}
