import * as z from 'zod'
import { TIMEOUTS } from '#app/domain/limits.ts'
import { MESSAGE_TAG } from './webhook.server.ts'
import { USER_AGENT } from '#app/platform/user-agent.ts'
import { fingerprintAnswer } from '#app/domain/mail/answer-fingerprint.ts'
import { isResendError, judgeResendAnswer } from '#app/domain/mail/resend-answers.ts'
import {
  type MailError,
  MailKeyKnownError,
  MailLimitError,
  MailOutcomeUnknownError,
  createMailError,
  type MailTransport,
  type OutgoingMail,
  type SendLimit,
  type SentMail,
} from './mail.server.ts'

export interface ResendSettings {
  apiKey: string
  baseUrl: string
  timeoutMs?: number
}

const sentAnswer = z.object({ id: z.string().min(1) })
const keyKnownAnswer = z.object({ name: z.literal('invalid_idempotent_request') })

/**
 * https://resend.com/docs/api-reference/emails/send-email. For 24 hours an idempotency key with the same body gets
 * the first answer again; with another body, as when a release has changed a template, 409.
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
      const answer = await exchange(url, {
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
      const { response, json } = answer
      const pace = readPace(response.headers)
      const sent = response.ok ? sentAnswer.safeParse(json).data : undefined
      if (sent) return { providerMessageId: sent.id, pace }
      throw toMailError(answer)
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
    tags: [{ name: MESSAGE_TAG, value: mail.messageId }],
    ...(mail.replyTo !== null && { reply_to: mail.replyTo }),
  })
}

interface Answer {
  response: Response
  text: string
  json: unknown
}

async function exchange(url: string, init: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(url, init)
    // Read here in any case: on Workers an unread body holds one of the six connections.
    const text = await response.text()
    return { response, text, json: parseJson(text) }
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

function toMailError({ response: { status, headers }, text, json }: Answer): MailError {
  if (status === 409 && keyKnownAnswer.safeParse(json).success)
    return new MailKeyKnownError('in_progress', { status })
  const verdict = judgeResendAnswer({ status, json })
  const { code } = verdict
  if (code === 'rate_limited' || code === 'quota_exceeded') {
    // A firewall's waits say nothing about the provider's limit.
    if (!isResendError(json)) return new MailLimitError(code, null, null, { status })
    return new MailLimitError(code, wholeNumber(headers, 'retry-after'), readPace(headers), { status })
  }
  return createMailError(verdict, {
    status,
    ...(verdict.unknown && { fingerprint: fingerprintAnswer(status, text, json) }),
  })
}

const LONGEST_WINDOW_SECONDS = 10

// `ratelimit-reset` counts down to the end of a window of one second, so it is 1 or 0.
function readPace(headers: Headers): SendLimit | null {
  const limit = wholeNumber(headers, 'ratelimit-limit')
  const reset = wholeNumber(headers, 'ratelimit-reset') ?? 1
  return limit ? { limit, windowSeconds: Math.min(Math.max(1, reset), LONGEST_WINDOW_SECONDS) } : null
}

function wholeNumber(headers: Headers, name: string): number | null {
  const value = headers.get(name)?.trim() ?? ''
  return /^\d{1,6}$/.test(value) ? Number(value) : null
}
