import * as z from 'zod'
import { ERASURE_QUEUE } from '#app/domain/limits.ts'
import { type Database, type Erasure, sql } from '#app/data/database.server.ts'
import type { Outcome } from '#app/data/queue-outcomes.server.ts'
import { type Part, readPart } from '#app/data/parts.server.ts'
import { settleClaimed } from '#app/data/queue-settle.server.ts'
import { type QueueTable, claimDue } from '#app/data/queue.server.ts'
import { one } from '#app/data/rows.server.ts'
import { completeWithoutHubspot } from './people-queues.server.ts'

const status = z.enum(['pending', 'completed', 'dead'])

/** What can be shown of an erasure to whoever has its number: nothing personal. */
export interface ErasureReceipt extends Pick<Erasure, 'id' | 'erasedAt' | 'completedAt'> {
  /** in HubSpot; `dead`: a person has to look */
  status: z.output<typeof status>
  /** why a person has to look; null unless `dead` */
  unfinished: 'address_forgotten' | 'nothing_found' | 'other_contact' | null
}

export async function findErasureReceipt(db: Database, id: string): Promise<ErasureReceipt | null> {
  const erasure = await db.erasure.findUnique({
    where: { id },
    select: { id: true, erasedAt: true, status: true, completedAt: true, lastError: true },
  })
  if (!erasure) return null
  const { lastError, ...rest } = erasure
  const reason = (['nothing_found', 'other_contact'] as const).find((kind) => lastError?.startsWith(kind))
  return {
    ...rest,
    status: status.parse(erasure.status),
    unfinished: erasure.status === 'dead' ? (reason ?? 'address_forgotten') : null,
  }
}

const isOpen = sql`(o.result IN ('retry', 'released') OR q.revision > o.revision)`

/** Erasures to be finished in HubSpot. One that is over forgets its address, and its ids unless they are gone or somebody has to look. */
export const erasureQueue = {
  name: sql`erasures`,
  createdAt: sql`"erasedAt"`,
  // A run starts no call after 25 s, a call ends after 10 s, and then it settles.
  leaseSeconds: ERASURE_QUEUE.leaseSeconds,
  columns: {
    /** null once the address was forgotten */
    email: z.string().nullable(),
  },
  operations: sql`'{reads,erasures}'::text[]`,
  assign: sql`
        email = CASE WHEN ${isOpen} THEN q.email END,
        "assessmentIds" = CASE WHEN ${isOpen} THEN q."assessmentIds" ELSE ARRAY(
          SELECT unnest(q."assessmentIds") EXCEPT SELECT id FROM assessments WHERE id = ANY(q."assessmentIds")) END,
        "contactIds" = CASE WHEN ${isOpen} OR o.result = 'dead' THEN q."contactIds" ELSE '{}' END,
        "formerContactIds" = CASE WHEN ${isOpen} THEN q."formerContactIds" ELSE COALESCE((o.extra->>'left')::text[], '{}') END,
        "madeContactIds" = CASE WHEN ${isOpen} THEN q."madeContactIds" ELSE '{}' END,
        "dealIds" = CASE WHEN ${isOpen} OR o.result = 'dead' THEN q."dealIds" ELSE '{}' END,
        "noteIds" = CASE WHEN ${isOpen} THEN q."noteIds" ELSE '{}' END,
        "notedContactIds" = CASE WHEN ${isOpen} THEN q."notedContactIds" ELSE '{}' END`,
} satisfies QueueTable

/**
 * Claims the erasure that has been due in HubSpot longest.
 * @param id only this erasure, if it is due
 */
export async function claimErasure(db: Database, token: string, id?: string) {
  const [erasure] = await claimDue(db, erasureQueue, {
    limit: 1,
    token,
    only: id === undefined ? undefined : sql`q.id = ${id}`,
  })
  return erasure ?? null
}

/** Closes those of people of whom nothing was ever sent. @returns how many */
export function completeErasuresWithoutHubspot(db: Database): Promise<number> {
  return completeWithoutHubspot(db, erasureQueue, sql` AND "formerContactIds" = '{}'`)
}

/** An erasure that this run holds. */
export type ClaimedErasure = NonNullable<Awaited<ReturnType<typeof claimErasure>>>

/**
 * @param left numbers of the contacts that somebody has to look at
 * @returns whether the claim was still ours
 */
export async function settleErasure(
  db: Database,
  row: ClaimedErasure,
  outcome: Outcome,
  left?: readonly string[],
): Promise<boolean> {
  const extra = left && { left: `{${left.join()}}` }
  return (await settleClaimed(db, erasureQueue, [{ row, outcome, ...(extra && { extra }) }])).length > 0
}

/**
 * Notes how many contacts and deals an attempt has found and erases now, and all numbers of those contacts: what another
 * erasure or a withdrawal knows by one of them is gone from now on. Said before it does, so that the next attempt knows of one
 * that was cut off.
 */
export async function noteFound(
  db: Database,
  { id }: Pick<ClaimedErasure, 'id'>,
  { contacts, deals, contactIds }: { contacts: number; deals: number; contactIds: readonly string[] },
): Promise<void> {
  await db.$executeRaw(sql`
    UPDATE erasures SET
      "hubspotContacts" = GREATEST("hubspotContacts", ${contacts}::int),
      "hubspotDeals" = GREATEST("hubspotDeals", ${deals}::int),
      "erasedContactIds" = CASE ${contacts}::int WHEN 0 THEN "erasedContactIds" ELSE ARRAY(
        SELECT unnest("erasedContactIds") UNION SELECT unnest(${[...contactIds]}::text[])) END
    WHERE id = ${id}`)
}

