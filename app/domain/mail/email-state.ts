export const EMAIL_STATES = [
  'waiting',
  'delayed',
  'sent',
  /** will not be sent unless somebody does something */
  'failed',
] as const

export type EmailState = (typeof EMAIL_STATES)[number]
