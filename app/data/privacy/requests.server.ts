import * as z from 'zod'
import type { Language } from '#app/domain/language/languages.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import { PRIVACY_KINDS, type PrivacyKind } from '#app/domain/privacy/action.ts'
import { type Database, type PrivacyRequest, sql } from '#app/data/database.server.ts'
import { type NewPrivacyEmail, enqueuePrivacyLink } from '#app/data/mail/outbox.server.ts'
import { type Counter, hitRateLimits, limitColumns, requireRoom } from '#app/data/rate-limit.server.ts'
import { one } from '#app/data/rows.server.ts'
import { type WithdrawalOutcome, withdrawalOutcome } from './contact-marks.server.ts'

export interface NewPrivacyRequest {
  id: string
  tokenHash: string
  kind: PrivacyKind
  email: string
  /** as the ledger of erasures keeps it */
  addressHash: string
}

const asker = z.object({
  /** this browser has a result under the address */
  own: z.boolean(),
  /** Results were sent to this very spelling, or somebody has acted through a link to it. */
  written: z.boolean(),
})

/** What is known of an address and of the browser that asks for its link; nobody is told. */
export async function findAsker(
  db: Database,
  email: string,
  recipientHashes: readonly string[],
  sessionIds: readonly string[],
): Promise<z.output<typeof asker>> {
  const sentTo = sql`"recipientHash" = ANY(${[...recipientHashes]}::text[])`
  const rows = await db.$queryRaw(sql`
    SELECT EXISTS (
        SELECT FROM assessments WHERE "sessionId" = ANY(${[...sessionIds]}::text[]) AND lower(email) = ${email}) AS own,
      EXISTS (SELECT FROM email_messages WHERE ${sentTo} AND kind = 'results' AND status = 'completed')
        OR EXISTS (SELECT FROM access_links WHERE ${sentTo} AND "usedAt" IS NOT NULL) AS written`)
  return one(rows, asker)
}

/**
 * Stores a request and queues its e-mail, in one statement with the rate limits. Whether the address is known plays no
 * part in it.
 * @throws RateLimitError when a counter has no room: nothing was stored
 */
export async function insertPrivacyRequest(
  db: Database,
  request: NewPrivacyRequest,
  email: NewPrivacyEmail,
  counters: readonly Counter[] = [],
): Promise<void> {
  const rows = await db.$queryRaw(sql`
    WITH taken AS MATERIALIZED (SELECT * FROM ${hitRateLimits(counters)}), made AS (
      INSERT INTO privacy_requests (id, "tokenHash", kind, email, "addressHash", "expiresAt")
      SELECT ${request.id}, ${request.tokenHash}, ${request.kind}, ${request.email}, ${request.addressHash},
        now() + make_interval(secs => ${LIFETIMES.privacyLink}::float8)
      FROM taken WHERE "refusedKey" IS NULL
      RETURNING id
    ), queued AS (${enqueuePrivacyLink(sql`made`, email)})
    SELECT * FROM taken`)
  requireRoom(one(rows, z.object(limitColumns)))
}

const kind = z.enum(PRIVACY_KINDS)

/** A request whose link works now. */
export type OpenPrivacyRequest = Pick<PrivacyRequest, 'expiresAt'> & { kind: PrivacyKind } & (
    | { email: string; erasureId: null }
    /** Its owner was erased: there is nothing left but the receipt. */
    | { email: null; erasureId: string }
  )

/**
 * Finds the request of a link. Reading changes nothing: mail scanners follow links.
 * @param tokenHash from `hashToken`
 * @param now the caller's time: what is done with the link afterwards goes by the database's
 * @returns null for a link that never was or has expired
 */
export async function findPrivacyRequest(
  db: Database,
  tokenHash: string,
  now: Date,
): Promise<OpenPrivacyRequest | null> {
  const request = await db.privacyRequest.findUnique({
    where: { tokenHash, expiresAt: { gt: now } },
    select: { email: true, kind: true, expiresAt: true, erasureId: true },
  })
  if (!request) return null
  const { email, erasureId } = request
  const open = { expiresAt: request.expiresAt, kind: kind.parse(request.kind) }
  return email === null ? { ...open, email, erasureId: erasureId! } : { ...open, email, erasureId: null }
}

/**
 * Withdraws the consent of a link's owner, in one transaction.
 * @param recipientHashes the address as settled messages know it
 * @param language of the page, in which the receipt is sent
 * @returns no receipt when the link is not good
 */
export async function withdrawByLink(
  db: Database,
  tokenHash: string,
  recipientHashes: readonly string[],
  language: Language,
): Promise<WithdrawalOutcome> {
  const rows = await db.$queryRaw(sql`
    SELECT * FROM withdraw_by_link(${tokenHash}, ${[...recipientHashes]}::text[], ${language})`)
  return one(rows, withdrawalOutcome)
}

const erasure = z.object({ receipt: z.string().nullable() })

/**
 * Erases a link's owner here, in one transaction. A link that was used for it answers the same receipt again.
 * @param recipientHashes the address as settled messages know it
 * @returns the receipt; null when the link is not good
 */
export async function erasePersonRowsByLink(
  db: Database,
  tokenHash: string,
  recipientHashes: readonly string[],
): Promise<string | null> {
  const rows = await db.$queryRaw(sql`
    SELECT erase_by_link(${tokenHash}, ${[...recipientHashes]}::text[]) AS receipt`)
  return one(rows, erasure).receipt
}
