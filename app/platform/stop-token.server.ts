import { hmacHex } from './hmac.server.ts'
import { findLetters } from './token.server.ts'

const HASH_LENGTH = 64
const PROOF_LENGTH = 32

const proofOf = async (secret: string, recipientHash: string) =>
  (await hmacHex(secret, `stop:${recipientHash}`)).slice(0, PROOF_LENGTH)

/** Names an address by the hash that messages know it by: it stops e-mails to it for as long as the secret is listed. */
export async function createStopToken(secret: string, recipientHash: string): Promise<string> {
  return `${recipientHash}${await proofOf(secret, recipientHash)}`
}

/** @returns the address's hash; null for what none of the secrets has made */
export async function readStopToken(secrets: readonly string[], text: string): Promise<string | null> {
  const token = findLetters(text, HASH_LENGTH + PROOF_LENGTH)
  if (token === undefined) return null
  const hash = token.slice(0, HASH_LENGTH)
  for (const secret of secrets) {
    if ((await proofOf(secret, hash)) === token.slice(HASH_LENGTH)) return hash
  }
  return null
}
