import type { Database } from '#app/data/database.server.ts'
import { endRun, startRun } from '#app/data/privacy/retention.server.ts'
import type { RetentionJob } from '#app/domain/privacy/retention-jobs.ts'

/** What a run of a retention job did, as it is logged: counts and times only. */
export interface RetentionSummary {
  affectedRows: number
  /** the limit was reached, and the next run goes on */
  partial: boolean
  oldestPersonalLeftAt: Date | null
}

export interface RetentionWork {
  /** everything created up to here is due */
  cutoff: string
  /** whether there is time for one more batch */
  hasTime: () => boolean
  /** counts rows that were changed for good; a run that fails later still reports them */
  count: (rows: number) => void
}

export interface RetentionLimits {
  retentionDays: number
  /** no batch is started later */
  seconds: number
  /** milliseconds since 1970 */
  clock: () => number
}

/**
 * Runs a retention job's batches and leaves one row in the retention log, also when they fail half way.
 * @param work returns whether everything that was due is done
 * @throws what `work` throws
 */
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
    // The first error is the one to report: the database may be what is gone.
    await endRun(db, id, { affectedRows, outcome: 'failed' }).catch(() => undefined)
    throw error
  }
}
