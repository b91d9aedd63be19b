import { hashEmail } from '#app/platform/token.server.ts'
import { hashErasedAddress } from '#app/platform/hash.server.ts'

export interface AddressHashes {
  /** in the ledger of erasures, the current key's first */
  erased: string[]
  /** in messages and links, the current key's first */
  recipient: string[]
}

export async function hashAddress(secrets: readonly string[], email: string): Promise<AddressHashes> {
  const [erased, recipient] = await Promise.all([
    Promise.all(secrets.map((secret) => hashErasedAddress(secret, email))),
    Promise.all(secrets.map((secret) => hashEmail(secret, email))),
  ])
  return { erased, recipient }
}
