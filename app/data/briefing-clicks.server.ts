import { type Database, sql } from './database.server.ts'

/** Notes that the owner of these results, known as for `findOwnAssessment`, went to book a briefing. */
export async function noteBriefingClick(
  db: Database,
  id: string,
  key: { sessionIds: readonly string[]; linkHashes: readonly string[] },
): Promise<void> {
  await db.$executeRaw(sql`
    UPDATE assessments a SET "reachedStages" = a."reachedStages" || '{briefing_click}'
    WHERE a.id = ${id} AND a."qualifiedForBriefing" AND 'briefing_click' <> ALL (a."reachedStages")
      AND (a."sessionId" = ANY(${[...key.sessionIds]}::text[]) OR EXISTS (
        SELECT FROM access_links l WHERE l."assessmentId" = a.id AND l."recipientHash" IS NOT NULL AND l."expiresAt" > now()
          AND l."tokenHash" = ANY(${[...key.linkHashes]}::text[])))`)
}
