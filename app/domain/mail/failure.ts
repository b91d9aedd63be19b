interface Explanation {
  cause: string
  remedy: string
  /** It would meet every other e-mail as well: sending is paused. */
  meetsAll?: true
  /** Decided here by `admit_emails`, before anything was sent. */
  refusal?: true
}

const byItself = 'Nothing to do: it is retried automatically.'
const onceOver = 'It is not retried; results are on their page, and a new link can be requested.'
const byDesign = 'Nothing to do: this is intended.'

const explanations = {
  // The provider refused this e-mail, and would again.
  address_refused: {
    cause: 'The mail provider does not deliver to this address (misspelt, blocked, or it bounced before)',
    remedy: 'Ask the person for another address.',
  },
  message_refused: {
    cause: 'The mail provider did not accept the e-mail as it was',
    remedy: 'A fault in the e-mail itself: compare its fields with the provider’s rules.',
  },
  // The provider refuses all e-mail.
  key_refused: {
    cause: 'The mail provider refuses the API key',
    remedy: 'Replace MAIL_API_KEY; sending then resumes automatically.',
    meetsAll: true,
  },
  sender_refused: {
    cause: 'The mail provider does not accept this sender',
    remedy: 'Verify the domain of MAIL_FROM with the provider; sending then resumes automatically.',
    meetsAll: true,
  },
  unexpected_answer: {
    cause: 'The answer is not one that the mail provider’s API gives',
    remedy: 'Check MAIL_BASE_URL; sending then resumes automatically.',
    meetsAll: true,
  },
  rate_limited: { cause: 'The mail provider asked us to slow down', remedy: byItself, meetsAll: true },
  quota_exceeded: {
    cause: 'The mail provider’s daily or monthly quota is used up',
    remedy: 'Upgrade the plan, or wait: sending resumes automatically.',
    meetsAll: true,
  },
  // Whether the provider took the e-mail is not known.
  server_error: { cause: 'The mail provider had an internal error', remedy: byItself },
  no_connection: {
    cause: 'The mail provider could not be reached, or the connection broke',
    remedy: byItself,
  },
  timeout: { cause: 'The mail provider did not answer in time', remedy: byItself },
  unreadable_answer: { cause: 'The mail provider’s answer was not understood', remedy: byItself },
  in_progress: { cause: 'The mail provider is still busy with the same e-mail', remedy: byItself },
  outcome_unknown: {
    cause: 'It is not known whether the e-mail was taken, and it is no longer safe to send it again',
    remedy:
      'Look up the e-mail at the provider. A new link to carry on can be requested; results are on their page.',
  },
  // Decided here, before anything was sent.
  no_provider: {
    cause: 'No mail provider is configured',
    remedy: 'Set MAIL_API_KEY and MAIL_FROM so that later e-mails are sent.',
  },
  address_cap: { cause: 'This address has reached its cap for the day', remedy: byDesign, refusal: true },
  network_cap: { cause: 'This network has reached its cap for the hour', remedy: byDesign, refusal: true },
  total_cap: {
    cause: 'The cap on all e-mails for the hour is reached',
    remedy: 'If the traffic is real, raise MAIL_CAP_TOTAL_PER_HOUR.',
    refusal: true,
  },
  already_sent: {
    cause: 'Results went to this address before, and an unconfirmed address gets them only once',
    remedy: byDesign,
    refusal: true,
  },
  consent_withdrawn: { cause: 'The person has withdrawn consent', remedy: byDesign },
  unreadable_message: {
    cause: 'This release cannot read the message, which another release wrote',
    remedy: 'A new link to carry on can be requested; results are on their page.',
  },
  link_gone: { cause: 'What the e-mail would link to no longer exists', remedy: byDesign },
} satisfies Record<string, Explanation>

/** All that is stored of a failure: a provider's message may quote the address. */
export type MailFailure = keyof typeof explanations

export const MAIL_FAILURES = Object.keys(explanations) as MailFailure[]

/** Those that would meet every other e-mail as well. */
export type AccountFailure = {
  [Code in MailFailure]: (typeof explanations)[Code] extends { meetsAll: true } ? Code : never
}[MailFailure]

export const ACCOUNT_FAILURES = MAIL_FAILURES.filter(
  (code): code is AccountFailure => 'meetsAll' in explanations[code],
)

/** Why an e-mail is not even tried. */
export const MAIL_REFUSALS = MAIL_FAILURES.filter((code) => 'refusal' in explanations[code])

function isMailFailure(value: string): value is MailFailure {
  return Object.hasOwn(explanations, value)
}

/** `over`: whether the e-mail is not tried again. */
export function explainMailFailure(code: string, over: boolean): string {
  if (!isMailFailure(code)) return 'A cause that this release does not know'
  const { cause, remedy } = explanations[code]
  return `${cause}: ${over && remedy === byItself ? onceOver : remedy}`
}

/** Whether an operator should act. Nobody can about a cause that is not known. */
export function mailFailureNeedsSomebody(code: string): boolean {
  return isMailFailure(code) && ![byItself, byDesign].includes(explanations[code].remedy)
}
