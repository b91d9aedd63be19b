import type { Database } from '#app/data/database.server.ts'
import { insertPrivacyRequest } from '#app/data/privacy/requests.server.ts'
import { HOUR } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import type { PrivacyKind } from '#app/domain/privacy/action.ts'
import { deriveToken, hashToken } from '#app/platform/token.server.ts'
import { hashIpWithEach } from '#app/platform/hash.server.ts'
import { hashAddress } from './hash-address.server.ts'

export interface PrivacyLinkInput {
  /** valid and normalized */
  email: string
  kind: PrivacyKind
  /** null where the platform gives none */
  ipAddress: string | null
}

export interface PrivacyLinkSecrets {
  /** the first hashes, all are recognized */
  hash: readonly string[]
  /** the first makes the link */
  link: readonly string[]
}

export type PrivacyLinkOutcome =
  /** `messageId` is the e-mail to send; null when this address has had enough of them. The page must look the same. */
  { kind: 'accepted'; messageId: string | null } | { kind: 'too_many_from_network' }

/**
 * Sends a link that proves the address, whether or not anything is held on it: the customer database may know people
 * who were scrubbed here long ago, and nobody learns from the page or its timing who is known.
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
  const networkHashes = await hashIpWithEach(secrets.hash, input.ipAddress)
  const request = {
    id,
    tokenHash,
    kind: input.kind,
    email: input.email,
    addressHashes: erased,
    networkHashes,
  }
  const message = {
    id: crypto.randomUUID(),
    recipient: input.email,
    recipientHash: recipient[0]!,
    networkHash: networkHashes[0] ?? null,
    request: input.kind,
    validHours: LIFETIMES.privacyLink / HOUR,
  }
  const outcome = await insertPrivacyRequest(db, request, message)
  if (outcome === 'too_many_from_network') return { kind: 'too_many_from_network' }
  return { kind: 'accepted', messageId: outcome === 'too_many_from_address' ? null : message.id }
}
