import { canonicalMailbox } from '#app/domain/lead/email-address.ts'
import { hmacHex } from './hmac.server.ts'

export async function hashEmail(secret: string, email: string): Promise<string> {
  return hmacHex(secret, `email:${email.trim().toLowerCase()}`)
}

export async function hashMailbox(secret: string, email: string): Promise<string> {
  return hmacHex(secret, `mailbox:${canonicalMailbox(email)}`)
}

/** A purpose of its own: nothing else that is stored can be matched with the ledger of erasures. */
async function hashErasedAddress(secret: string, email: string): Promise<string> {
  return hmacHex(secret, `erased:${email.trim().toLowerCase()}`)
}

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
