import type { Database } from '#app/data/database.server.ts'
import { scrubAssessments, scrubUnattached } from '#app/data/privacy/retention.server.ts'
import { type RetentionSummary, type RetentionLimits, runRetentionJob } from './run-retention-job.server.ts'

// A batch is one statement and must end within ten seconds. Forty leave room within the 50 requests of the Free plan.
const BATCH = 5_000
const MAX_BATCHES = 40

/** Scores, answers and analytics stay. Safe to run twice at once and to stop anywhere: what is left is due again. */
export async function scrubPersonalData(
  db: Database,
  limits: RetentionLimits,
  batchSize = BATCH,
): Promise<RetentionSummary> {
  return runRetentionJob(db, 'scrub_expired_pii', limits, async ({ cutoff, count, hasTime }) => {
    let batches = 0
    let after: string | null = null
    for (;;) {
      const { scrubbed, lastCreatedAt } = await scrubAssessments(db, { cutoff, after, limit: batchSize })
      count(scrubbed)
      // Rows that are locked are not waited for: the next run finds them.
      if (scrubbed < batchSize) break
      after = lastCreatedAt
      if (++batches >= MAX_BATCHES || !hasTime()) return false
    }
    for (;;) {
      const scrubbed = await scrubUnattached(db, cutoff, batchSize)
      count(scrubbed)
      if (scrubbed < batchSize) return true
      if (++batches >= MAX_BATCHES || !hasTime()) return false
    }
  })
}
