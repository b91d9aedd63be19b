import { LIFETIMES } from '#app/domain/limits.ts'
import type { Database } from '#app/data/database.server.ts'
import { deleteFinishedBatch } from '#app/data/privacy/retention.server.ts'
import { type RetentionSummary, type RetentionLimits, runRetentionJob } from './run-retention-job.server.ts'

const BATCH = 5_000
const MAX_BATCHES = 20

/** Deletes what has done its work: old queue rows and messages that are not open, spent counters, old log entries. */
export async function deleteFinishedRows(db: Database, limits: RetentionLimits): Promise<RetentionSummary> {
  return runRetentionJob(db, 'delete_finished_queue_rows', limits, async ({ cutoff, count, hasTime }) => {
    for (let batch = 0; batch < MAX_BATCHES && hasTime(); batch++) {
      const deleted = await deleteFinishedBatch(db, {
        cutoff,
        keepLogSeconds: LIFETIMES.retentionLog,
        limit: BATCH,
      })
      count(deleted)
      // Up to a batch of each kind goes at once: fewer than one in all means that no kind has more.
      if (deleted < BATCH) return true
    }
    return false
  })
}
