import * as z from 'zod'
import { LANGUAGES } from '#app/domain/language/languages.ts'
import { nameRule, oneOf } from './filter-rules.ts'

export const embeddingFilters = (scorecards: readonly string[]) => ({
  site: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://www.example.com' })
    .transform((address) => new URL(address).origin),
  language: oneOf(LANGUAGES),
  scorecard: z
    .string()
    .refine((slug) => scorecards.includes(slug), `must be one of ${scorecards.join(', ')}`),
  campaign: nameRule,
})
