import type { UtmTag } from './campaign.ts'

export const SOURCE_KINDS = [
  'direct',
  'search',
  'social',
  'email',
  'paid',
  'campaign',
  'referral',
  'embed',
] as const
export type SourceKind = (typeof SOURCE_KINDS)[number]

/** Where a visit came from; null where nothing was said of it. */
export interface Attribution {
  source: string | null
  medium: string | null
  campaign: string | null
  sourceKind: SourceKind
}

const LENGTH = 100

const PAID = /^(?:cpc|ppc|cpm|cpv|paid|paid[ _-]?\w+|display|ads?|retargeting)$/
const EMAIL = /^(?:e-?mail|newsletter|mailing)$/
const SOCIAL_MEDIUM = /^social(?:[ _-]\w+)?$/
const SEARCH =
  /(?:^|\.)(?:google|bing|duckduckgo|ecosia|qwant|startpage|yahoo|yandex|baidu|kagi|brave|perplexity)\.[a-z.]{2,6}$/
const SOCIAL =
  /(?:^|\.)(?:linkedin|xing|facebook|instagram|threads|twitter|x|bsky|tiktok|youtube|reddit|medium|substack|t|lnkd)\.(?:com|net|app|co|in)$/

function readReferrerTags(referrer: string | null) {
  const url = referrer !== null && URL.canParse(referrer) ? new URL(referrer) : null
  const tag = (name: UtmTag) => url?.searchParams.get(name) ?? null
  const tags = { source: tag('utm_source'), medium: tag('utm_medium'), campaign: tag('utm_campaign') }
  return { url, tags }
}

/** Where somebody came from, for people to read; `query` has all the tags that were kept, with its question mark. */
export function describeReferrer(referrer: string | null) {
  const { url, tags } = readReferrerTags(referrer)
  return { ...tags, source: tags.source ?? url?.host ?? null, query: url?.search ?? '' }
}

/**
 * @param referrer from `cleanReferrer`, which leaves nothing that may name a person
 * @param embedded whether it is the page that shows ours in a frame
 */
export function attribute(referrer: string | null, ownHost: string, embedded = false): Attribution {
  const { tags, url } = readReferrerTags(referrer)
  const host = url && url.host !== ownHost ? url.hostname.replace(/^www\./, '').slice(0, LENGTH) : null
  const kept = (tag: string | null) => tag?.toLowerCase().slice(0, LENGTH) ?? null
  const [source, medium, campaign] = [kept(tags.source) ?? host, kept(tags.medium), kept(tags.campaign)]
  const sourceKind = embedded ? 'embed' : kindOf({ source, medium, campaign, host })
  return { source, medium, campaign, sourceKind }
}

function kindOf({
  source,
  medium,
  campaign,
  host,
}: Omit<Attribution, 'sourceKind'> & { host: string | null }): SourceKind {
  if (medium !== null && PAID.test(medium)) return 'paid'
  if (medium !== null && EMAIL.test(medium)) return 'email'
  if (medium !== null && SOCIAL_MEDIUM.test(medium)) return 'social'
  if (campaign !== null || medium !== null || source !== host) return 'campaign'
  if (host === null) return 'direct'
  if (SEARCH.test(host)) return 'search'
  return SOCIAL.test(host) ? 'social' : 'referral'
}
