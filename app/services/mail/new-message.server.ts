import type { NewEmail, NewResultsEmail } from '#app/data/mail/outbox.server.ts'
import type { ConsentPurpose } from '#app/domain/lead/consent.ts'
import type { Config } from '#app/platform/config.server.ts'
import { hmacHex } from '#app/platform/hmac.server.ts'
import { hashNetworkWithEach } from '#app/platform/network.server.ts'
import { deriveToken, hashToken } from '#app/platform/token.server.ts'
import { hashEmail, hashMailbox } from '#app/platform/address-hash.server.ts'

/** What links and the limits on e-mail are made with, and where the request for an e-mail came from. */
export interface EmailOrigin {
  /** newest first: tokens of links are derived from the first */
  secrets: readonly string[]
  /** key of the hashes that addresses are counted by */
  hashSecret: string
  networkHash: string | null
  /** of the /48 that an IPv6 network is in */
  siteHash?: string | null
  /** of the request */
  traceId?: string | null
}

/** @param ipAddress of the visitor who asks for the e-mail; null where the platform gives none */
export async function createEmailOrigin(
  config: Pick<Config, 'SESSION_SECRETS' | 'IP_HASH_SECRET'>,
  ipAddress: string | null,
  traceId: string | null = null,
): Promise<EmailOrigin> {
  const hashSecret = config.IP_HASH_SECRET[0]!
  const [hashes] = await hashNetworkWithEach([hashSecret], ipAddress)
  return {
    secrets: config.SESSION_SECRETS,
    hashSecret,
    networkHash: hashes?.network ?? null,
    siteHash: hashes?.site ?? null,
    traceId,
  }
}

/** The stored parts of an e-mail to this address with a link, a new one unless told. The link's token is in none of them. */
export async function newMessage(
  recipient: string,
  origin: EmailOrigin,
  linkId: string = crypto.randomUUID(),
): Promise<NewEmail> {
  const [secret] = origin.secrets
  if (secret === undefined) throw new Error('SESSION_SECRETS is empty: no link can be made')
  const [tokenHash, recipientHash, mailboxHash] = await Promise.all([
    deriveToken(secret, linkId).then(hashToken),
    hashEmail(origin.hashSecret, recipient),
    hashMailbox(origin.hashSecret, recipient),
  ])
  if (tokenHash === null) throw new Error('A derived token has a form that is never looked up')
  return {
    id: crypto.randomUUID(),
    recipient,
    mailboxHash,
    networkHash: origin.networkHash,
    traceId: origin.traceId ?? null,
    link: { id: linkId, tokenHash, recipientHash },
  }
}

/**
 * Null when nobody has asked for the results at an address. An address has one link to a result: when it is given again after
 * another one, the e-mail that it had leads there again.
 */
export async function newResultsMessage(
  lead: {
    assessmentId: string
    email: string | null
    purposes: readonly ConsentPurpose[]
    qualifiedForBriefing: boolean
  },
  origin: EmailOrigin,
): Promise<NewResultsEmail | null> {
  const { assessmentId, email, purposes, qualifiedForBriefing: briefing } = lead
  if (!email || !purposes.includes('results')) return null
  const linkId = await hmacHex(origin.hashSecret, `results-link:${assessmentId}:${email}`)
  const message = await newMessage(email, origin, linkId)
  return { ...message, briefing, mayWrite: purposes.includes('contact') }
}
