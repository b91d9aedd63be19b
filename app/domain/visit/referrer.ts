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

/**
 * Keeps where visitors come from, and nothing that may say who they are: no path, because a profile's is on every other site
 * another one. Tags of `landing`, our own page, count before the referrer's.
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
  const page = `${base.protocol}//${base.host}/`
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
