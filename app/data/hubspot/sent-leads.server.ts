import * as z from 'zod'
import { type Database, sql } from '#app/data/database.server.ts'
import { one } from '#app/data/rows.server.ts'

const answeredHeld = z.object({ held: z.boolean() })

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

/** Whether another assessment than these has one of these addresses. */
export async function isElsewhere(
  db: Database,
  addresses: readonly string[],
  assessmentIds: readonly string[],
): Promise<boolean> {
  const rows = await db.$queryRaw(sql`
    SELECT EXISTS (SELECT FROM assessments WHERE lower(email) = ANY(${[...addresses]}::text[])
      AND id <> ALL (${[...assessmentIds]}::text[]) AND "consentWithdrawnAt" IS NULL) AS held`)
  return one(rows, answeredHeld).held
}

/** Whether an assessment or a session under way is there that has this contact, or one of its addresses. */
export async function isHeld(
  db: Database,
  contactId: string,
  addresses: readonly string[],
): Promise<boolean> {
  const theirs = sql`lower(email) = ANY(${[...addresses]}::text[])`
  const rows = await db.$queryRaw(sql`
    SELECT EXISTS (SELECT FROM assessments WHERE "hubspotContactId" = ${contactId} OR ${theirs})
      OR EXISTS (SELECT FROM assessment_sessions WHERE ${theirs} AND "expiresAt" > now()) AS held`)
  return one(rows, answeredHeld).held
}
