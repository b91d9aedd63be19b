import {
  MailAccountError,
  type MailError,
  MailLimitError,
  MailOutcomeUnknownError,
  MailRefusedError,
} from '#app/clients/mail/mail.server.ts'
import type { AccountFailure, MailFailure } from '#app/domain/mail/failure.ts'

const LONGEST_WAIT_IN_RUN_SECONDS = 10
const QUOTA_PAUSE_SECONDS = 15 * 60
const ACCOUNT_PAUSE_SECONDS = 5 * 60

export type Judgement =
  /** this e-mail alone, and for good */
  | { kind: 'message'; code: MailFailure }
  /** everybody, for so long; this e-mail was not taken */
  | { kind: 'pause'; reason: AccountFailure; seconds: number }
  /** the senders of this run, for a moment; this e-mail was not taken */
  | { kind: 'slow_down'; seconds: number }
  /** this e-mail or the provider: what becomes of others tells. `unclear`: it may have been taken all the same */
  | { kind: 'open'; code: MailFailure; unclear: boolean }

/** @param repeatable whether sending again cannot make a second e-mail */
export function judgeFailure(error: MailError, repeatable: boolean): Judgement {
  if (error instanceof MailRefusedError) return { kind: 'message', code: error.code }
  if (error instanceof MailAccountError) {
    return { kind: 'pause', reason: error.code, seconds: ACCOUNT_PAUSE_SECONDS }
  }
  if (error instanceof MailLimitError) return judgeLimit(error)
  const unclear = error instanceof MailOutcomeUnknownError
  if (unclear && !repeatable) return { kind: 'message', code: 'outcome_unknown' }
  return { kind: 'open', code: error.code, unclear }
}

function judgeLimit({ code, retryAfterSeconds }: MailLimitError): Judgement {
  const seconds = retryAfterSeconds ?? (code === 'quota_exceeded' ? QUOTA_PAUSE_SECONDS : 1)
  return code === 'quota_exceeded' || seconds > LONGEST_WAIT_IN_RUN_SECONDS
    ? { kind: 'pause', reason: code, seconds }
    : { kind: 'slow_down', seconds }
}
