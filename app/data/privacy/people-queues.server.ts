import { type Database, type Sql, emptySql, sql } from '#app/data/database.server.ts'
import type { QueueTable } from '#app/data/queue.server.ts'

/**
 * Closes erasures, or marks, where nothing can be in HubSpot, because nothing was ever sent there.
 * @returns how many
 */
export async function completeWithoutHubspot(
  db: Database,
  { name }: Pick<QueueTable, 'name'>,
  also: Sql = emptySql,
): Promise<number> {
  // By the time of a sync: the ids go with the scrub.
  return db.$executeRaw(sql`
    UPDATE ${name} SET status = 'completed', "completedAt" = now(), "claimToken" = NULL, email = NULL,
      "assessmentIds" = '{}'
    WHERE status = 'pending' AND "contactIds" = '{}' AND "dealIds" = '{}'${also}
      AND NOT EXISTS (SELECT 1 FROM assessments WHERE "hubspotSyncedAt" IS NOT NULL)`)
}
