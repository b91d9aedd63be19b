import type { Database } from '#app/data/database.server.ts'
import { scrubAssessments, scrubUnattached } from '#app/data/privacy/retention.server.ts'
import { type RetentionSummary, type RetentionLimits, runRetentionJob } from './run-retention-job.server.ts'

// A batch is one statement, well within the ten seconds that one may take; a prospect who saves meanwhile waits for a
// fraction of that. Forty batches leave room within the 50 requests of an invocation on the Free plan.
const BATCH = 5_000
const MAX_BATCHES = 40

/**
 * Removes the personal data of assessments older than the retention, with their queue rows and messages. Scores,
 * answers and analytics stay. Safe to run twice at once and to be stopped anywhere: each batch is complete by itself,
 * and what is left is due again in the next run.
 */
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
      // What somebody else held is not waited for: the next run finds it.
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
