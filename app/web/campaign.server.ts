import type { CampaignRules } from '#app/domain/visit/campaign.ts'
import { carriedTags } from '#app/domain/visit/referrer.ts'
import type { Config } from '#app/platform/config.server.ts'

export function campaignRules(config: Config): CampaignRules {
  return { tags: config.CAMPAIGN_TAGS, values: config.CAMPAIGN_VALUES, words: config.CAMPAIGN_WORDS }
}

export function startPage(request: Request, config: Config): string {
  return `/${carriedTags(request.url, campaignRules(config))}`
}
