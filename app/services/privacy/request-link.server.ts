import type { Database } from '#app/data/database.server.ts'
import { findAsker, insertPrivacyRequest } from '#app/data/privacy/requests.server.ts'
import { type Counter, countNetwork, orLimited } from '#app/data/rate-limit.server.ts'
import type { Language } from '#app/domain/language/languages.ts'
import { HOUR } from '#app/domain/duration.ts'
import { isPlainAddress } from '#app/domain/lead/email-address.ts'
import {
  LIFETIMES,
  PRIVACY_LINKS_PER_ADDRESS,
  PRIVACY_LINKS_PER_MAILBOX,
  PRIVACY_LINKS_PER_MAILBOX_AND_NETWORK,
  PRIVACY_LINKS_PER_NETWORK,
} from '#app/domain/limits.ts'
import type { PrivacyKind } from '#app/domain/privacy/action.ts'
import { deriveToken, hashToken } from '#app/platform/token.server.ts'
import { type NetworkHashes, hashNetworkWithEach } from '#app/platform/network.server.ts'
import { hashAddress, hashMailbox } from '#app/platform/address-hash.server.ts'

export interface PrivacyLinkInput {
  email: string
  kind: PrivacyKind
  /** of the page, in which the e-mail is written */
  language: Language
  /** null where the platform gives none */
  ipAddress: string | null
  /** of the browser that asks */
  sessionIds: readonly string[]
}

export interface PrivacyLinkSecrets {
  hash: readonly string[]
  link: readonly string[]
}

export type PrivacyLinkOutcome =
  | { kind: 'accepted'; messageId: string }
  | { kind: 'too_many_from_network'; retryAfterSeconds: number }
  /** The address has links that work, or was asked for in too many spellings: whoever asks is told as if one were sent. */
  | { kind: 'too_many_to_address' }

/**
 * Also where nothing is held on the address: HubSpot may know people who were scrubbed here long ago, and neither page
 * nor timing may say who is known.
 */
export async function requestPrivacyLink(
  db: Database,
  input: PrivacyLinkInput,
  secrets: PrivacyLinkSecrets,
): Promise<PrivacyLinkOutcome> {
  const id = crypto.randomUUID()
  const tokenHash = await hashToken(await deriveToken(secrets.link[0] ?? '', id))
  if (tokenHash === null) throw new Error('A derived token has no hash')
  const { erased, recipient } = await hashAddress(secrets.hash, input.email)
  const networks = await hashNetworkWithEach(secrets.hash, input.ipAddress)
  const mailboxes = await Promise.all(secrets.hash.map((secret) => hashMailbox(secret, input.email)))
  const request = { id, tokenHash, kind: input.kind, email: input.email, addressHash: erased[0]! }
  const message = {
    id: crypto.randomUUID(),
    recipient: input.email,
    recipientHash: recipient[0]!,
    mailboxHash: mailboxes[0]!,
    networkHash: networks[0]?.network ?? null,
    request: input.kind,
    language: input.language,
    validHours: LIFETIMES.privacyLink / HOUR,
  }
  const isPlain = isPlainAddress(input.email)
  const { own, written } =
    isPlain && input.sessionIds.length === 0
      ? { own: false, written: false }
      : await findAsker(db, input.email, recipient, input.sessionIds)
  const counters = [
    // Anybody may type an address: what was sent to it is bounded by itself.
    ...(own && written ? [] : countNetwork(NETWORK, networks, PRIVACY_LINKS_PER_NETWORK)),
    ...recipient.map((hash) => ({ key: `privacy-address:${hash}`, limit: PRIVACY_LINKS_PER_ADDRESS })),
    ...(written || isPlain ? [] : countSpelling(mailboxes, networks)),
  ]
  const limited = await orLimited(() => insertPrivacyRequest(db, request, message, counters))
  if (!limited) return { kind: 'accepted', messageId: message.id }
  const { purpose, retryAfterSeconds } = limited
  return purpose.startsWith(NETWORK)
    ? { kind: 'too_many_from_network', retryAfterSeconds }
    : { kind: 'too_many_to_address' }
}

const NETWORK = 'privacy-network'

/** There is no end of spellings: what strangers make up is not to flood a mailbox. */
function countSpelling(mailboxes: readonly string[], networks: readonly NetworkHashes[]): Counter[] {
  return mailboxes.flatMap((mailbox, place) => {
    const { network, site } = networks[place] ?? { network: 'unknown', site: null }
    return [
      { key: `privacy-asked:${mailbox}:${site ?? network}`, limit: PRIVACY_LINKS_PER_MAILBOX_AND_NETWORK },
      { key: `privacy-mailbox:${mailbox}`, limit: PRIVACY_LINKS_PER_MAILBOX },
    ]
  })
}
