import { hmac, sha256Hex } from './hmac.server.ts'

// Crockford's base 32: one case, and no letter that looks like a digit.
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
/** Of five bits each: 130 bits. */
const LENGTH = 26

const LINE_BREAKS = /(?:=0d|=0a|=?[\r\n\t ])+/g

/** Computed from a key that the database lacks, and stored nowhere: a copy of the database opens nothing. */
export async function deriveToken(secret: string, linkId: string): Promise<string> {
  return toBase32(new Uint8Array(await hmac(secret, `access-link:${linkId}`)))
}

function toBase32(bytes: Uint8Array): string {
  let token = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5 && token.length < LENGTH) {
      bits -= 5
      token += ALPHABET[(value >> bits) & 31]
    }
  }
  return token
}

/** @returns null where there is none, or only a part of one */
export function readToken(text: string): string | null {
  const token = findLetters(text, LENGTH)?.replaceAll('o', '0').replace(/[il]/g, '1')
  return token === undefined || token.includes('u') ? null : token
}

/**
 * Finds letters and digits in what an address has become on its way: mail programs wrap lines, encode letters twice, change their
 * case, and take the full stop or the bracket behind an address for a part of it.
 * @param length of them in a row; neither more nor less are found
 * @returns in lower case
 */
export function findLetters(text: string, length: number): string | undefined {
  const joined = decodeAgain(text).toLowerCase().replace(LINE_BREAKS, '')
  return new RegExp(`^(?:=3d|[^0-9a-z])*([0-9a-z]{${length}})(?![0-9a-z])`).exec(joined)?.[1]
}

function decodeAgain(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** What is stored of a token; null for a text that has none in it. */
export async function hashToken(text: string): Promise<string | null> {
  const token = readToken(text)
  return token && sha256Hex(token)
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
