import type { MailTransport } from '#app/clients/mail/mail.server.ts'
import type { ClaimedEmail } from '#app/data/mail/messages.server.ts'
import { REPEATABLE_SECONDS } from '#app/domain/mail/retry-schedule.ts'
import {
  MailAccountError,
  type MailError,
  MailLimitError,
  MailOutcomeUnknownError,
  MailRefusedError,
} from '#app/clients/mail/mail.server.ts'
import type { MailFailure, PausingFailure } from '#app/domain/mail/failure.ts'

const LONGEST_WAIT_IN_RUN_SECONDS = 10
/** Whatever the answer says: what is over sooner is not waited for any longer. */
const LONGEST_PAUSE_SECONDS = 5 * 60
const QUOTA_PAUSE_SECONDS = 15 * 60
/** While sending is paused one e-mail a minute tries whether it works: what is mended works again within two. */
export const PAUSE_SECONDS = 60

export type SendJudgement =
  /** this e-mail alone, and for good */
  | { kind: 'message'; code: MailFailure }
  /** everybody, for so long; this e-mail was not taken */
  | { kind: 'pause'; reason: PausingFailure; seconds: number }
  /** the senders of this run, for a moment; this e-mail was not taken */
  | { kind: 'slow_down'; seconds: number }
  /** this e-mail or everybody: what becomes of others tells. `unclear`: it may have been taken all the same */
  | { kind: 'open'; code: MailFailure; unclear: boolean }

export function judgeSend(error: MailError): SendJudgement {
  if (error instanceof MailRefusedError) return { kind: 'message', code: error.code }
  if (error instanceof MailLimitError) return judgeLimit(error)
  // Whom such an account may send to depends on the recipient: one refusal says nothing about the others.
  if (error instanceof MailAccountError && error.code !== 'recipients_restricted') {
    return { kind: 'pause', reason: error.code as PausingFailure, seconds: PAUSE_SECONDS }
  }
  return { kind: 'open', code: error.code, unclear: error instanceof MailOutcomeUnknownError }
}

function judgeLimit({ code, retryAfterSeconds }: MailLimitError): SendJudgement {
  if (code === 'quota_exceeded') {
    const seconds = Math.min(retryAfterSeconds ?? QUOTA_PAUSE_SECONDS, QUOTA_PAUSE_SECONDS)
    return { kind: 'pause', reason: code, seconds }
  }
  const seconds = Math.min(retryAfterSeconds ?? 1, LONGEST_PAUSE_SECONDS)
  return seconds > LONGEST_WAIT_IN_RUN_SECONDS
    ? { kind: 'pause', reason: code, seconds }
    : { kind: 'slow_down', seconds }
}

/** Whether an earlier attempt may have been taken, and the provider would not know the repeat for one. */
export function isUnsafe({ unclearSeconds }: ClaimedEmail, transport: MailTransport): boolean {
  return unclearSeconds !== null && (!transport.repeatable || unclearSeconds > REPEATABLE_SECONDS)
}
