/** All that is stored of a delivery that failed. The status of the answer may follow, behind a blank. */
export const WEBHOOK_FAILURES = [
  'timeout',
  'no_connection',
  'server_error',
  'rate_limited',
  'gone',
  'refused',
  'redirected',
  'too_large',
  'rejected',
  'not_allowed',
  'outdated',
] as const
export type WebhookFailure = (typeof WEBHOOK_FAILURES)[number]

/** Conditions of the receiver: whatever it is sent meets them, until somebody changes a setting there or here. */
export const RECEIVER_CONDITIONS = ['gone', 'refused', 'redirected'] as const
export type ReceiverCondition = (typeof RECEIVER_CONDITIONS)[number]

/**
 * - `delivered`
 * - `receiver`: a condition of the receiver, which pauses it and costs no event anything
 * - `slow_down`: it asked for so many seconds; null where it did not say
 * - `event`: it will never take this one
 * - `trouble`: it may take this one later; tried for days
 */
export type WebhookVerdict =
  | { kind: 'delivered' }
  | { kind: 'receiver'; reason: ReceiverCondition }
  | { kind: 'slow_down'; seconds: number | null }
  | { kind: 'event'; reason: 'too_large' }
  | { kind: 'trouble'; reason: 'timeout' | 'no_connection' | 'server_error' | 'rejected' }

/**
 * What an answer means, as the Standard Webhooks specification has it: 2xx is taken, 410 ends the subscription, all else is a
 * failure; a redirection is one too, and not followed. https://www.standardwebhooks.com
 */
export function judgeWebhookAnswer(status: number, retryAfter: string | null, now: Date): WebhookVerdict {
  if (status >= 200 && status < 300) return { kind: 'delivered' }
  if (status === 429 || (status === 503 && retryAfter !== null))
    return { kind: 'slow_down', seconds: readRetryAfter(retryAfter, now) }
  if (status === 410) return { kind: 'receiver', reason: 'gone' }
  if (status === 401 || status === 403 || status === 404 || status === 405)
    return { kind: 'receiver', reason: 'refused' }
  if (status >= 300 && status < 400) return { kind: 'receiver', reason: 'redirected' }
  if (status === 413) return { kind: 'event', reason: 'too_large' }
  return { kind: 'trouble', reason: status >= 500 ? 'server_error' : 'rejected' }
}

function readRetryAfter(value: string | null, now: Date): number | null {
  if (value === null) return null
  if (/^\d{1,9}$/.test(value.trim())) return Number(value)
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / 1000))
}

const byItself = 'Nothing to do: it is tried again for three days.'
const EXPLANATIONS: Record<WebhookFailure, string> = {
  timeout: `The receiver did not answer in time: ${byItself}`,
  no_connection: `The receiver could not be reached, or the connection broke: ${byItself}`,
  server_error: `The receiver had an internal error: ${byItself}`,
  rate_limited: 'The receiver asked us to slow down: nothing to do.',
  gone: 'The receiver says that it is no longer there (410): take it out of WEBHOOK_URL, or set it up again.',
  refused:
    'The receiver refuses us (401, 403, 404, 405): check its address in WEBHOOK_URL and its secret in WEBHOOK_SECRET. What waits then goes by itself.',
  redirected:
    'The receiver sends us somewhere else, and redirections are not followed: put the new address into WEBHOOK_URL.',
  too_large: 'The receiver does not take an event of this size (413): raise its limit, then send it again.',
  rejected: `The receiver did not accept the event: look at its log. ${byItself}`,
  not_allowed: 'The person has not agreed to be contacted, or no longer does: this is intended.',
  outdated: 'There is nothing left to tell: this is intended.',
}

export function explainWebhookFailure(error: string): string {
  const [kind = ''] = error.split(' ')
  return Object.hasOwn(EXPLANATIONS, kind)
    ? EXPLANATIONS[kind as WebhookFailure]
    : 'A cause that this release does not know'
}
