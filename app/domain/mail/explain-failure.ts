import { type MailFailure, isMailFailure, isPausing } from './failure.ts'

const byItself = 'Nothing to do: it is retried automatically.'
const resumes = 'sending then resumes automatically.'
const givenUp = 'It was tried for days. Once the provider works: npm run mail:retry.'
const byDesign = 'Nothing to do: this is intended.'
const later = 'Nothing to do: it is sent later.'

const WORDS: Record<MailFailure, { cause: string; remedy: string }> = {
  address_refused: {
    cause: 'The mail provider does not deliver to this address (misspelt, blocked, or it bounced before)',
    remedy: 'Ask the person for another address.',
  },
  key_refused: {
    cause: 'The mail provider refuses the API key',
    remedy: `Replace MAIL_API_KEY; ${resumes}`,
  },
  sender_refused: {
    cause: 'The mail provider does not accept this sender',
    remedy: `Check MAIL_FROM and MAIL_REPLY_TO, and verify the domain with the provider; ${resumes}`,
  },
  recipients_restricted: {
    cause: 'The mail account may send to certain addresses only (a testing account, or an allow list)',
    remedy: `Verify the domain of MAIL_FROM with the provider, or widen the allow list; ${resumes}`,
  },
  rate_limited: { cause: 'The mail provider asked us to slow down', remedy: byItself },
  quota_exceeded: {
    cause: 'The mail provider’s daily or monthly quota is used up',
    remedy: 'Upgrade the plan, or wait: sending resumes automatically.',
  },
  message_refused: {
    cause: 'The mail provider did not accept the e-mail as it was, and did not mean its address',
    remedy: 'A fault in a template: compare its fields with the provider’s rules. It is retried meanwhile.',
  },
  unexpected_answer: {
    cause: 'The answer is not one that the mail provider’s API gives',
    remedy: `Check MAIL_BASE_URL, and for a firewall on the way; ${resumes}`,
  },
  server_error: { cause: 'The mail provider had an internal error', remedy: byItself },
  no_connection: {
    cause: 'The mail provider could not be reached, or the connection broke',
    remedy: byItself,
  },
  timeout: { cause: 'The mail provider did not answer in time', remedy: byItself },
  unreadable_answer: {
    cause: 'The mail provider’s answer was not understood',
    remedy: byItself,
  },
  in_progress: {
    cause: 'The mail provider is still busy with the same e-mail',
    remedy: byItself,
  },
  outcome_unknown: {
    cause: 'It is not known whether the e-mail was taken, and it is no longer safe to send it again',
    remedy:
      'Look it up at the provider. If it was not sent: npm run mail:retry -- --id ID, or --cause outcome_unknown.',
  },
  not_sent_after_all: {
    cause: 'The mail provider took the e-mail and then did not send it',
    remedy:
      'Look up there why: a quota, the domain, an address that is none. The page no longer says that it was sent.',
  },
  no_provider: {
    cause: 'No mail provider is configured',
    remedy: 'Set MAIL_API_KEY and MAIL_FROM so that later e-mails are sent.',
  },
  address_cap: { cause: 'This address has reached its cap for the day', remedy: byDesign },
  network_cap: { cause: 'This network has reached its cap for the hour', remedy: later },
  total_cap: {
    cause: 'The cap on all e-mails for the hour is reached',
    remedy: 'They are sent later. If the traffic is real, raise MAIL_CAP_TOTAL_PER_HOUR.',
  },
  already_sent: {
    cause: 'Results went to this address before, and an unconfirmed address gets them only once',
    remedy: byDesign,
  },
  undeliverable: {
    cause: 'An e-mail to this address bounced for good, or was reported as spam',
    remedy: byDesign,
  },
  consent_withdrawn: { cause: 'The person has withdrawn consent', remedy: byDesign },
  unreadable_message: {
    cause: 'This release cannot read the message, which another release wrote',
    remedy:
      'Deploy that release again: it then sends it. To give it up: npm run mail:retry -- --id ID --dismiss.',
  },
  link_gone: { cause: 'What the e-mail would link to no longer exists', remedy: byDesign },
}

/** `over`: whether the e-mail is not tried again. */
export function explainMailFailure(code: string, over: boolean): string {
  if (!isMailFailure(code)) return 'A cause that this release does not know'
  const { cause, remedy } = WORDS[code]
  return `${cause}: ${over && isPausing(code) ? givenUp : remedy}`
}

/** Whether an operator should act. Nobody can about a cause that is not known. */
export function mailFailureNeedsSomebody(code: string): boolean {
  return isMailFailure(code) && !NOTHING_TO_DO.includes(WORDS[code].remedy)
}

const NOTHING_TO_DO: readonly string[] = [byItself, byDesign, later]
