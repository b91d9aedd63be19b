import type { FaultOwner } from '#app/domain/fault-owner.ts'

interface FailureKind {
  /** left out where nothing was sent */
  owner?: FaultOwner
  /** Decided here by `admit_emails`, before anything was sent. */
  refusal?: true
}

const FAILURE_KINDS = {
  address_refused: { owner: 'record' },
  key_refused: { owner: 'account' },
  sender_refused: { owner: 'account' },
  recipients_restricted: { owner: 'account' },
  rate_limited: { owner: 'account' },
  quota_exceeded: { owner: 'account' },
  message_refused: { owner: 'provider' },
  unexpected_answer: { owner: 'provider' },
  // Whether the provider took the e-mail is not known.
  server_error: { owner: 'provider' },
  no_connection: { owner: 'provider' },
  timeout: { owner: 'provider' },
  unreadable_answer: { owner: 'provider' },
  in_progress: { owner: 'provider' },
  outcome_unknown: {},
  not_sent_after_all: {},
  // Decided here, before anything was sent.
  no_provider: {},
  address_cap: { refusal: true },
  network_cap: { refusal: true },
  total_cap: { refusal: true },
  already_sent: { refusal: true },
  undeliverable: { refusal: true },
  consent_withdrawn: {},
  unreadable_message: {},
  link_gone: {},
} satisfies Record<string, FailureKind>

/** All that is stored of a failure: a provider's message may quote the address. */
export type MailFailure = keyof typeof FAILURE_KINDS

export const MAIL_FAILURES = Object.keys(FAILURE_KINDS) as MailFailure[]

/** Those that can meet every other e-mail as well. */
export type PausingFailure = {
  [Code in MailFailure]: (typeof FAILURE_KINDS)[Code] extends { owner: 'account' | 'provider' } ? Code : never
}[MailFailure]

export const PAUSING_FAILURES = MAIL_FAILURES.filter(isPausing)

export function isPausing(code: MailFailure): code is PausingFailure {
  const { owner }: FailureKind = FAILURE_KINDS[code]
  return owner === 'account' || owner === 'provider'
}

/** Why an e-mail is not even tried. */
export const MAIL_REFUSALS = MAIL_FAILURES.filter((code) => 'refusal' in FAILURE_KINDS[code])

export function isMailFailure(value: string): value is MailFailure {
  return Object.hasOwn(FAILURE_KINDS, value)
}
