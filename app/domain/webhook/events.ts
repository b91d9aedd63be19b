const WEBHOOK_EVENTS = [
  'assessment.completed',
  'lead.qualified',
  'lead.updated',
  'lead.withdrawn',
  'lead.erased',
  'alert.raised',
  'alert.recovered',
] as const

export const WEBHOOK_TYPES = [...WEBHOOK_EVENTS, 'test'] as const
export type WebhookType = (typeof WEBHOOK_TYPES)[number]

/**
 * - `standard`: the event as JSON
 * - `text`: a sentence for people, as Slack and its like take it, and only what people act on; about nobody in particular
 * - `text_with_contact`: the same with the person's name and company
 */
export const WEBHOOK_FORMATS = ['standard', 'text', 'text_with_contact'] as const
export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number]

const FOR_PEOPLE: readonly WebhookType[] = ['lead.qualified', 'alert.raised', 'alert.recovered', 'test']

const WITH_NAMES: readonly WebhookType[] = [...FOR_PEOPLE, 'lead.withdrawn', 'lead.erased']

const WANTED: Record<WebhookFormat, readonly WebhookType[]> = {
  standard: WEBHOOK_TYPES,
  text: FOR_PEOPLE,
  text_with_contact: WITH_NAMES,
}

export function eventsFor(format: WebhookFormat): WebhookType[] {
  return [...WANTED[format]]
}

export function needsContact(type: WebhookType): boolean {
  return type === 'lead.qualified' || type === 'lead.updated'
}