/** Forgets the numbers of deals and notes that are gone: to ask for each again would use up the calls of every further run. */
export async function noteGone(
  db: Database,
  { id }: Pick<ClaimedErasure, 'id'>,
  { dealIds, noteIds }: Pick<ErasureScope, 'dealIds' | 'noteIds'>,
): Promise<void> {
  await db.$executeRaw(sql`
    UPDATE erasures SET
      "dealIds" = ARRAY(SELECT unnest("dealIds") EXCEPT SELECT unnest(${[...dealIds]}::text[])),
      "noteIds" = ARRAY(SELECT unnest("noteIds") EXCEPT SELECT unnest(${[...noteIds]}::text[]))
    WHERE id = ${id}`)
}

/**
 * Whether another erasure has taken what this one does not find: a contact that both know, or since this one was asked for
 * whatever had the same address. Then it is counted here as well.
 */
export async function wasErasedByAnother(db: Database, { id }: Pick<ClaimedErasure, 'id'>): Promise<boolean> {
  const count = await db.$executeRaw(sql`
    UPDATE erasures q SET "hubspotContacts" = 1
    WHERE id = ${id} AND EXISTS (
      SELECT FROM erasures e WHERE e.id <> q.id AND (e."erasedContactIds" && q."contactIds" OR (
        e."addressHash" = q."addressHash" AND e."hubspotContacts" > 0 AND COALESCE(e."completedAt" > q."erasedAt", true))))`)
  return count > 0
}

/** Whether an erasure has taken one of these contacts. */
export async function wereErased(db: Database, contactIds: readonly string[]): Promise<boolean> {
  return (await db.erasure.count({ where: { erasedContactIds: { hasSome: [...contactIds] } } })) > 0
}

const UNFINISHED_SHOWN = 20

/** Erasures for which a person has to look, with the ids of HubSpot's contacts that were theirs; the oldest first. */
export const unfinishedErasuresPart: Part<Pick<Erasure, 'id' | 'contactIds'>> = {
  row: z.object({ id: z.string(), contactIds: z.array(z.string()) }),
  query: sql`
    SELECT id, CASE WHEN "lastError" LIKE 'other_contact%' THEN '{}' ELSE "contactIds" END
      || ARRAY(SELECT id FROM unnest("formerContactIds") AS id WHERE id NOT LIKE '-%') AS "contactIds"
    FROM erasures WHERE status = 'dead' ORDER BY "erasedAt" LIMIT ${UNFINISHED_SHOWN}::int`,
}

export function listUnfinishedErasures(db: Database): Promise<Pick<Erasure, 'id' | 'contactIds'>[]> {
  return readPart(db, unfinishedErasuresPart)
}

/** HubSpot's records of a person, and the assessments by which deals are found. */
export type ErasureScope = Pick<
  Erasure,
  | 'assessmentIds'
  | 'contactIds'
  | 'dealIds'
  | 'noteIds'
  | 'notedContactIds'
  | 'hubspotContacts'
  | 'formerContactIds'
  | 'madeContactIds'
>

const answeredHeld = z.object({ held: z.boolean() })

/**
 * Adds contacts to an erasure, and what is known here by them: their assessments are deleted, or, when scrubbed already,
 * forget whose they were.
 * @returns all that is to be erased in HubSpot; null when the claim is no longer ours
 */
export async function widenErasure(
  db: Database,
  { id, claimToken }: Pick<ClaimedErasure, 'id' | 'claimToken'>,
  contactIds: readonly string[],
): Promise<ErasureScope | null> {
  const rows = await db.$queryRaw(sql`
    SELECT widen_erasure(${id}, ${claimToken}, ${[...contactIds]}::text[]) AS held`)
  if (!one(rows, answeredHeld).held) return null
  return db.erasure.findUnique({
    where: { id },
    select: {
      assessmentIds: true,
      contactIds: true,
      dealIds: true,
      noteIds: true,
      notedContactIds: true,
      hubspotContacts: true,
      formerContactIds: true,
      madeContactIds: true,
    },
  })
}

const resent = z.object({ count: z.number() })

/**
 * Sends leads again that came after an erasure under another address of these contacts, which went with it.
 * @returns how many
 */
export async function resendLeads(db: Database, contactIds: readonly string[]): Promise<number> {
  const rows = await db.$queryRaw(sql`SELECT resend_leads(${[...contactIds]}::text[]) AS count`)
  return one(rows, resent).count
}

/** Closes an erasure without asking HubSpot: the person has come back, and what is there now is new. */
export async function closeErasureHere(db: Database, id: string): Promise<void> {
  await db.$executeRaw(sql`
    UPDATE erasures SET status = 'completed', "completedAt" = now(), "claimToken" = NULL, email = NULL,
      "assessmentIds" = '{}', "contactIds" = '{}', "dealIds" = '{}', "noteIds" = '{}', "notedContactIds" = '{}',
      "formerContactIds" = '{}', "madeContactIds" = '{}'
    WHERE id = ${id} AND status = 'pending'`)
}

/** Notes that somebody has finished a dead erasure in HubSpot by hand. @returns whether there is such a one */
export async function finishErasureByHand(db: Database, id: string, completedAt: Date): Promise<boolean> {
  const { count } = await db.erasure.updateMany({
    where: { id, status: 'dead' },
    data: {
      status: 'completed',
      completedAt,
      contactIds: [],
      formerContactIds: [],
      dealIds: [],
      noteIds: [],
      notedContactIds: [],
    },
  })
  return count > 0
}
