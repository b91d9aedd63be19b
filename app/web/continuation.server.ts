import { LIFETIMES } from '#app/domain/limits.ts'
import { hmacHex } from '#app/platform/hmac.server.ts'
import { isYoung, secondsOf } from './signed-cookie.server.ts'

/** The hidden field of a form that carries an assessment on where the browser keeps no cookie. */
export const CONTINUATION = 'continuation'

export const WITHOUT_COOKIES = 'begin'

const SHAPE = /^([\w-]{16,64})\.(\d{10})\.(\d{1,15})\.([0-9a-f]{64})$/

const LIVES_FOR = { steps: LIFETIMES.continuation, results: LIFETIMES.resultsContinuation }
type Purpose = keyof typeof LIVES_FOR

/** docs/decisions/0036-without-cookies.md says what it opens. @param shown the `expiresAt` of what its form shows: a save moves it */
export async function writeContinuation(
  secrets: readonly string[],
  purpose: Purpose,
  sessionId: string,
  now: Date,
  shown: Date | null = null,
): Promise<string> {
  const signed = `${sessionId}.${secondsOf(now)}.${shown?.getTime() ?? 0}`
  return `${signed}.${await signatureOf(secrets[0]!, purpose, signed)}`
}

export interface Continued {
  sessionId: string
  shown: Date
}

/** @returns null for what is not ours, or past its time */
export async function readContinuation(
  secrets: readonly string[],
  purpose: Purpose,
  field: string | undefined,
  now: Date,
): Promise<Continued | null> {
  const [, sessionId, since, shown, signature] = SHAPE.exec(field ?? '') ?? []
  if (sessionId === undefined || !isYoung(Number(since), LIVES_FOR[purpose], now)) return null
  for (const secret of secrets) {
    if ((await signatureOf(secret, purpose, `${sessionId}.${since}.${shown}`)) === signature)
      return { sessionId, shown: new Date(Number(shown)) }
  }
  return null
}

/** Of a step's form: whether it says that its time is over, to be told apart from one that was changed on its way. */
export function isOldContinuation(field: string, now: Date): boolean {
  const since = SHAPE.exec(field)?.[2]
  return since !== undefined && !isYoung(Number(since), LIVES_FOR.steps, now)
}

function signatureOf(secret: string, purpose: Purpose, signed: string): Promise<string> {
  return hmacHex(secret, `continuation:${purpose}:${signed}`)
}
