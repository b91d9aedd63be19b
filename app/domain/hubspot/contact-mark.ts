export const MARK_KINDS = ['withdrawn', 'complained', 'bounced'] as const
export type MarkKind = (typeof MARK_KINDS)[number]

/** Through what somebody has withdrawn; `provider`: the mail provider told. */
export const MARK_SOURCES = ['request', 'stop', 'one_click', 'browser', 'provider'] as const
export type MarkSource = (typeof MARK_SOURCES)[number]

export const MARK_ITEMS = ['subscriptions', 'legalBasis', 'deals', 'note'] as const
export type MarkItem = (typeof MARK_ITEMS)[number]

/**
 * What has become of an item. `noted`: nothing but the note was to be written. `left`: sales have moved the deal on, and it stays
 * as it is; `some_left`: not so the others. `unconfirmed`: it concerns all of the contact, and nobody has shown that the address is theirs. `by_hand`: a person has
 * done what was left.
 */
export const ITEM_RESULTS = [
  'done',
  'noted',
  'nothing',
  'not_permitted',
  'left',
  'some_left',
  'unconfirmed',
  'by_hand',
] as const
export type ItemResult = (typeof ITEM_RESULTS)[number]
export type MarkResults = Partial<Record<MarkItem, ItemResult>>

/** In this order: a repeated note would be another one. */
export const ITEMS_OF: Record<MarkKind, readonly MarkItem[]> = {
  withdrawn: ['subscriptions', 'legalBasis', 'deals', 'note'],
  complained: ['subscriptions', 'note'],
  bounced: ['note'],
}

/** What concerns all of a contact, and not what the assessment has put there. */
export const CONTACT_WIDE: readonly MarkItem[] = ['subscriptions', 'legalBasis']

export const NOTES: Record<MarkKind, string> = {
  withdrawn:
    'Assessment: this person has withdrawn consent. Do not contact them about the assessment any more, by e-mail or by phone.',
  complained:
    'Assessment: this person reported our e-mail as spam. No further e-mails are sent to them; do not e-mail them about the assessment.',
  bounced:
    'Assessment: our e-mail came back, the address does not take mail. No further e-mails are sent to it.',
}

/** Of a withdrawal in a browser: the contact may be somebody else's. */
export const UNCONFIRMED_NOTE =
  'Assessment: whoever gave this address, without showing that it is theirs, has withdrawn consent. Do not contact them about that assessment.'

export const LEGAL_BASIS_PROPERTY = 'hs_legal_basis'

/** They rest on something else than consent or interest in a prospect, and stay. */
const OTHER_BASES = ['Legitimate interest – existing customer', 'Performance of a contract']

/** The legal bases of a contact that stay when consent is withdrawn, as HubSpot has them: separated by semicolons. */
export function remainingBases(value: string): string {
  return value
    .split(';')
    .map((basis) => basis.trim())
    .filter((basis) => OTHER_BASES.includes(basis))
    .join(';')
}
