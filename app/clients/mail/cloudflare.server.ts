import { TIMEOUTS } from '#app/domain/limits.ts'
import { judgeCloudflareCode } from '#app/domain/mail/cloudflare-answers.ts'
import {
  type MailError,
  MailLimitError,
  MailOutcomeUnknownError,
  createMailError,
  type MailTransport,
  type OutgoingMail,
  type SentMail,
} from './mail.server.ts'

type Correspondent = string | { email: string; name: string }

export interface SendEmailBinding {
  send(message: {
    from: Correspondent
    to: string
    subject: string
    html: string
    text: string
    replyTo?: Correspondent
    headers: Record<string, string>
  }): Promise<{ messageId?: string }>
}

/**
 * The binding has no idempotency key, so that a second try could deliver twice:
 * https://developers.cloudflare.com/email-service/api/send-emails/workers-api/
 */
export function createCloudflareTransport(
  binding: SendEmailBinding,
  timeoutMs = TIMEOUTS.emailSendMs,
): MailTransport {
  return {
    repeatable: false,
    async send(mail: OutgoingMail): Promise<SentMail> {
      const { messageId } = await withinTime(
        binding
          .send({
            from: parseCorrespondent(mail.from),
            to: mail.to,
            subject: mail.subject,
            html: mail.html,
            text: mail.text,
            headers: mail.headers,
            ...(mail.replyTo !== null && { replyTo: parseCorrespondent(mail.replyTo) }),
          })
          .catch((error: unknown) => {
            throw toMailError(error)
          }),
        timeoutMs,
      )
      return { providerMessageId: messageId ?? null, pace: null }
    },
  }
}

function parseCorrespondent(text: string): Correspondent {
  const named = /^\s*"?([^"<]*?)"?\s*<([^>]+)>\s*$/.exec(text)
  if (!named?.[2]) return text
  return named[1] ? { email: named[2], name: named[1] } : named[2]
}

function toMailError(error: unknown): MailError {
  const named = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  const verdict = judgeCloudflareCode(named)
  const { code, unknown } = verdict
  if (code === 'rate_limited' || code === 'quota_exceeded') return new MailLimitError(code, null)
  return createMailError(verdict, unknown && /^E_[A-Z_]{1,40}$/.test(named) ? { fingerprint: named } : {})
}

async function withinTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new MailOutcomeUnknownError('timeout')), timeoutMs)
  })
  try {
    return await Promise.race([work, timeout])
  } finally {
    clearTimeout(timer)
  }
}
