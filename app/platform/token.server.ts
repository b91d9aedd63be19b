import { hmacHex } from './hash.server.ts'

const encoder = new TextEncoder()
const TOKEN = /^[0-9a-f]{64}$/

/**
 * The secret part of a link, from the link's id and a key that the database does not hold. It is computed when the
 * e-mail is written, each time anew, and so is stored nowhere: neither a copy of the database nor a queue row opens
 * anything.
 */
export async function deriveToken(secret: string, linkId: string): Promise<string> {
  return hmacHex(secret, `access-link:${linkId}`)
}

/** Whether a text has the form of a token. Only then may it go into an address or a header. */
export function isToken(text: string): boolean {
  return TOKEN.test(text)
}

/** @returns what is stored of a token, and looked up by: its SHA-256 in hex; null for what cannot be a token */
export async function hashToken(token: string): Promise<string | null> {
  if (!isToken(token)) return null
  const digest = await crypto.subtle.digest('SHA-256', encoder.encode(token))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Finds the token of a link that was made under one of these secrets.
 * @param secrets newest first; links stay derivable as long as the secret they were made under is listed
 * @returns null when none of them made it
 */
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

/** The only form in which the caps on e-mail know an address. Letter case and space around it make no difference. */
export async function hashEmail(secret: string, email: string): Promise<string> {
  return hmacHex(secret, `email:${email.trim().toLowerCase()}`)
}
