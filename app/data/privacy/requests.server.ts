import * as z from 'zod'
import { LIFETIMES, PRIVACY_LINKS_PER_ADDRESS, PRIVACY_LINKS_PER_NETWORK } from '#app/domain/limits.ts'
import { PRIVACY_KINDS, type PrivacyKind } from '#app/domain/privacy/action.ts'
import { type Database, type PrivacyRequest, sql } from '#app/data/database.server.ts'
import { type NewPrivacyEmail, enqueuePrivacyLink } from '#app/data/mail/outbox.server.ts'
import { hitRateLimit } from '#app/data/rate-limit.server.ts'
import { one } from '#app/data/rows.server.ts'
import { type WithdrawalOutcome, withdrawalOutcome } from './contact-marks.server.ts'

export interface NewPrivacyRequest {
  id: string
  tokenHash: string
  kind: PrivacyKind
  email: string
  /** as the ledger of erasures keeps it, under every key: the first is stored, all are counted */
  addressHashes: readonly string[]
  /** under every key; empty where the platform gives no address */
  networkHashes: readonly string[]
}

const answer = z.object({ network: z.boolean(), made: z.boolean() })

/**
 * Stores a request and queues its e-mail, in one statement with the rate limits. Whether the address is known plays no
 * part in it.
 * @returns `too_many_to_address`, `too_many_from_network`: nothing was stored
 */
export async function insertPrivacyRequest(
  db: Database,
  request: NewPrivacyRequest,
  email: NewPrivacyEmail,
): Promise<'created' | 'too_many_to_address' | 'too_many_from_network'> {
  const networks = request.networkHashes.length > 0 ? request.networkHashes : ['unknown']
  const networkKeys = networks.map((hash) => `privacy-network:${hash}`)
  const addressKeys = request.addressHashes.map((hash) => `privacy-address:${hash}`)
  const rows = await db.$queryRaw(sql`
    WITH network AS MATERIALIZED (
      SELECT bool_and(${hitRateLimit(sql`key`, PRIVACY_LINKS_PER_NETWORK)}) AS ok
      FROM unnest(${networkKeys}::text[]) AS key
    ), made AS (
      INSERT INTO privacy_requests (id, "tokenHash", kind, email, "addressHash", "expiresAt")
      SELECT ${request.id}, ${request.tokenHash}, ${request.kind}, ${request.email}, ${request.addressHashes[0]!},
        now() + make_interval(secs => ${LIFETIMES.privacyLink}::float8)
      FROM network
      -- Not AND: the subquery would be evaluated first, and a network over its limit use up the requests of others.
      WHERE CASE WHEN ok THEN (
        SELECT bool_and(${hitRateLimit(sql`key`, PRIVACY_LINKS_PER_ADDRESS)})
        FROM unnest(${addressKeys}::text[]) AS key) END
      RETURNING id
    ), queued AS (${enqueuePrivacyLink(sql`made`, email)})
    SELECT (SELECT ok FROM network) AS network, EXISTS (SELECT 1 FROM made) AS made`)
  const { network, made } = one(rows, answer)
  if (!network) return 'too_many_from_network'
  return made ? 'created' : 'too_many_to_address'
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
 * @returns no receipt when the link is not good
 */
export async function withdrawByLink(
  db: Database,
  tokenHash: string,
  recipientHashes: readonly string[],
): Promise<WithdrawalOutcome> {
  const rows = await db.$queryRaw(sql`
    SELECT * FROM withdraw_by_link(${tokenHash}, ${[...recipientHashes]}::text[])`)
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
