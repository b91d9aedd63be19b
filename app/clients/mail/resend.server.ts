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
  baseUrl: string
  timeoutMs?: number
}

const sentAnswer = z.object({ id: z.string().min(1) })
const errorAnswer = z.object({
  name: z.string().catch(''),
  // Never kept: it may quote the address.
  message: z.string().catch(''),
})

/**
 * https://resend.com/docs/api-reference/emails/send-email. For 24 hours an idempotency key with the same body gets
 * the first answer again; with another body, as when a release has changed a template, 409 says it was sent.
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
      throw toMailError(response, error)
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

function toMailError({ status, headers }: Response, error: { name: string; message: string }): MailError {
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
  // The sender's domain is not verified.
  if (status === 403 && name === 'validation_error') return new MailAccountError('sender_refused', status)
  if (status === 401 || status === 403) return new MailAccountError('key_refused', status)
  if (status === 422 && /`(to|cc|bcc)`/.test(message)) return new MailRefusedError('address_refused', status)
  if (status === 400 || status === 413 || status === 422)
    return new MailRefusedError('message_refused', status)
  // security_error is about this e-mail alone.
  if (status === 451) return new MailUnavailableError('unexpected_answer', status)
  // A redirect, or 404 from a wrong base URL.
  return new MailAccountError('unexpected_answer', status)
}

// `ratelimit-reset` counts down to the end of a window of one second, so it is 1 or 0.
function readPace(headers: Headers): Pace | null {
  const limit = wholeNumber(headers, 'ratelimit-limit')
  return limit ? { limit, windowSeconds: Math.max(1, wholeNumber(headers, 'ratelimit-reset') ?? 1) } : null
}

function wholeNumber(headers: Headers, name: string): number | null {
  const value = headers.get(name)?.trim() ?? ''
  return /^\d{1,6}$/.test(value) ? Number(value) : null
}
