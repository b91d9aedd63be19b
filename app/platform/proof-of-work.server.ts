import { CHALLENGE } from '#app/domain/limits.ts'
import { hmacHex, toHex } from './hmac.server.ts'

const encoder = new TextEncoder()
const CHALLENGE_FORM = /^(\d{10})\.([0-9a-f]{32})\.([0-9a-f]{64})\.([0-9a-f]{64})$/
const ANSWER_FORM = /^\d{1,8}$/

/** Expiry, salt, digest and signature: the browser finds the number below `CHALLENGE.hashes` that the digest was made from. */
export async function makeChallenge(secret: string, network: string | null, now: Date): Promise<string> {
  const salt = toHex(crypto.getRandomValues(new Uint8Array(16)).buffer)
  const number = crypto.getRandomValues(new Uint32Array(1))[0]! % CHALLENGE.hashes
  const expires = Math.floor(now.getTime() / 1000) + CHALLENGE.seconds
  const unsigned = `${expires}.${salt}.${await digestOf(salt, String(number))}`
  return `${unsigned}.${await sign(secret, unsigned, network)}`
}

/** The id of the challenge, for whoever sees to it that it is used once; null for a wrong, late or foreign answer. */
export async function checkAnswer(
  secrets: readonly string[],
  posted: { challenge: string; answer: string },
  network: string | null,
  now: Date,
): Promise<string | null> {
  const [, expires, salt, digest, signature] = CHALLENGE_FORM.exec(posted.challenge) ?? []
  if (salt === undefined || !ANSWER_FORM.test(posted.answer)) return null
  if (Number(expires) * 1000 <= now.getTime()) return null
  const unsigned = `${expires}.${salt}.${digest}`
  const signatures = await Promise.all(secrets.map((secret) => sign(secret, unsigned, network)))
  if (!signatures.includes(signature!)) return null
  return (await digestOf(salt, posted.answer)) === digest ? salt : null
}

function sign(secret: string, unsigned: string, network: string | null): Promise<string> {
  return hmacHex(secret, `challenge:${unsigned}:${network ?? 'unknown'}`)
}

async function digestOf(salt: string, number: string): Promise<string> {
  return toHex(await crypto.subtle.digest('SHA-256', encoder.encode(`${salt}.${number}`)))
}
