import {
  type CampaignRules,
  type CampaignTags,
  USUAL_CAMPAIGN_RULES,
  campaignQuery,
  campaignTags,
} from './campaign.ts'

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
// The next segment says who it is, on any site.
const PROFILE_SEGMENT =
  /^(?:in|u|users?|profiles?|people|persons?|authors?|members?|team|staff|employees|mitarbeiter|autor(?:en)?|[~@].*)$/i

/**
 * Keeps where visitors come from, and nothing that may say who they are. Paths end at a profile; what looks like an
 * address, a token or a person's number is removed. Tags of `landing`, our own page, count before the referrer's.
 */
export function cleanReferrer(
  referrer: string | null | undefined,
  landing?: string | null,
  rules: CampaignRules = USUAL_CAMPAIGN_RULES,
): string | null {
  const readTags = (url: URL | null): CampaignTags => (url ? campaignTags(url, rules) : {})
  const opened = parseUrl(landing)
  const from = parseUrl(referrer)
  // Visitors who did not come from elsewhere are told apart by tags alone: the page of ours that has some.
  const own = [opened, from].find((page) => Object.keys(readTags(page)).length > 0)
  const base = from && from.host !== opened?.host ? from : own
  if (!base) return null
  const page = `${base.protocol}//${base.host}${cleanPath(base)}`
  const tags = { ...readTags(from), ...readTags(opened) }
  return `${page}${campaignQuery(fitting(tags, REFERRER_MAX_LENGTH - page.length))}`
}

export function carriedTags(address: string, rules?: CampaignRules): string {
  return campaignQuery(campaignTags(new URL(address), rules ?? USUAL_CAMPAIGN_RULES))
}

function fitting(tags: CampaignTags, length: number): CampaignTags {
  let kept: CampaignTags = {}
  for (const [tag, value] of Object.entries(tags)) {
    const more = { ...kept, [tag]: value }
    if (campaignQuery(more).length <= length) kept = more
  }
  return kept
}

function parseUrl(address: string | null | undefined): URL | null {
  if (!address || address.length > 8192 || !URL.canParse(address)) return null
  const url = new URL(address)
  // A bare IP address can be somebody's own machine.
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

function isHarmless(text: string): boolean {
  // A percent sign here hides double encoding; "@" and "=" stand in addresses and parameters.
  if (!/^[\p{L}\p{N}\p{M} ._~+:|-]+$/u.test(text)) return false
  if (/(?:\d[ ._~+:|-]?){9,}/.test(text)) return false
  return text.split(/[ ._~+:|-]/).every((word) => !looksLikeToken(word))
}

function looksLikeToken(word: string): boolean {
  if (word.length > 30) return true
  const hasDigit = /\d/.test(word)
  const hasLetter = /\p{L}/u.test(word)
  if (word.length >= 12 && hasDigit && hasLetter) return true
  // Base64 changes case all the time, CamelCase titles only a few times.
  return word.length >= 16 && (word.match(/\p{Ll}\p{Lu}/gu) ?? []).length >= 4
}
