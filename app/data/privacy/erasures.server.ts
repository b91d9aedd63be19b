import * as z from 'zod'
import { ERASURE_QUEUE, MAX_RETRY_DELAY_SECONDS } from '#app/domain/limits.ts'
import { type Database, emptySql, sql } from '#app/data/database.server.ts'

const receipt = z.object({
  id: z.string(),
  erasedAt: z.date(),
  hubspotStatus: z.enum(['pending', 'completed', 'failed']),
  completedAt: z.date().nullable(),
})

/** What can be shown of an erasure to whoever has its number: nothing personal. */
export type ErasureReceipt = z.output<typeof receipt>

export async function findErasureReceipt(db: Database, id: string): Promise<ErasureReceipt | null> {
  const rows = await db.$queryRaw(sql`
    SELECT id, "erasedAt", "hubspotStatus", "completedAt" FROM erasures WHERE id = ${id}`)
  return z.array(receipt).max(1).parse(rows)[0] ?? null
}

const claimed = z.object({
  id: z.string(),
  claimToken: z.string(),
  /** null once the address was forgotten */
  email: z.string().nullable(),
})

/** An erasure that this run holds, to be finished in HubSpot. */
export type ClaimedErasure = z.output<typeof claimed>

/**
 * Claims the erasure that has been due in HubSpot longest.
 * @param only this erasure, if it is due
 */
export async function claimErasure(
  db: Database,
  token: string,
  only?: { id: string },
): Promise<ClaimedErasure | null> {
  const rows = await db.$queryRaw(sql`
    WITH due AS (
      SELECT id FROM erasures
      WHERE "hubspotStatus" = 'pending' AND "nextAttemptAt" <= now()::timestamptz(3)
        ${only ? sql`AND id = ${only.id}` : emptySql}
      ORDER BY "nextAttemptAt" LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    UPDATE erasures e SET "claimToken" = ${token}, attempts = attempts + 1,
      "nextAttemptAt" = now() + make_interval(secs => ${ERASURE_QUEUE.leaseSeconds}::float8)
    FROM due WHERE e.id = due.id
    RETURNING e.id, e."claimToken", e.email`)
  return z.array(claimed).max(1).parse(rows)[0] ?? null
}

const scope = z.object({
  assessmentIds: z.array(z.string()),
  contactIds: z.array(z.string()),
  dealIds: z.array(z.string()),
})

/** HubSpot's records of a person, and the assessments by which deals are found. */
export type ErasureScope = z.output<typeof scope>

/**
 * Adds contacts to an erasure, and what is known here by them: their assessments are deleted, or, when scrubbed already,
 * forget whose they were.
 * @returns all that is to be erased in HubSpot; null when the claim is no longer ours
 */
export async function widenErasure(
  db: Database,
  { id, claimToken }: ClaimedErasure,
  contactIds: readonly string[],
): Promise<ErasureScope | null> {
  const held = await db.$queryRaw(sql`
    SELECT widen_erasure(${id}, ${claimToken}, ${[...contactIds]}::text[]) AS held`)
  if (!z.tuple([z.object({ held: z.boolean() })]).parse(held)[0].held) return null
  const rows = await db.$queryRaw(sql`
    SELECT "assessmentIds", "contactIds", "dealIds" FROM erasures WHERE id = ${id}`)
  return z.array(scope).max(1).parse(rows)[0] ?? null
}

/**
 * Closes an erasure that is done in HubSpot: its address and ids are forgotten.
 * @param status `failed` when the contact could not be looked for, because the address was forgotten before
 */
export async function completeErasure(
  db: Database,
  { id, claimToken }: ClaimedErasure,
  counts: { status: 'completed' | 'failed'; contacts: number; deals: number },
): Promise<void> {
  await db.$executeRaw(sql`
    UPDATE erasures SET "hubspotStatus" = ${counts.status}, "completedAt" = now(), "claimToken" = NULL, "lastError" = NULL,
      email = NULL, "assessmentIds" = '{}', "contactIds" = '{}', "dealIds" = '{}',
      "hubspotContacts" = ${counts.contacts}::int, "hubspotDeals" = ${counts.deals}::int
    WHERE id = ${id} AND "claimToken" = ${claimToken} AND "hubspotStatus" = 'pending'`)
}

/**
 * Puts an erasure off. It is tried until it is done, at last once an hour.
 * @param error compact text from the closed vocabulary; null when HubSpot was not asked
 */
export async function retryErasure(
  db: Database,
  { id, claimToken }: ClaimedErasure,
  error: string | null,
): Promise<void> {
  await db.$executeRaw(sql`
    UPDATE erasures SET "claimToken" = NULL, "lastError" = COALESCE(${error}::text, "lastError"),
      "nextAttemptAt" = now() + make_interval(secs =>
        LEAST(${MAX_RETRY_DELAY_SECONDS}::float8, ${ERASURE_QUEUE.retryDelaySeconds}::float8 * power(2, LEAST(attempts, 20) - 1)))
    WHERE id = ${id} AND "claimToken" = ${claimToken} AND "hubspotStatus" = 'pending'`)
}

/** Closes an erasure without asking HubSpot: the person has come back, and what is there now is new. */
export async function closeErasureHere(db: Database, id: string): Promise<void> {
  await db.$executeRaw(sql`
    UPDATE erasures SET "hubspotStatus" = 'completed', "completedAt" = now(), "claimToken" = NULL, email = NULL,
      "assessmentIds" = '{}', "contactIds" = '{}', "dealIds" = '{}'
    WHERE id = ${id} AND "hubspotStatus" = 'pending'`)
}

/** Closes erasures where nothing can be in HubSpot, because nothing was ever sent there. @returns how many */
export async function completeWithoutHubspot(db: Database): Promise<number> {
  return db.$executeRaw(sql`
    UPDATE erasures SET "hubspotStatus" = 'completed', "completedAt" = now(), "claimToken" = NULL, email = NULL,
      "assessmentIds" = '{}'
    WHERE "hubspotStatus" = 'pending' AND "contactIds" = '{}' AND "dealIds" = '{}'
      AND NOT EXISTS (SELECT 1 FROM assessments WHERE "hubspotContactId" IS NOT NULL)`)
}
