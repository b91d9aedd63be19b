import * as z from 'zod'
import { TIMEOUTS, TURNSTILE_ACTION } from '#app/domain/limits.ts'
import { USER_AGENT } from '#app/platform/user-agent.ts'

export interface TurnstileSettings {
  secretKey: string
  baseUrl: string
  /** where the widget must have been shown */
  hostname: string
  timeoutMs?: number
}

export type TurnstileVerdict = 'passed' | 'refused' | 'unavailable'

const ATTEMPTS = 2
const TOKEN_MAX_LENGTH = 2_048

const answer = z.object({
  success: z.boolean(),
  hostname: z.string().optional(),
  action: z.string().optional(),
  'error-codes': z.array(z.string()).default([]),
})

const NOT_THE_VISITOR = new Set([
  'missing-input-secret',
  'invalid-input-secret',
  'bad-request',
  'internal-error',
])

/**
 * https://developers.cloudflare.com/turnstile/get-started/server-side-validation/: a token is good once, within five minutes. The
 * second attempt has the first one's idempotency key, and so its answer. The visitor's address is optional, and not sent.
 */
export async function verifyTurnstile(settings: TurnstileSettings, token: string): Promise<TurnstileVerdict> {
  if (token.length > TOKEN_MAX_LENGTH) return 'refused'
  const idempotencyKey = crypto.randomUUID()
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const verdict = await ask(settings, token, idempotencyKey)
    if (verdict !== 'unavailable') return verdict
  }
  return 'unavailable'
}

async function ask(
  { secretKey, baseUrl, hostname, timeoutMs = TIMEOUTS.turnstileCallMs }: TurnstileSettings,
  token: string,
  idempotencyKey: string,
): Promise<TurnstileVerdict> {
  try {
    const response = await fetch(`${baseUrl.replace(/\/+$/, '')}/turnstile/v0/siteverify`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', 'user-agent': USER_AGENT },
      body: JSON.stringify({ secret: secretKey, response: token, idempotency_key: idempotencyKey }),
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = await response.text()
    const said = answer.safeParse(JSON.parse(text))
    if (!said.success || response.status >= 500) return 'unavailable'
    const { success, 'error-codes': codes } = said.data
    if (success)
      return said.data.hostname === hostname && said.data.action === TURNSTILE_ACTION ? 'passed' : 'refused'
    return codes.some((code) => NOT_THE_VISITOR.has(code)) ? 'unavailable' : 'refused'
  } catch {
    return 'unavailable'
  }
}
