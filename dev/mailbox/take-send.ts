import type { FaultSwitches } from './faults.ts'
import { refusalFor } from './fault-answers.ts'
import type { ApiAnswer, ResendApi } from './resend-api.ts'

/** A send as it came. */
export interface SendRequest {
  path: '/emails' | '/emails/batch'
  authorization: string | undefined
  userAgent: string | undefined
  idempotencyKey: string | null
  body: string
}

export type SendOutcome =
  | { kind: 'answered'; answer: ApiAnswer }
  /** 200 with the beginning of a JSON document */
  | { kind: 'truncated'; text: string; headers: Record<string, string> }
  /** the connection is closed without an answer */
  | { kind: 'dropped' }
  /** there never is an answer */
  | { kind: 'hanging' }

interface SendParts {
  api: ResendApi
  faults: FaultSwitches
  /** milliseconds since 1970 */
  now: () => number
  wait: (ms: number) => Promise<void>
}

/** What becomes of a send: limit a second, faults, then Resend's own part. */
export async function takeSend(
  { api, faults, now, wait }: SendParts,
  { path, authorization, userAgent, idempotencyKey, body }: SendRequest,
): Promise<SendOutcome> {
  const refused = api.authorize(authorization, userAgent)
  if (refused) return { kind: 'answered', answer: refused }
  const rate = faults.rate(now())
  const headers: Record<string, string> = {
    'ratelimit-limit': String(rate.limit),
    'ratelimit-remaining': String(rate.remaining),
    'ratelimit-reset': '1',
  }
  const { retryAfterSeconds, latencyMs } = faults.current
  const fault = rate.exceeded ? 'rate_limit' : faults.next(body)
  const refusal = refusalFor(fault)
  if (refusal) {
    await wait(latencyMs)
    const waits = refusal.status === 429 && retryAfterSeconds !== null
    const extra: Record<string, string> = waits ? { 'retry-after': String(retryAfterSeconds) } : {}
    return { kind: 'answered', answer: { ...refusal, headers: { ...headers, ...extra } } }
  }
  if (fault === 'drop') return { kind: 'dropped' }
  const answer = await api.send(path, body, idempotencyKey, now, () => wait(latencyMs))
  if (fault === 'accept_then_drop') return { kind: 'dropped' }
  if (fault === 'accept_then_hang') return { kind: 'hanging' }
  if (fault === 'truncated') return { kind: 'truncated', text: '{"id":"49a3', headers }
  return { kind: 'answered', answer: { ...answer, headers } }
}
