/** What follows a lead that HubSpot has, once an assessment each. */
export const FOLLOW_UP_KINDS = ['note', 'form', 'contact_owner', 'deal_owner'] as const
export type FollowUpKind = (typeof FOLLOW_UP_KINDS)[number]

/** Paused each by itself, without a word to the leads. */
export const FOLLOW_UP_OPERATIONS = {
  note: 'notes',
  form: 'forms',
  contact_owner: 'owners',
  deal_owner: 'owners',
} as const satisfies Record<FollowUpKind, string>

/** Of HubSpot's script on the page that led here: 32 hexadecimal digits. Anything else counts as absent. */
export function readHubspotUtk(value: string | null | undefined): string | null {
  const text = value?.trim().toLowerCase() ?? ''
  return /^[0-9a-f]{32}$/.test(text) ? text : null
}
