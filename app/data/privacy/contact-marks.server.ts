import * as z from 'zod'
import type { Language } from '#app/domain/language/languages.ts'
import {
  ITEM_RESULTS,
  MARK_ITEMS,
  MARK_KINDS,
  type MarkResults,
  type MarkSource,
} from '#app/domain/hubspot/contact-mark.ts'
import { MARK_QUEUE } from '#app/domain/limits.ts'
import { allows } from '#app/data/consent.server.ts'
import { type ContactMark, type Database, type Sql, sql } from '#app/data/database.server.ts'
import type { Outcome } from '#app/data/queue-outcomes.server.ts'
import { type Part, readPart } from '#app/data/parts.server.ts'
import { settleClaimed } from '#app/data/queue-settle.server.ts'
import { type QueueTable, claimDue } from '#app/data/queue.server.ts'
import { one } from '#app/data/rows.server.ts'

const results = z.partialRecord(z.enum(MARK_ITEMS), z.enum(ITEM_RESULTS))
const status = z.enum(['pending', 'completed', 'dead', 'cancelled'])

/** What can be shown of a withdrawal to whoever has its number: nothing personal. */
export interface WithdrawalReceipt extends Pick<ContactMark, 'id' | 'markedAt'> {
  /** in HubSpot; `dead`: a person has to look; `cancelled`: overtaken by a new consent */
  status: z.output<typeof status>
  results: MarkResults
}

export async function findWithdrawalReceipt(db: Database, id: string): Promise<WithdrawalReceipt | null> {
  const mark = await db.contactMark.findUnique({
    where: { id, kind: 'withdrawn' },
    select: { id: true, markedAt: true, status: true, results: true },
  })
  return mark && { ...mark, status: status.parse(mark.status), results: results.parse(mark.results) }
}

// Anybody may type an address and agree: what its owner has withdrawn, only a confirmed address takes back.
const agreedAgain = sql`
  SELECT a.id, a."hubspotDealId", NOT claimed.confirmed OR a."addressConfirmedAt" IS NOT NULL AS overtakes
  FROM assessments a
  WHERE (a.id = ANY(claimed."assessmentIds") OR (claimed.confirmed AND lower(a.email) = claimed.email))
    AND ${allows('a', 'contact')} AND a."consentAt" > claimed."markedAt"`

const isOpen = sql`(o.result IN ('retry', 'released') OR (q.revision > o.revision AND o.result <> 'cancelled'))`

/** What is to be looked for again once there is more: nothing was found for it, or the deals were others. */
export const withoutUnfound = (done: Sql) => sql`(
  SELECT COALESCE(jsonb_object_agg(key, value), '{}') FROM jsonb_each(${done}) WHERE key <> 'deals' AND value <> '"nothing"')`

const doneNow = sql`(q.results || COALESCE((o.extra->>'results')::jsonb, '{}'))`

/**
 * What HubSpot is still to be told. One that is over forgets its address, and its ids unless somebody has to look; the assessments
 * of a withdrawal with the scrub.
 */
export const markQueue = {
  name: sql`contact_marks`,
  createdAt: sql`"markedAt"`,
  leaseSeconds: MARK_QUEUE.leaseSeconds,
  columns: {
    kind: z.enum(MARK_KINDS),
    confirmed: z.boolean(),
    /** null once the address was forgotten */
    email: z.string().nullable(),
    assessmentIds: z.array(z.string()),
    contactIds: z.array(z.string()),
    dealIds: z.array(z.string()),
    /** what earlier attempts have done */
    results,
    /** a run has held it before, so that any of it may have been done */
    attempted: z.boolean(),
    /** the person has agreed to be contacted again since; an assessment of which that was said is left out of the others */
    overtaken: z.boolean(),
  },
  operations: sql`'{reads,marks}'::text[]`,
  // A lead that is on its way makes the contact that is to be marked. One that waits for its person may wait for ever.
  claimable: sql`NOT EXISTS (
    SELECT FROM hubspot_sync_queue s
    WHERE s."assessmentId" = ANY(q."assessmentIds") AND s.status = 'pending' AND NOT s."awaitsConfirmation")`,
  lookup: sql`(
    SELECT jsonb_build_object('attempted', claimed.attempted,
      'overtaken', claimed.kind = 'withdrawn' AND COALESCE(bool_or(a.overtakes), false),
      'assessmentIds', ARRAY(SELECT unnest(claimed."assessmentIds") EXCEPT SELECT unnest(array_agg(a.id))),
      'dealIds', ARRAY(SELECT unnest(claimed."dealIds") EXCEPT SELECT unnest(array_agg(a."hubspotDealId"))))
    FROM (${agreedAgain}) AS a)`,
  assign: sql`
        email = CASE WHEN ${isOpen} THEN q.email END,
        "assessmentIds" = CASE WHEN ${isOpen} OR q.kind = 'withdrawn' THEN q."assessmentIds" ELSE '{}' END,
        "contactIds" = CASE WHEN ${isOpen} OR o.result = 'dead' THEN q."contactIds" ELSE '{}' END,
        "dealIds" = CASE WHEN ${isOpen} THEN q."dealIds" ELSE '{}' END,
        results = CASE WHEN q.revision > o.revision THEN ${withoutUnfound(doneNow)} ELSE ${doneNow} END`,
} satisfies QueueTable

