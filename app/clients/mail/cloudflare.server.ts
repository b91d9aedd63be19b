import { TIMEOUTS } from '#app/domain/limits.ts'
import {
  MailAccountError,
  type MailError,
  MailLimitError,
  MailOutcomeUnknownError,
  MailRefusedError,
  MailUnavailableError,
  type MailTransport,
  type OutgoingMail,
  type SentMail,
} from './mail.server.ts'

type Correspondent = string | { email: string; name: string }

/** The part of a `send_email` binding that is used. */
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
 * Sends through Cloudflare's Email Service, for those who want no second vendor.
 *
 * The binding knows no idempotency key (https://developers.cloudflare.com/email-service/api/send-emails/workers-api/),
 * so this transport is not repeatable: an attempt that ended without a clear answer is given up as `outcome_unknown`,
 * because trying again could deliver it twice.
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
            throw toFailure(error)
          }),
        timeoutMs,
      )
      return { providerMessageId: messageId ?? null, pace: null }
    },
  }
}

/** `Name <address>` in the two parts that the binding takes. */
function parseCorrespondent(text: string): Correspondent {
  const named = /^\s*"?([^"<]*?)"?\s*<([^>]+)>\s*$/.exec(text)
  if (!named?.[2]) return text
  return named[1] ? { email: named[2], name: named[1] } : named[2]
}

function toFailure(error: unknown): MailError {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  // Seven codes for headers that it does not take.
  if (code.startsWith('E_HEADER')) return new MailRefusedError('message_refused')
  switch (code) {
    case 'E_RECIPIENT_NOT_ALLOWED':
    case 'E_RECIPIENT_SUPPRESSED':
    case 'E_DELIVERY_FAILED':
      return new MailRefusedError('address_refused')
    case 'E_VALIDATION_ERROR':
    case 'E_FIELD_MISSING':
    case 'E_TOO_MANY_RECIPIENTS':
    case 'E_CONTENT_TOO_LARGE':
      return new MailRefusedError('message_refused')
    case 'E_SENDER_NOT_VERIFIED':
    case 'E_SENDER_DOMAIN_NOT_AVAILABLE':
      return new MailAccountError('sender_refused')
    case 'E_RATE_LIMIT_EXCEEDED':
      return new MailLimitError('rate_limited', null)
    case 'E_DAILY_LIMIT_EXCEEDED':
      return new MailLimitError('quota_exceeded', null)
    case 'E_INTERNAL_SERVER_ERROR':
      return new MailUnavailableError('server_error')
    default:
      return new MailOutcomeUnknownError('server_error')
  }
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
