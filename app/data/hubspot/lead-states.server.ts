import * as z from 'zod'
import { type Database, sql } from '#app/data/database.server.ts'
import { many } from '#app/data/rows.server.ts'

const leadState = z.object({
  assessmentId: z.string(),
  /** null when there is nothing to send, or its row is deleted already */
  rowId: z.string().nullable(),
  state: z.enum([
    'due',
    'waiting',
    'being sent',
    'awaiting confirmation',
    'sent',
    'dead',
    'cancelled',
    'skipped',
    'none',
  ]),
  attempts: z.number(),
  nextAttemptAt: z.date().nullable(),
  error: z.string().nullable(),
  contactId: z.string().nullable(),
  dealId: z.string().nullable(),
})
export type LeadState = z.output<typeof leadState>

/** How it stands with single leads, by the ids of their rows or assessments; the newest row of an assessment first. */
export async function listLeadStates(db: Database, ids: readonly string[]): Promise<LeadState[]> {
  const rows = await db.$queryRaw(sql`
    SELECT a.id AS "assessmentId", q.id AS "rowId",
      CASE
        WHEN q.id IS NULL THEN CASE a."hubspotSyncStatus" WHEN 'skipped' THEN 'skipped' ELSE 'none' END
        WHEN q.status = 'completed' THEN 'sent'
        WHEN q.status <> 'pending' THEN q.status
        WHEN q."awaitsConfirmation" THEN 'awaiting confirmation'
        WHEN q."nextRetryAt" <= now() THEN 'due'
        WHEN q."claimToken" IS NULL THEN 'waiting'
        ELSE 'being sent' END AS state,
      COALESCE(q."retryCount", 0) AS attempts,
      CASE WHEN q.status = 'pending' AND NOT q."awaitsConfirmation" THEN q."nextRetryAt" END AS "nextAttemptAt",
      COALESCE(q."lastError", a."hubspotSyncError") AS error,
      COALESCE(q."hubspotContactId", a."hubspotContactId") AS "contactId",
      COALESCE(q."hubspotDealId", a."hubspotDealId") AS "dealId"
    FROM assessments a LEFT JOIN hubspot_sync_queue q ON q."assessmentId" = a.id
    WHERE a.id = ANY(${[...ids]}::text[]) OR q.id = ANY(${[...ids]}::text[])
    ORDER BY a.id, q."createdAt" DESC`)
  return many(rows, leadState)
}
