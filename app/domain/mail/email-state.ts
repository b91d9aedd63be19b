/** How far an e-mail has come, as somebody who waits for it is told. */
export const EMAIL_STATES = [
  /** the next attempt is at hand */
  'waiting',
  /** it goes later: a cap, or a provider that is away */
  'delayed',
  'sent',
  /** it was not sent, and will not be unless something is done about it */
  'failed',
] as const

export type EmailState = (typeof EMAIL_STATES)[number]
