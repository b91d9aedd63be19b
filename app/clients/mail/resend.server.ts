import * as z from 'zod'
import { TIMEOUTS } from '#app/domain/limits.ts'
import { USER_AGENT } from '#app/platform/user-agent.ts'
import {
  MailAccountError,
  type MailError,
  MailLimitError,
  MailOutcomeUnknownError,
  MailRefusedError,
  MailUnavailableError,
  type MailTransport,
  type OutgoingMail,
  type Pace,
  type SentMail,
} from './mail.server.ts'

export interface ResendSettings {
  apiKey: string
  /** e.g. https://api.resend.com */
  baseUrl: string
  /** milliseconds until a send is given up; 10 s when left out */
  timeoutMs?: number
}

const sentAnswer = z.object({ id: z.string().min(1) })
const errorAnswer = z.object({
  name: z.string().catch(''),
  // Read to tell a refused recipient from other refusals, and thrown away: it may quote the address.
  message: z.string().catch(''),
})

/**
 * Sends through Resend's HTTP API (https://resend.com/docs/api-reference/emails/send-email), or what speaks it.
 *
 * Resend keeps an idempotency key for 24 hours from an accepted e-mail: the same key and body give the first answer
 * again, and another body gives 409 `invalid_idempotent_request`. That, too, says that the e-mail is on its way: it
 * happens when a release changed a template between two attempts.
 */
export function createResendTransport({
  apiKey,
  baseUrl,
  timeoutMs = TIMEOUTS.emailSendMs,
}: ResendSettings): MailTransport {
  const url = `${baseUrl.replace(/\/+$/, '')}/emails`
  return {
    repeatable: true,
    async send(mail: OutgoingMail): Promise<SentMail> {
      const { response, json } = await exchange(url, {
        method: 'POST',
        // A redirect would take the body with the address to another place.
        redirect: 'manual',
        headers: {
          authorization: `Bearer ${apiKey}`,
          'content-type': 'application/json',
          'idempotency-key': mail.idempotencyKey,
          'user-agent': USER_AGENT,
        },
        body: requestBody(mail),
        signal: AbortSignal.timeout(timeoutMs),
      })
      const pace = readPace(response.headers)
      if (response.ok) {
        const parsed = sentAnswer.safeParse(json)
        if (!parsed.success) throw new MailOutcomeUnknownError('unreadable_answer', response.status)
        return { providerMessageId: parsed.data.id, pace }
      }
      const error = errorAnswer.safeParse(json).data ?? { name: '', message: '' }
      if (response.status === 409 && error.name === 'invalid_idempotent_request') {
        return { providerMessageId: null, pace }
      }
      throw toFailure(response, error)
    },
  }
}

function requestBody(mail: OutgoingMail): string {
  return JSON.stringify({
    from: mail.from,
    to: [mail.to],
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    headers: mail.headers,
    ...(mail.replyTo !== null && { reply_to: mail.replyTo }),
  })
}

async function exchange(url: string, init: RequestInit): Promise<{ response: Response; json: unknown }> {
  try {
    const response = await fetch(url, init)
    // Read here in any case: on Workers an unread body holds one of the six connections.
    return { response, json: parseJson(await response.text()) }
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError'
    throw new MailOutcomeUnknownError(timedOut ? 'timeout' : 'no_connection')
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function toFailure({ status, headers }: Response, error: { name: string; message: string }): MailError {
  const { name, message } = error
  if (status === 429) {
    const quota = name === 'daily_quota_exceeded' || name === 'monthly_quota_exceeded'
    return new MailLimitError(
      quota ? 'quota_exceeded' : 'rate_limited',
      wholeNumber(headers, 'retry-after'),
      readPace(headers),
      status,
    )
  }
  if (status >= 500) return new MailOutcomeUnknownError('server_error', status)
  if (status === 409) return new MailOutcomeUnknownError('in_progress', status)
  // The API says `validation_error` of a wrong key as well: https://github.com/resend/resend-node/pull/617
  if (/api key/i.test(message)) return new MailAccountError('key_refused', status)
  if (name === 'invalid_from_address' || /`(from|reply_to)`/.test(message))
    return new MailAccountError('sender_refused', status)
  // 403 validation_error: the domain of the sender is not verified.
  if (status === 403 && name === 'validation_error') return new MailAccountError('sender_refused', status)
  if (status === 401 || status === 403) return new MailAccountError('key_refused', status)
  if (status === 422 && /`(to|cc|bcc)`/.test(message)) return new MailRefusedError('address_refused', status)
  if (status === 400 || status === 413 || status === 422)
    return new MailRefusedError('message_refused', status)
  // security_error: about this e-mail, and so it alone is tried again.
  if (status === 451) return new MailUnavailableError('unexpected_answer', status)
  // 404 from a wrong base URL, redirects: nothing is wrong with this e-mail, and something with the way there.
  return new MailAccountError('unexpected_answer', status)
}

// `ratelimit-reset` counts down to the end of a window of one second, so it is 1 or 0.
function readPace(headers: Headers): Pace | null {
  const limit = wholeNumber(headers, 'ratelimit-limit')
  return limit ? { limit, windowSeconds: Math.max(1, wholeNumber(headers, 'ratelimit-reset') ?? 1) } : null
}

/** A header's whole number, up to six digits; anything else counts as absent. */
function wholeNumber(headers: Headers, name: string): number | null {
  const value = headers.get(name)?.trim() ?? ''
  return /^\d{1,6}$/.test(value) ? Number(value) : null
}
