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

/** Whether a call for one of these was made of which no contact is known: it came to nothing, broke off, or the scrub has taken its id. */
export async function wasAttempted(db: Database, assessmentIds: readonly string[]): Promise<boolean> {
  const where = { id: { in: [...assessmentIds] }, hubspotSyncAttempts: { gt: 0 }, hubspotContactId: null }
  return (await db.assessment.count({ where })) > 0
}
