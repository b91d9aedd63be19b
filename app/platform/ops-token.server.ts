import type { OpsToken } from '#app/domain/console/roles.ts'
import { hmac, hmacHex, sha256Hex } from './hmac.server.ts'
import { generateSessionId } from './random.server.ts'

/**
 * Whose token it is. Hashes under a key of this moment are compared, to the end and with each token: how long it takes
 * says nothing about any of them.
 */
export async function findToken(tokens: readonly OpsToken[], given: string): Promise<OpsToken | null> {
  const key = generateSessionId()
  const hash = new Uint8Array(await hmac(key, given))
  let found: OpsToken | null = null
  for (const token of tokens) {
    const expected = new Uint8Array(await hmac(key, token.token))
    const differing = expected.reduce((sum, byte, place) => sum | (byte ^ hash[place]!), 0)
    if (differing === 0) found = token
  }
  return found
}

const PRINT_LENGTH = 16

/** Ties a session to the token that began it: a token that was replaced ends its sessions. */
export async function tokenPrint(secret: string, { token }: OpsToken): Promise<string> {
  return (await hmacHex(secret, `ops-token:${token}`)).slice(0, PRINT_LENGTH)
}

const SESSION_LENGTH = 32

/** How the record knows a session: what it is made of opens it. Under no key: one that was signed out outlasts keys. */
export async function sessionHash(what: string): Promise<string> {
  return (await sha256Hex(`ops-session:${what}`)).slice(0, SESSION_LENGTH)
}

/** Who somebody is on the record, whose address Access vouches for. */
export async function actorOf(secret: string, email: string): Promise<string> {
  return `access:${(await hmacHex(secret, `ops-actor:${email.trim().toLowerCase()}`)).slice(0, PRINT_LENGTH)}`
}
