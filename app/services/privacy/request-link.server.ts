import type { Database } from '#app/data/database.server.ts'
import { insertPrivacyRequest } from '#app/data/privacy/requests.server.ts'
import { HOUR } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import type { PrivacyKind } from '#app/domain/privacy/action.ts'
import { deriveToken, hashToken } from '#app/platform/token.server.ts'
import { hashIpWithEach } from '#app/platform/network.server.ts'
import { hashAddress } from '#app/platform/address-hash.server.ts'

export interface PrivacyLinkInput {
  email: string
  kind: PrivacyKind
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
  | { kind: 'too_many_from_network' }
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
  return outcome === 'created' ? { kind: 'accepted', messageId: message.id } : { kind: outcome }
}
