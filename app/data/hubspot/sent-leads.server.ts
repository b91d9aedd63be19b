import type { Database } from '#app/data/database.server.ts'

/** Whether HubSpot was sent one of these, whose ids there went with the scrub: the time stays. */
export async function wasSentBeforeScrub(db: Database, assessmentIds: readonly string[]): Promise<boolean> {
  const where = {
    id: { in: [...assessmentIds] },
    emailScrubbedAt: { not: null },
    hubspotSyncedAt: { not: null },
  }
  return (await db.assessment.count({ where })) > 0
}
