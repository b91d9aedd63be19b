import * as z from 'zod'
import type { DealOutcome } from '#app/domain/outcomes/deal-outcome.ts'
import { type Database, sql } from '#app/data/database.server.ts'
import { many } from '#app/data/rows.server.ts'

const dueRow = z.object({ id: z.string() })

/**
 * Assessments whose deals are to be looked at: those of which HubSpot has one, but for whoever has withdrawn and for own tests. Deals that
 * were open come before those that were closed, which may be opened again; of each those first that were looked at longest ago.
 * @param since none that was made before
 * @param readBefore none that was looked at since
 * @returns their ids
 */
export async function readDealsToAsk(
  db: Database,
  { since, readBefore, limit }: { since: Date; readBefore: Date; limit: number },
): Promise<string[]> {
  const rows = await db.$queryRaw(sql`
    SELECT a.id FROM assessments a LEFT JOIN deal_outcomes o ON o."assessmentId" = a.id
    WHERE a."createdAt" > ${since}::timestamptz AND a."qualifiedForBriefing" AND a."hubspotSyncStatus" = 'synced'
      AND a."trafficKind" = 'visitor' AND a."consentWithdrawnAt" IS NULL
      AND (o."readAt" IS NULL OR o."readAt" < ${readBefore}::timestamptz)
    ORDER BY COALESCE(o.outcome IN ('won', 'lost'), false), o."readAt" NULLS FIRST, a."createdAt" DESC, a.id
    LIMIT ${limit}::int`)
  return many(rows, dueRow).map(({ id }) => id)
}

/** Keeps what HubSpot has said. Where it has not (null), what it said before stays; of whoever was erased meanwhile, nothing. */
export async function saveOutcomes(
  db: Database,
  outcomes: readonly { assessmentId: string; outcome: DealOutcome | null }[],
  readAt: Date,
): Promise<void> {
  await db.$executeRaw(sql`
    INSERT INTO deal_outcomes AS o ("assessmentId", outcome, "readAt")
    SELECT a.id, x.outcome, ${readAt}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) AS x("assessmentId" text, outcome text)
    JOIN assessments a ON a.id = x."assessmentId"
    ORDER BY a.id FOR KEY SHARE OF a
    ON CONFLICT ("assessmentId") DO UPDATE
      SET outcome = COALESCE(EXCLUDED.outcome, o.outcome), "readAt" = EXCLUDED."readAt"`)
}
