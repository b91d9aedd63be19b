import { LIFETIMES } from '#app/domain/limits.ts'
import { hmacHex } from '#app/platform/hmac.server.ts'
import { isYoung, secondsOf } from './signed-cookie.server.ts'

/** The hidden field of a form that carries an assessment on where the browser keeps no cookie. */
export const CONTINUATION = 'continuation'

export const WITHOUT_COOKIES = 'begin'

const SHAPE = /^([\w-]{16,64})\.(\d{10})\.([0-9a-f]{64})$/

type Purpose = 'steps' | 'results'

/** It stands in forms that answer a post, and in no address: docs/decisions/0036-without-cookies.md says what it opens. */
export async function writeContinuation(
  secrets: readonly string[],
  purpose: Purpose,
  sessionId: string,
  now: Date,
): Promise<string> {
  const signed = `${sessionId}.${secondsOf(now)}`
  return `${signed}.${await signatureOf(secrets[0]!, purpose, signed)}`
}

/** @returns the session's id; null for what is not ours, or past its time */
export async function readContinuation(
  secrets: readonly string[],
  purpose: Purpose,
  field: string | undefined,
  now: Date,
): Promise<string | null> {
  const [, sessionId, since, signature] = SHAPE.exec(field ?? '') ?? []
  if (sessionId === undefined || !isYoung(Number(since), LIFETIMES.continuation, now)) return null
  for (const secret of secrets) {
    if ((await signatureOf(secret, purpose, `${sessionId}.${since}`)) === signature) return sessionId
  }
  return null
}

function signatureOf(secret: string, purpose: Purpose, signed: string): Promise<string> {
  return hmacHex(secret, `continuation:${purpose}:${signed}`)
}
