import type { MailFailure } from '#app/domain/mail/failure.ts'

export interface OutgoingMail {
  /** a plain address, or `Name <address>` */
  from: string
  /** a plain address, already validated */
  to: string
  /** as `from`; null for none */
  replyTo: string | null
  subject: string
  html: string
  text: string
  headers: Record<string, string>
  /** The same for every attempt at this e-mail, and never used for another: at most 256 characters. */
  idempotencyKey: string
}

export interface SentMail {
  /** The provider's id; null where it did not say. */
  providerMessageId: string | null
  pace: Pace | null
}

/** What the provider says of its rate limit. */
export interface Pace {
  /** sends in a window of `windowSeconds` */
  limit: number
  windowSeconds: number
}

/** A way to the outside world for e-mail. */
export interface MailTransport {
  /**
   * Whether sending again under the same idempotency key cannot make a second e-mail. Where it is false, an attempt
   * whose outcome is unknown is not repeated: the e-mail may be lost, which is better than sent twice.
   */
  readonly repeatable: boolean
  /**
   * @returns once the provider has taken the e-mail, now or in an earlier attempt
   * @throws MailError one of its subclasses
   */
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

/** The provider will never take this e-mail. */
export class MailRefusedError extends MailError {}

/** The provider takes no e-mail at all until somebody changes the configuration. */
export class MailAccountError extends MailError {}

/** Too fast, or too many for today: the e-mail was not taken, and there is nothing wrong with it. */
export class MailLimitError extends MailError {
  constructor(
    code: 'rate_limited' | 'quota_exceeded',
    readonly retryAfterSeconds: number | null,
    readonly pace: Pace | null = null,
    status: number | null = null,
  ) {
    super(code, status)
  }
}

/** The provider failed, and said so: the e-mail was not taken. */
export class MailUnavailableError extends MailError {}

/** Nobody knows whether the provider took the e-mail: no answer, a broken connection, an error half way. */
export class MailOutcomeUnknownError extends MailError {}
