import { type OwnWords, findName, readOwnWords, readWords } from './campaign-words.ts'

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
  /** of the owner's own campaigns: names of products, partners, places */
  words: readonly string[]
}

/** `utm_term` and `utm_content` are free text: tools put there what somebody searched for, or their name. */
export const USUAL_CAMPAIGN_RULES: CampaignRules = {
  tags: ['utm_source', 'utm_medium', 'utm_campaign', 'utm_id'],
  values: null,
  words: [],
}

export type CampaignTags = Partial<Record<UtmTag, string>>

const VALUE_MAX_LENGTH = 100

/** Tag names count in any case, as advertisers type them. */
export function campaignTags(url: URL, rules: CampaignRules): CampaignTags {
  const kept: CampaignTags = {}
  for (const [name, value] of url.searchParams) {
    const tag = rules.tags.find((known) => known === name.toLowerCase())
    const text = value.trim()
    if (!tag || kept[tag] !== undefined || text === '' || text.length > VALUE_MAX_LENGTH) continue
    if (findRefusal(tag, text, rules) === null) kept[tag] = text
  }
  return kept
}

/** Why a value is not kept, and what of it that is for. */
export interface CampaignRefusal {
  kind: 'tag' | 'sign' | 'phone' | 'id' | 'page' | 'random' | 'not_listed' | 'person'
  part: string
}

/** @param text trimmed */
export function findRefusal(
  tag: UtmTag,
  text: string,
  { tags, values, words }: CampaignRules,
): CampaignRefusal | null {
  if (!tags.includes(tag)) return { kind: 'tag', part: tag }
  const own = readOwnWords(words)
  const harm = findHarm(text, own)
  if (harm) return harm
  if (values)
    return values.some((pattern) => matches(text, pattern)) ? null : { kind: 'not_listed', part: text }
  if (tag === 'utm_source' && HOST.test(text)) return null
  const name = findName(text, own)
  return name && { kind: 'person', part: name.join(' ') }
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

// No "@" or "=", which stand in addresses and parameters, nor a "%" of what is encoded twice.
const NOT_NAMING = /(?!%(?![\dA-Fa-f]{2}))[^\p{L}\p{N}\p{M} ._~+:|()[\]&/,'’!?#*$€–—-]/u
const PHONE = /(?:^|\D)(?:\+|0)(?:(?:[ ()./-]|\) )?\d){8,}/
/** A page, as in linkedin.com/in/first-last or in/first-last: its path may say who it is. */
const PAGE = /\.\p{L}{2,}\/\S|^\/?(?:in|u|users?|profiles?|people|persons?|authors?|members?)\/\S/iu
const HOST = /^(?:[a-z\d-]+\.)+(?:com|net|org|info|app|ai|io|eu|de|at|ch|uk|fr|it|es|nl)$/i
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i

const HARMS = [
  ['sign', NOT_NAMING],
  ['phone', PHONE],
  ['id', UUID],
  ['page', PAGE],
] as const

function findHarm(text: string, own: OwnWords): CampaignRefusal | null {
  for (const [kind, pattern] of HARMS) {
    const part = pattern.exec(text)?.[0]
    if (part !== undefined) return { kind, part: part.trim() || part }
  }
  if (/^\d{1,20}$/.test(text)) return null
  const random = text.split(/[^\p{L}\p{N}\p{M}]+/u).find((run) => looksRandom(run, own))
  return random === undefined ? null : { kind: 'random', part: random }
}

/** Names change case, or between letters and digits, a few times at most; tokens all the time. */
function looksRandom(run: string, own: OwnWords): boolean {
  if (run.length > 40) return true
  if (!readWords(run, own).some(({ isUnknown }) => isUnknown)) return false
  const changes = run.match(/\p{L}(?=\d)|\d(?=\p{L})/gu)?.length ?? 0
  const humps = run.match(/\p{Ll}(?=\p{Lu})/gu)?.length ?? 0
  return (
    (run.length >= 12 && changes >= 3 && run.length / (changes + 1) < 4) || (run.length >= 16 && humps >= 4)
  )
}
