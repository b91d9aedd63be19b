/** In the order in which they are written. */
export const UTM_TAGS = [
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'utm_id',
] as const
export type UtmTag = (typeof UTM_TAGS)[number]

/** Tags are kept for good, so only what cannot name a person. */
export interface CampaignRules {
  tags: readonly UtmTag[]
  /** `*` stands for any characters; null keeps any value of a harmless shape */
  values: readonly string[] | null
}

/** `utm_term` and `utm_content` are free text: tools put there what somebody searched for, or their name. */
export const USUAL_CAMPAIGN_RULES: CampaignRules = {
  tags: ['utm_source', 'utm_medium', 'utm_campaign', 'utm_id'],
  values: null,
}

export type CampaignTags = Partial<Record<UtmTag, string>>

const VALUE_MAX_LENGTH = 100

/** Tag names count in any case, as advertisers type them. */
export function campaignTags(url: URL, { tags, values }: CampaignRules): CampaignTags {
  const kept: CampaignTags = {}
  for (const [name, value] of url.searchParams) {
    const tag = tags.find((known) => known === name.toLowerCase())
    const text = value.trim()
    if (!tag || kept[tag] !== undefined || text === '' || text.length > VALUE_MAX_LENGTH) continue
    if (tag !== 'utm_source' && tag !== 'utm_medium' && LOCAL_PART.test(text) && values === null) continue
    if (isHarmless(text) && (values === null || values.some((pattern) => matches(text, pattern))))
      kept[tag] = text
  }
  return kept
}

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

// No "@", "=" or "%": they stand in addresses, parameters and what is encoded twice.
const NAMING = /^[\p{L}\p{N}\p{M} ._~+:|()[\]&/,'’!?#*$€–—-]+$/u
const PHONE = /(?:^|\D)(?:\+|0)(?:(?:[ ()./-]|\) )?\d){8,}/
/** A page, as in linkedin.com/in/first-last or in/first-last: its path may say who it is. */
const PAGE = /\.\p{L}{2,}\/\S|^\/?(?:in|u|users?|profiles?|people|persons?|authors?|members?)\/\S/iu
/** As in first.last@: with a shorter ending it is a host. */
const LOCAL_PART = /^\p{L}{2,}\.\p{L}{4,}$/u
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i

function isHarmless(text: string): boolean {
  if (!NAMING.test(text) || PHONE.test(text) || UUID.test(text) || PAGE.test(text)) return false
  return /^\d{1,20}$/.test(text) || text.split(/[^\p{L}\p{N}\p{M}]+/u).every((word) => !looksRandom(word))
}

/** Names change case, or between letters and digits, a few times at most; tokens all the time. */
function looksRandom(word: string): boolean {
  if (word.length > 40) return true
  const changes = word.match(/\p{L}(?=\d)|\d(?=\p{L})/gu)?.length ?? 0
  const humps = word.match(/\p{Ll}(?=\p{Lu})/gu)?.length ?? 0
  return (word.length >= 12 && changes >= 3) || (word.length >= 16 && humps >= 4)
}
