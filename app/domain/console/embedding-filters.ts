import * as z from 'zod'
import { LANGUAGES } from '#app/domain/language/languages.ts'
import { type CampaignRules, campaignTags } from '#app/domain/visit/campaign.ts'
import { nameRule, oneOf } from './filter-rules.ts'

export const embeddingFilters = (scorecards: readonly string[], rules: CampaignRules) => ({
  site: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://www.example.com' })
    .transform((address) => new URL(address).origin),
  language: oneOf(LANGUAGES),
  scorecard: z
    .string()
    .refine((slug) => scorecards.includes(slug), `must be one of ${scorecards.join(', ')}`),
  campaign: nameRule.refine(
    (name) => isKept(name, rules),
    'would not be kept with a visit, because it may name a person: write it as in autumn-newsletter, or add its words to CAMPAIGN_WORDS',
  ),
})

function isKept(campaign: string, rules: CampaignRules): boolean {
  const page = new URL(`https://example.com/?utm_campaign=${encodeURIComponent(campaign)}`)
  return campaignTags(page, rules).utm_campaign !== undefined
}
