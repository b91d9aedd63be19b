import type { CampaignRules } from '#app/domain/visit/campaign.ts'
import { carriedTags } from '#app/domain/visit/referrer.ts'
import type { Config } from '#app/platform/config.server.ts'

/** The owner's rules on what may be kept of campaign tags. */
export function campaignRules({ CAMPAIGN_TAGS, CAMPAIGN_VALUES }: Config): CampaignRules {
  return { tags: CAMPAIGN_TAGS, values: CAMPAIGN_VALUES }
}

/** The start page, for whoever came with a campaign's link to a page that needs a session first. */
export function startPage(request: Request, config: Config): string {
  return `/${carriedTags(request.url, campaignRules(config))}`
}
