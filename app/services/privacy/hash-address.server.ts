import { hashEmail } from '#app/platform/token.server.ts'
import { hashErasedAddress } from '#app/platform/hash.server.ts'

export interface AddressHashes {
  /** in the ledger of erasures, the present key first */
  erased: string[]
  /** in messages and links, the present key first */
  recipient: string[]
}

/** An address in every form in which it may be stored without being legible. */
export async function hashAddress(secrets: readonly string[], email: string): Promise<AddressHashes> {
  const [erased, recipient] = await Promise.all([
    Promise.all(secrets.map((secret) => hashErasedAddress(secret, email))),
    Promise.all(secrets.map((secret) => hashEmail(secret, email))),
  ])
  return { erased, recipient }
}
