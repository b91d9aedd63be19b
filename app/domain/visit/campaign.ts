/** The query parameters by which campaigns are told apart, in the order in which they are written. */
export const UTM_TAGS = [
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'utm_id',
] as const
export type UtmTag = (typeof UTM_TAGS)[number]

/** Which campaign tags are kept: for ever, and so only what cannot name a person. */
export interface CampaignRules {
  tags: readonly UtmTag[]
  /** the only values that are kept, with `*` for any characters; null: any of a harmless shape */
  values: readonly string[] | null
}

/** `utm_term` and `utm_content` are free text, into which tools put what somebody searched for or is called. */
export const USUAL_CAMPAIGN_RULES: CampaignRules = {
  tags: ['utm_source', 'utm_medium', 'utm_campaign', 'utm_id'],
  values: null,
}

export type CampaignTags = Partial<Record<UtmTag, string>>

const VALUE_MAX_LENGTH = 100

/** The campaign tags of an address that may be kept. Their names count in any case, as advertisers type them. */
export function campaignTags(url: URL, { tags, values }: CampaignRules): CampaignTags {
  const kept: CampaignTags = {}
  for (const [name, value] of url.searchParams) {
    const tag = tags.find((known) => known === name.toLowerCase())
    const text = value.trim()
    if (!tag || kept[tag] !== undefined || text === '' || text.length > VALUE_MAX_LENGTH) continue
    if (isHarmless(text) && (values === null || values.some((pattern) => matches(text, pattern))))
      kept[tag] = text
  }
  return kept
}

/** Campaign tags as a query, with its question mark; empty when there are none. */
export function campaignQuery(tags: CampaignTags): string {
  const pairs = UTM_TAGS.flatMap((tag) =>
    tags[tag] === undefined ? [] : `${tag}=${encodeURIComponent(tags[tag])}`,
  )
  return pairs.length > 0 ? `?${pairs.join('&')}` : ''
}

function matches(text: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 'iu').test(text)
}

// What marketers name campaigns with. No "@", "=" or "%": they stand in addresses, parameters and what is encoded twice.
const NAMING = /^[\p{L}\p{N}\p{M} ._~+:|()[\]&/,'!-]+$/u
const PHONE = /(?:^|\D)(?:\+|0)(?:[ ()./-]?\d){8,}/
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i

/** Whether a value is a name or a number of a campaign: no address, no phone number, no token. */
function isHarmless(text: string): boolean {
  if (!NAMING.test(text) || PHONE.test(text) || UUID.test(text)) return false
  return /^\d{1,20}$/.test(text) || text.split(/[^\p{L}\p{N}\p{M}]+/u).every((word) => !looksRandom(word))
}

/** Names change between letters and digits, or in case, a few times at most; tokens do all the time. */
function looksRandom(word: string): boolean {
  if (word.length > 40) return true
  const changes = word.match(/\p{L}(?=\d)|\d(?=\p{L})/gu)?.length ?? 0
  const humps = word.match(/\p{Ll}(?=\p{Lu})/gu)?.length ?? 0
  return (word.length >= 12 && changes >= 3) || (word.length >= 16 && humps >= 4)
}
