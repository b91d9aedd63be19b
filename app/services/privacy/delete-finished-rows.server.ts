import type { Database } from '#app/data/database.server.ts'
import { deleteFinishedRows as deleteBatch } from '#app/data/privacy/retention.server.ts'
import { type RetentionSummary, type RunBounds, runRetentionJob } from './retention-run.server.ts'

const BATCH = 5_000
const MAX_BATCHES = 20
/** How long the log of removals and the ledger of erasures are kept: longer than any backup. */
export const LOG_KEPT_DAYS = 400

/** Deletes what has done its work: old queue rows and messages that are not open, spent counters, old log entries. */
export async function deleteFinishedRows(db: Database, bounds: RunBounds): Promise<RetentionSummary> {
  return runRetentionJob(db, 'delete_finished_queue_rows', bounds, async ({ cutoff, count, hasTime }) => {
    for (let batch = 0; batch < MAX_BATCHES && hasTime(); batch++) {
      const deleted = await deleteBatch(db, { cutoff, keepLogDays: LOG_KEPT_DAYS, limit: BATCH })
      count(deleted)
      // Up to a batch of each kind goes at once: fewer than one in all means that no kind has more.
      if (deleted < BATCH) return true
    }
    return false
  })
}
