import { hmacHex } from './hmac.server.ts'

const HASH_LENGTH = 64
const PROOF_LENGTH = 32
/** Letters and digits that no mail gateway changes. */
const TOKEN = new RegExp(`^[0-9a-f]{${HASH_LENGTH + PROOF_LENGTH}}$`)

const proofOf = async (secret: string, recipientHash: string) =>
  (await hmacHex(secret, `stop:${recipientHash}`)).slice(0, PROOF_LENGTH)

/** Names an address by the hash that messages know it by: it stops e-mails to it for as long as the secret is listed. */
export async function createStopToken(secret: string, recipientHash: string): Promise<string> {
  return `${recipientHash}${await proofOf(secret, recipientHash)}`
}

/** @returns the address's hash; null for what none of the secrets has made */
export async function readStopToken(secrets: readonly string[], token: string): Promise<string | null> {
  if (!TOKEN.test(token)) return null
  const hash = token.slice(0, HASH_LENGTH)
  for (const secret of secrets) {
    if ((await proofOf(secret, hash)) === token.slice(HASH_LENGTH)) return hash
  }
  return null
}
