import type { SyncType } from '#app/domain/lead/quality.ts'
import { type Sql, sql } from '#app/data/database.server.ts'

/** What is to reach HubSpot for one assessment. */
export interface OutboxEntry {
  id: string
  syncType: SyncType
  payload: object
  /** nothing is sent before the address is confirmed */
  confirmFirst?: boolean | undefined
  /** of the request that brings it about */
  traceId?: string | null
}

/**
 * The statement that puts an entry into the outbox, for use inside the statement that writes the lead.
 *
 * At most one row an assessment is open: newer details replace its payload, raise its revision, and have all their
 * attempts. A row that no run holds becomes due at once; one that is held keeps its lease and is taken up again after it.
 * @param assessments a relation with the assessment's `id` and `addressConfirmedAt`; no rows, no entry
 */
export function enqueueSync(assessments: Sql, entry: OutboxEntry): Sql {
  return sql`
    INSERT INTO hubspot_sync_queue AS q (id, "assessmentId", payload, "syncType", "traceId", "awaitsConfirmation")
    SELECT ${entry.id}, id, ${JSON.stringify(entry.payload)}::jsonb, ${entry.syncType}, ${entry.traceId ?? null}::text,
      ${entry.confirmFirst ?? false}::boolean AND "addressConfirmedAt" IS NULL
    FROM ${assessments}
    ON CONFLICT ("assessmentId") WHERE status = 'pending' DO UPDATE SET
      payload = EXCLUDED.payload, "syncType" = EXCLUDED."syncType", revision = q.revision + 1,
      "traceId" = EXCLUDED."traceId",
      "awaitsConfirmation" = EXCLUDED."awaitsConfirmation",
      "nextRetryAt" = CASE WHEN q."claimToken" IS NULL THEN now() ELSE q."nextRetryAt" END,
      "retryCount" = EXCLUDED."retryCount", "retryDelaySeconds" = EXCLUDED."retryDelaySeconds",
      -- The contact of a former address may be somebody else's.
      "hubspotContactId" = CASE WHEN q.payload->>'email' = EXCLUDED.payload->>'email' THEN q."hubspotContactId" END`
}

/**
 * The statement that empties an assessment's rows that are not open, for use beside {@link enqueueSync}: newer details
 * come in a row of their own, and an address that was replaced must not lie on where neither export nor erasure finds it.
 * Nor must its contact, which an erasure would take from whom the address belongs to; the assessment has the present one's.
 * @param assessments a relation with the assessment's `id`
 * @param open whether the open row is cancelled too: nothing may be sent any more. A run that holds it is fenced off
 */
export function dropOvertaken(assessments: Sql, { open = false } = {}): Sql {
  return sql`
    UPDATE hubspot_sync_queue SET payload = '{}', "hubspotContactId" = NULL,
      "claimToken" = CASE WHEN status = 'pending' THEN NULL ELSE "claimToken" END,
      status = CASE WHEN status IN ('pending', 'dead') THEN 'cancelled' ELSE status END
    WHERE "assessmentId" IN (SELECT id FROM ${assessments}) AND (status <> 'pending' OR ${open}::boolean)`
}
