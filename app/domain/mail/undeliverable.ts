/** What ends e-mails to an address: it does not exist, or its owner has called one of them spam. */
export const UNDELIVERABLE_EVENTS = ['bounced', 'complained'] as const
export type UndeliverableEvent = (typeof UNDELIVERABLE_EVENTS)[number]

export type MailEventKind = UndeliverableEvent | 'failed'