/**
 * Claims the mark that has been due in HubSpot longest.
 * @param id only this one, if it is due
 */
export async function claimMark(db: Database, token: string, id?: string) {
  const only = id === undefined ? undefined : sql`q.id = ${id}`
  const [mark] = await claimDue(db, markQueue, { limit: 1, token, only })
  return mark ?? null
}

/** A mark that this run holds. */
export type ClaimedMark = NonNullable<Awaited<ReturnType<typeof claimMark>>>

/** @returns whether the claim was still ours */
export async function settleMark(
  db: Database,
  row: ClaimedMark,
  outcome: Outcome,
  done: MarkResults,
): Promise<boolean> {
  const extra = { results: JSON.stringify(done) }
  return (await settleClaimed(db, markQueue, [{ row, outcome, extra }])).length > 0
}

/** Notes that somebody has done in HubSpot by hand what a dead withdrawal asks for. @returns whether there is such a one */
export async function finishMarkByHand(db: Database, id: string, completedAt: Date): Promise<boolean> {
  const { count } = await db.contactMark.updateMany({
    where: { id, status: 'dead' },
    data: { status: 'completed', completedAt, contactIds: [], results: { note: 'by_hand' } },
  })
  return count > 0
}

const UNFINISHED_SHOWN = 20

/** Marks for which a person has to look, with the ids of HubSpot's contacts; the oldest first. */
export const unfinishedMarksPart: Part<Pick<ContactMark, 'id' | 'contactIds'>> = {
  row: z.object({ id: z.string(), contactIds: z.array(z.string()) }),
  query: sql`
    SELECT id, "contactIds" FROM contact_marks WHERE status = 'dead' ORDER BY "markedAt" LIMIT ${UNFINISHED_SHOWN}::int`,
}

export function listUnfinishedMarks(db: Database): Promise<Pick<ContactMark, 'id' | 'contactIds'>[]> {
  return readPart(db, unfinishedMarksPart)
}

const unpermitted = z.object({ count: z.number() })

/** How many people's withdrawals or complaints HubSpot's permissions have kept from being carried out in full. */
export async function countUnpermitted(db: Database): Promise<number> {
  const rows = await db.$queryRaw(sql`
    SELECT count(*)::int AS count FROM contact_marks
    WHERE results @? '$.* ? (@ == "not_permitted")' AND "markedAt" > utc_ago(interval '30 days')`)
  return one(rows, unpermitted).count
}

/** Whose consent is withdrawn, and how. */
export interface Withdrawal {
  /** null where nobody knows the address any more */
  email: string | null
  /** the address as messages and links know it, under every key */
  recipientHashes: readonly string[]
  /** a browser withdraws what its sessions hold of the address; null for whoever has shown that the address is theirs */
  sessionIds: readonly string[] | null
  source: MarkSource
  /** of the page, in which the receipt is sent */
  language: Language
}

export const withdrawalOutcome = z.object({ receipt: z.string().nullable(), isNew: z.boolean() })
export type WithdrawalOutcome = z.output<typeof withdrawalOutcome>

/**
 * Withdraws consent here and writes down what HubSpot is to be told, in one transaction.
 * @returns the receipt, an earlier one where there was nothing new to withdraw; null where nothing was held
 */
export async function withdrawPerson(
  db: Database,
  { email, recipientHashes, sessionIds, source, language }: Withdrawal,
): Promise<WithdrawalOutcome> {
  const sessions = sessionIds && [...sessionIds]
  const rows = await db.$queryRaw(sql`
    SELECT * FROM withdraw_person(${email}::text, ${[...recipientHashes]}::text[], ${sessions}::text[], ${source}, ${language})`)
  return one(rows, withdrawalOutcome)
}
