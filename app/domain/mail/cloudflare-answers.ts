import type { MailVerdict } from './resend-answers.ts'

const SAID_NO = { unclear: false } as const
const TEMPLATE = { owner: 'provider', code: 'message_refused', ...SAID_NO } as const
const SENDER = { owner: 'account', code: 'sender_refused', ...SAID_NO } as const
const FAILED = { owner: 'provider', code: 'server_error', ...SAID_NO } as const

// https://developers.cloudflare.com/email-service/api/send-emails/workers-api/. E_VALIDATION_ERROR may mean the sender.
const VERDICTS: Record<string, MailVerdict> = {
  E_RECIPIENT_SUPPRESSED: { owner: 'record', code: 'address_refused', ...SAID_NO },
  E_RECIPIENT_NOT_ALLOWED: { owner: 'account', code: 'recipients_restricted', ...SAID_NO },
  E_SENDER_NOT_VERIFIED: SENDER,
  E_SENDER_DOMAIN_NOT_AVAILABLE: SENDER,
  E_RATE_LIMIT_EXCEEDED: { owner: 'account', code: 'rate_limited', ...SAID_NO },
  E_DAILY_LIMIT_EXCEEDED: { owner: 'account', code: 'quota_exceeded', ...SAID_NO },
  E_VALIDATION_ERROR: TEMPLATE,
  E_FIELD_MISSING: TEMPLATE,
  E_TOO_MANY_RECIPIENTS: TEMPLATE,
  E_CONTENT_TOO_LARGE: TEMPLATE,
  E_DELIVERY_FAILED: FAILED,
  E_INTERNAL_SERVER_ERROR: FAILED,
}

/** Any code says that the e-mail was not taken. */
export function judgeCloudflareCode(code: string): MailVerdict {
  const known = Object.hasOwn(VERDICTS, code) ? VERDICTS[code] : undefined
  if (known) return known
  if (code.startsWith('E_HEADER')) return TEMPLATE
  return code.startsWith('E_')
    ? { owner: 'provider', code: 'unexpected_answer', unclear: false, unknown: true }
    : { owner: 'provider', code: 'server_error', unclear: true }
}
