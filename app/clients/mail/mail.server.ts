import type { AccountFailure, MailFailure } from '#app/domain/mail/failure.ts'

export interface OutgoingMail {
  /** `Name <address>` or the address alone */
  from: string
  to: string
  replyTo: string | null
  subject: string
  html: string
  text: string
  headers: Record<string, string>
  /** the same for every attempt at this e-mail; at most 256 characters */
  idempotencyKey: string
}

export interface SentMail {
  providerMessageId: string | null
  pace: Pace | null
}

export interface Pace {
  limit: number
  windowSeconds: number
}

export interface MailTransport {
  /** Whether the idempotency key prevents a second e-mail. If not, an unclear outcome is never tried again. */
  readonly repeatable: boolean
  /** Resolves once the provider has taken the e-mail, now or in an earlier attempt. */
  send(mail: OutgoingMail): Promise<SentMail>
}

/** Sending failed. One subclass for each condition that is treated differently; `code` is from a closed vocabulary. */
export abstract class MailError extends Error {
  constructor(
    readonly code: MailFailure,
    /** HTTP status, when there was an answer */
    readonly status: number | null = null,
  ) {
    super(status === null ? code : `${code} (${status})`)
    this.name = new.target.name
  }
}

export class MailRefusedError extends MailError {}

/** The provider takes no e-mail at all until somebody changes the configuration. */
export class MailAccountError extends MailError {
  constructor(
    override readonly code: Exclude<AccountFailure, 'rate_limited' | 'quota_exceeded'>,
    status: number | null = null,
  ) {
    super(code, status)
  }
}

/** Too fast, or too many for today: the e-mail was not taken, and there is nothing wrong with it. */
export class MailLimitError extends MailError {
  constructor(
    override readonly code: 'rate_limited' | 'quota_exceeded',
    readonly retryAfterSeconds: number | null,
    readonly pace: Pace | null = null,
    status: number | null = null,
  ) {
    super(code, status)
  }
}

/** Not taken: the provider said that it failed. */
export class MailUnavailableError extends MailError {}

/** No answer, a broken connection, an error half way. */
export class MailOutcomeUnknownError extends MailError {}
