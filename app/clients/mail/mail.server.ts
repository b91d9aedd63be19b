import type { MailFailure } from '#app/domain/mail/failure.ts'
import type { MailVerdict } from '#app/domain/mail/resend-answers.ts'

export interface OutgoingMail {
  /** `Name <address>` or the address alone */
  from: string
  to: string
  replyTo: string | null
  subject: string
  html: string
  text: string
  headers: Record<string, string>
  messageId: string
  /** the same for every attempt at this e-mail; at most 256 characters */
  idempotencyKey: string
}

export interface SentMail {
  providerMessageId: string | null
  pace: SendLimit | null
}

export interface SendLimit {
  limit: number
  windowSeconds: number
}

export interface MailTransport {
  /** Whether the idempotency key prevents a second e-mail. If not, an unclear outcome is never tried again. */
  readonly repeatable: boolean
  /** Resolves once the provider has taken the e-mail, now or in an earlier attempt. */
  send(mail: OutgoingMail): Promise<SentMail>
}

export interface MailErrorFacts {
  /** HTTP status, when there was an answer */
  status?: number
  /** of an answer that is in no table; see `fingerprintAnswer` */
  fingerprint?: string
}

/** Sending failed. One subclass for each condition that is treated differently; `code` is from a closed vocabulary. */
export abstract class MailError extends Error {
  readonly status: number | null
  readonly fingerprint: string | null

  constructor(
    readonly code: MailFailure,
    { status, fingerprint }: MailErrorFacts = {},
  ) {
    super(status === undefined ? code : `${code} (${status})`)
    this.name = new.target.name
    this.status = status ?? null
    this.fingerprint = fingerprint ?? null
  }
}

/** The recipient is the reason. */
export class MailRefusedError extends MailError {}

/** The provider takes no e-mail, or only to certain addresses, until somebody changes the configuration. */
export class MailAccountError extends MailError {}

/** Too fast, or too many for today: the e-mail was not taken, and there is nothing wrong with it. */
export class MailLimitError extends MailError {
  constructor(
    override readonly code: 'rate_limited' | 'quota_exceeded',
    readonly retryAfterSeconds: number | null,
    readonly pace: SendLimit | null = null,
    facts: MailErrorFacts = {},
  ) {
    super(code, facts)
  }
}

/** Not taken: that was said, or the answer came from something in front of the provider. */
export class MailUnavailableError extends MailError {}

/** No answer, a broken connection, an error half way. */
export class MailOutcomeUnknownError extends MailError {}

/** The provider knows the idempotency key with other contents: sent, if an earlier attempt may have been taken. */
export class MailKeyKnownError extends MailError {}

export function createMailError(
  { owner, code, unclear }: MailVerdict,
  facts: MailErrorFacts = {},
): MailError {
  if (owner === 'record') return new MailRefusedError(code, facts)
  if (owner === 'account') return new MailAccountError(code, facts)
  return unclear ? new MailOutcomeUnknownError(code, facts) : new MailUnavailableError(code, facts)
}
