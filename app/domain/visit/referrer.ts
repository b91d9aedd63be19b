import {
  type CampaignRules,
  type CampaignTags,
  USUAL_CAMPAIGN_RULES,
  campaignQuery,
  campaignTags,
} from './campaign.ts'

/** Longest cleaned referrer, in characters. */
export const REFERRER_MAX_LENGTH = 500

const HOST =
  /^(?=.{1,253}(?::|$))(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z][a-z0-9-]{0,62}(?::\d{1,5})?$/
const SCHEMES = ['http:', 'https:', 'android-app:']
const PATH_MAX_LENGTH = 200
const REMOVED = '-'

// On these a path leads to a person more often than not.
const NETWORKS = [
  'linkedin.com',
  'xing.com',
  'facebook.com',
  'instagram.com',
  'threads.net',
  'x.com',
  'twitter.com',
  'bsky.app',
  'tiktok.com',
  'youtube.com',
  'reddit.com',
  'medium.com',
  'substack.com',
  'github.com',
  't.me',
  'vk.com',
  'mail.google.com',
  'outlook.live.com',
  'outlook.office.com',
]
// Behind these stands who it is, on any site.
const PROFILE_SEGMENT =
  /^(?:in|u|users?|profiles?|people|persons?|authors?|members?|team|staff|employees|mitarbeiter|autor(?:en)?|[~@].*)$/i

/**
 * Keeps of a referrer what says where visitors come from, and nothing that may say who they are: scheme, host, path
 * and campaign tags. Paths end where they lead to somebody's profile; segments and values that look like addresses,
 * tokens or numbers of persons are removed.
 * @param referrer address of the page that led here; hostile input
 * @param landing address of our own page that was opened; its tags count before the referrer's. A referrer on its host
 *   says nothing but its tags: the visitor was here already
 * @returns an address of at most 500 characters; null when there is nothing to keep
 */
export function cleanReferrer(
  referrer: string | null | undefined,
  landing?: string | null,
  rules: CampaignRules = USUAL_CAMPAIGN_RULES,
): string | null {
  const tagsOf = (url: URL | null): CampaignTags => (url ? campaignTags(url, rules) : {})
  const opened = parseAddress(landing)
  const from = parseAddress(referrer)
  // Visitors who did not come from elsewhere are told apart by tags alone: the page of ours that has some.
  const own = [opened, from].find((page) => Object.keys(tagsOf(page)).length > 0)
  const base = from && from.host !== opened?.host ? from : own
  if (!base) return null
  const page = `${base.protocol}//${base.host}${cleanPath(base)}`
  const tags = { ...tagsOf(from), ...tagsOf(opened) }
  return `${page}${campaignQuery(fitting(tags, REFERRER_MAX_LENGTH - page.length))}`
}

/** The campaign tags of a page of ours, as the query with which a redirect hands them on. */
export function carriedTags(address: string, rules?: CampaignRules): string {
  return campaignQuery(campaignTags(new URL(address), rules ?? USUAL_CAMPAIGN_RULES))
}

/** As many tags as fit, whole ones. */
function fitting(tags: CampaignTags, length: number): CampaignTags {
  let kept: CampaignTags = {}
  for (const [tag, value] of Object.entries(tags)) {
    const more = { ...kept, [tag]: value }
    if (campaignQuery(more).length <= length) kept = more
  }
  return kept
}

function parseAddress(address: string | null | undefined): URL | null {
  if (!address || address.length > 8192 || !URL.canParse(address)) return null
  const url = new URL(address)
  // Hosts that are bare IP addresses are left out: they can be somebody's own machine.
  return SCHEMES.includes(url.protocol) && HOST.test(url.host) ? url : null
}

function cleanPath({ hostname, pathname }: URL): string {
  if (NETWORKS.some((name) => hostname === name || hostname.endsWith(`.${name}`))) return '/'
  let cleaned = ''
  for (const segment of pathname.split('/').slice(1)) {
    if (PROFILE_SEGMENT.test(decode(segment) ?? '')) return `${cleaned}/`
    const next = `/${cleanSegment(segment)}`
    if (cleaned.length + next.length > PATH_MAX_LENGTH) break
    cleaned += next
  }
  return cleaned || '/'
}

function cleanSegment(segment: string): string {
  const text = decode(segment)
  if (text === '') return ''
  return text !== null && text.length <= 80 && isHarmless(text) ? encodeURIComponent(text) : REMOVED
}

function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}

/** Whether a decoded text is made of ordinary words: no address, no token, no long number. */
function isHarmless(text: string): boolean {
  // A percent sign after decoding hides something encoded twice; "@" and "=" stand in addresses and parameters.
  if (!/^[\p{L}\p{N}\p{M} ._~+:|-]+$/u.test(text)) return false
  if (/(?:\d[ ._~+:|-]?){9,}/.test(text)) return false
  return text.split(/[ ._~+:|-]/).every((word) => !looksLikeToken(word))
}

function looksLikeToken(word: string): boolean {
  if (word.length > 30) return true
  const hasDigit = /\d/.test(word)
  const hasLetter = /\p{L}/u.test(word)
  if (word.length >= 12 && hasDigit && hasLetter) return true
  // Base64 changes case within a word again and again; CamelCase titles seldom do so more than a few times.
  return word.length >= 16 && (word.match(/\p{Ll}\p{Lu}/gu) ?? []).length >= 4
}
