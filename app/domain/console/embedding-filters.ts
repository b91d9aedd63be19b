import * as z from 'zod'
import { LANGUAGES } from '#app/domain/language/languages.ts'
import { type CampaignRefusal, type CampaignRules, findRefusal } from '#app/domain/visit/campaign.ts'
import { nameRule, oneOf } from './filter-rules.ts'

export const embeddingFilters = (scorecards: readonly string[], rules: CampaignRules) => ({
  site: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://www.example.com' })
    .transform((address) => new URL(address).origin),
  language: oneOf(LANGUAGES),
  scorecard: z
    .string()
    .refine((slug) => scorecards.includes(slug), `must be one of ${scorecards.join(', ')}`),
  campaign: nameRule.superRefine((name, context) => {
    const refusal = findRefusal('utm_campaign', name.trim(), rules)
    if (refusal) context.addIssue(`would not be kept with a visit: ${WHY[refusal.kind](refusal.part)}`)
  }),
})

const WHY: Record<CampaignRefusal['kind'], (part: string) => string> = {
  tag: (tag) => `the setting CAMPAIGN_TAGS leaves ${tag} out, so that no campaign is: add it there`,
  sign: (sign) =>
    `it has ${/^\s+$/.test(sign) ? 'a space that does not break' : `“${sign}”`}, which names of campaigns do not have: write it in letters, digits and hyphens`,
  phone: (number) => `“${number}” may be a telephone number: take it out`,
  id: (id) => `“${id}” may be somebody’s id: write a name that people read`,
  page: (page) => `“${page}” leads to a page, which may be a person’s: take the path out`,
  random: (run) => `“${run}” may be a key or an id: write it in words with hyphens between them`,
  not_listed: () =>
    'the setting CAMPAIGN_VALUES has no value like it: add it there, or write one that is there',
  person: (words) =>
    `“${words}” may name a person, as two words in a row may that are not known from marketing: put a word of marketing between them, or add one of them to the setting CAMPAIGN_WORDS`,
}
