interface Explanation {
  cause: string
  remedy: string
  /** It would meet every other e-mail as well: nothing is sent until one that learnt it is due again. */
  meetsAll?: true
  /** Decided here by `admit_emails`, before anything was sent. */
  refusal?: true
}

const byItself = 'Nothing to do: it is tried again by itself.'
const onceOver = 'It is not tried again; results are on their page, and a link can be asked for anew.'
const byDesign = 'Nothing to do: this is how it should be.'

// One entry for each condition that somebody would act on differently.
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
    remedy: 'Replace MAIL_API_KEY; sending then resumes by itself.',
    meetsAll: true,
  },
  sender_refused: {
    cause: 'The mail provider does not let this sender send',
    remedy: 'Verify the domain of MAIL_FROM with the provider; sending then resumes by itself.',
    meetsAll: true,
  },
  unexpected_answer: {
    cause: 'The mail provider answered as no mail provider does',
    remedy: 'Check MAIL_BASE_URL; sending then resumes by itself.',
    meetsAll: true,
  },
  rate_limited: { cause: 'The mail provider asked to slow down', remedy: byItself, meetsAll: true },
  quota_exceeded: {
    cause: 'The day’s or month’s e-mails are used up at the mail provider',
    remedy: 'Raise the plan, or wait: sending resumes by itself.',
    meetsAll: true,
  },
  // Whether the provider took the e-mail is not known.
  server_error: { cause: 'The mail provider had an internal error', remedy: byItself },
  no_connection: { cause: 'The mail provider was not reached, or the connection broke', remedy: byItself },
  timeout: { cause: 'The mail provider did not answer in time', remedy: byItself },
  unreadable_answer: { cause: 'The mail provider’s answer was not understood', remedy: byItself },
  in_progress: { cause: 'The mail provider is still busy with the same e-mail', remedy: byItself },
  outcome_unknown: {
    cause: 'It was never learnt whether the e-mail was taken, and repeating it would no longer be safe',
    remedy:
      'Look the e-mail up at the provider. A link to carry on can be asked for again; results are on their page.',
  },
  // Decided here, before anything was sent.
  no_provider: {
    cause: 'No mail provider is configured',
    remedy: 'Set MAIL_API_KEY and MAIL_FROM for e-mails to come.',
  },
  address_cap: { cause: 'This address has had its e-mails for the day', remedy: byDesign, refusal: true },
  network_cap: { cause: 'This network has caused its e-mails for the hour', remedy: byDesign, refusal: true },
  total_cap: {
    cause: 'The e-mails for the hour are used up',
    remedy: 'If the traffic is real, raise MAIL_CAP_TOTAL_PER_HOUR.',
    refusal: true,
  },
  already_sent: {
    cause: 'Results went to this unconfirmed address before, and one is all it gets',
    remedy: byDesign,
    refusal: true,
  },
  consent_withdrawn: { cause: 'The person has withdrawn consent', remedy: byDesign },
  unreadable_message: {
    cause: 'The message was written by a version of the software that this one does not understand',
    remedy: 'A link to carry on can be asked for again; results are on their page.',
  },
  link_gone: { cause: 'What the e-mail would link to no longer exists', remedy: byDesign },
} satisfies Record<string, Explanation>

/** All that is ever stored of a failure: never a provider's message, which may quote the address. */
export type MailFailure = keyof typeof explanations

export const MAIL_FAILURES = Object.keys(explanations) as MailFailure[]

/** Those that would meet every other e-mail as well. */
export const ACCOUNT_FAILURES = MAIL_FAILURES.filter((code) => 'meetsAll' in explanations[code])

/** Why an e-mail is not even tried. */
export const MAIL_REFUSALS = MAIL_FAILURES.filter((code) => 'refusal' in explanations[code])

function isMailFailure(value: string): value is MailFailure {
  return Object.hasOwn(explanations, value)
}

/**
 * What happened and what to do, in one line for people who operate this.
 * @param over whether the e-mail is not tried again
 */
export function explainMailFailure(code: string, over: boolean): string {
  if (!isMailFailure(code)) return 'A cause that this release does not know'
  const { cause, remedy } = explanations[code]
  return `${cause}: ${over && remedy === byItself ? onceOver : remedy}`
}

/** Whether somebody has to do something about it, or should at least look: nobody has about a cause that is not known. */
export function mailFailureNeedsSomebody(code: string): boolean {
  return isMailFailure(code) && ![byItself, byDesign].includes(explanations[code].remedy)
}
