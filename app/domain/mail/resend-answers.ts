import * as z from 'zod'
import type { FaultOwner } from '#app/domain/fault-owner.ts'
import type { MailFailure } from './failure.ts'

export interface MailVerdict {
  owner: FaultOwner
  code: MailFailure
  unclear: boolean
  /** in no table */
  unknown?: true
}

export interface ResendAnswer {
  status: number
  /** null where the body is no JSON */
  json: unknown
}

interface Rule {
  status: readonly number[]
  name: readonly string[] | null
  message: RegExp | null
  verdict: Omit<MailVerdict, 'unclear'>
  evidence: string
}

const apiError = z.object({ name: z.string(), message: z.string() })

/** Whether the provider's API wrote it, and nothing in front of it. */
export function isResendError(json: unknown): boolean {
  return apiError.safeParse(json).success
}

const ERRORS = 'https://resend.com/docs/api-reference/errors'
const BAD_REQUEST = [400, 401, 403, 422]
const FIELD_FAULT = ['validation_error', 'missing_required_field', 'invalid_parameter']
const KEY = { owner: 'account', code: 'key_refused' } as const
const SENDER = { owner: 'account', code: 'sender_refused' } as const
const QUOTA = { owner: 'account', code: 'quota_exceeded' } as const

// First match first. Firewalls and proxies answer with the same statuses, but without `name` and `message`. Of one e-mail's
// own there is only its recipient.
const RULES: readonly Rule[] = [
  {
    status: BAD_REQUEST,
    name: null,
    message: /api key/i,
    verdict: KEY,
    evidence: '400 validation_error "API key is invalid": https://github.com/resend/resend-node/pull/617',
  },
  {
    status: BAD_REQUEST,
    name: ['missing_api_key', 'invalid_api_key', 'invalid_api_Key', 'restricted_api_key'],
    message: null,
    verdict: KEY,
    evidence: ERRORS,
  },
  {
    status: [403],
    name: ['validation_error', 'invalid_access'],
    message: /testing emails/i,
    verdict: { owner: 'account', code: 'recipients_restricted' },
    evidence: `${ERRORS}: "You can only send testing emails to your own email address"`,
  },
  {
    status: [403],
    name: ['validation_error'],
    message: /domain is not verified/i,
    verdict: SENDER,
    evidence: 'https://github.com/resend/resend-node/issues/662',
  },
  {
    status: BAD_REQUEST,
    name: ['invalid_from_address'],
    message: null,
    verdict: SENDER,
    evidence: ERRORS,
  },
  {
    status: [400, 422],
    name: FIELD_FAULT,
    message: /`(from|reply_to)`/,
    verdict: SENDER,
    evidence: '422 validation_error "Invalid `reply_to` field. The email address needs to follow the ..."',
  },
  {
    status: [422],
    name: FIELD_FAULT,
    message: /^Invalid `to` field\b/,
    verdict: { owner: 'record', code: 'address_refused' },
    evidence:
      '422 validation_error "Invalid `to` field. ...", of an address that cannot be, and of example.com',
  },
  {
    status: [400, 422],
    name: FIELD_FAULT,
    message: /`(subject|html|text|headers|tags)`|^Tags /,
    verdict: { owner: 'provider', code: 'message_refused' },
    evidence: `${ERRORS}: a template of ours, not the recipient`,
  },
  {
    status: [429],
    name: ['daily_quota_exceeded', 'monthly_quota_exceeded'],
    message: null,
    verdict: QUOTA,
    evidence: ERRORS,
  },
  {
    status: [409],
    name: ['concurrent_idempotent_requests'],
    message: null,
    verdict: { owner: 'provider', code: 'in_progress' },
    evidence: 'https://resend.com/docs/dashboard/emails/idempotency-keys',
  },
  {
    status: [451],
    name: ['security_error'],
    message: null,
    verdict: { owner: 'provider', code: 'unexpected_answer' },
    evidence: `${ERRORS}: it does not say which part of the request it means`,
  },
]

/** A 4xx says that nothing was done, but for 408 and 409. After a 5xx, and an unreadable 2xx, it is unclear. */
export function judgeResendAnswer({ status, json }: ResendAnswer): MailVerdict {
  const unclear = status >= 500 || status === 408 || status === 409 || (status >= 200 && status < 300)
  const error = apiError.safeParse(json).data
  const rule = error && RULES.find((candidate) => applies(candidate, status, error))
  if (rule) return { ...rule.verdict, unclear }
  if (status === 429) return { owner: 'account', code: 'rate_limited', unclear }
  if (status >= 500) return { owner: 'provider', code: 'server_error', unclear }
  if (unclear) return { owner: 'provider', code: 'unreadable_answer', unclear, unknown: true }
  return { owner: 'provider', code: 'unexpected_answer', unclear, unknown: true }
}

function applies(rule: Rule, status: number, error: z.output<typeof apiError>): boolean {
  return (
    rule.status.includes(status) &&
    (rule.name === null || rule.name.includes(error.name)) &&
    (rule.message === null || rule.message.test(error.message))
  )
}
