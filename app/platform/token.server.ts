import { hmacHex, sha256Hex } from './hmac.server.ts'

const TOKEN = /^[0-9a-f]{64}$/

/** Computed from a key that the database lacks, and stored nowhere: a copy of the database opens nothing. */
export async function deriveToken(secret: string, linkId: string): Promise<string> {
  return hmacHex(secret, `access-link:${linkId}`)
}

/** Only a text in this form may go into an address or a header. */
export function isToken(text: string): boolean {
  return TOKEN.test(text)
}

/** What is stored of a token; null for a text that cannot be one. */
export async function hashToken(token: string): Promise<string | null> {
  if (!isToken(token)) return null
  return sha256Hex(token)
}

/** Tries each secret, newest first: a link works as long as the one that it was made under is listed. */
export async function recoverToken(
  secrets: readonly string[],
  linkId: string,
  tokenHash: string,
): Promise<string | null> {
  for (const secret of secrets) {
    const token = await deriveToken(secret, linkId)
    if ((await hashToken(token)) === tokenHash) return token
  }
  return null
}
