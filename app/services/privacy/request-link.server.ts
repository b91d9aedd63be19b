import type { Database } from '#app/data/database.server.ts'
import { insertPrivacyRequest } from '#app/data/privacy/requests.server.ts'
import { type Counter, countNetwork, orLimited } from '#app/data/rate-limit.server.ts'
import type { Language } from '#app/domain/language/languages.ts'
import { HOUR } from '#app/domain/duration.ts'
import {
  LIFETIMES,
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
}

export interface PrivacyLinkSecrets {
  hash: readonly string[]
  link: readonly string[]
}

export type PrivacyLinkOutcome =
  | { kind: 'accepted'; messageId: string }
  /** Whether we know the address plays no part in either, and the page says them to whoever asks. */
  | { kind: 'too_many_from_network'; retryAfterSeconds: number }
  | { kind: 'too_many_to_address'; retryAfterSeconds: number }

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
  const counters = [
    ...countNetwork(NETWORK, networks, PRIVACY_LINKS_PER_NETWORK),
    ...countMailbox(mailboxes, networks),
  ]
  const limited = await orLimited(() => insertPrivacyRequest(db, request, message, counters))
  if (!limited) return { kind: 'accepted', messageId: message.id }
  const { purpose, retryAfterSeconds } = limited
  const fromNetwork = purpose.startsWith(NETWORK)
  return { kind: fromNetwork ? 'too_many_from_network' : 'too_many_to_address', retryAfterSeconds }
}

const NETWORK = 'privacy-network'

/** A stranger uses up what their own network may ask for somebody, and not what the person may. */
function countMailbox(mailboxes: readonly string[], networks: readonly NetworkHashes[]): Counter[] {
  return mailboxes.flatMap((mailbox, place) => {
    const { network, site } = networks[place] ?? { network: 'unknown', site: null }
    return [
      { key: `privacy-asked:${mailbox}:${site ?? network}`, limit: PRIVACY_LINKS_PER_MAILBOX_AND_NETWORK },
      { key: `privacy-mailbox:${mailbox}`, limit: PRIVACY_LINKS_PER_MAILBOX },
    ]
  })
}
