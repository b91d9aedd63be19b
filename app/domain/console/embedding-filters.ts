import * as z from 'zod'
import { LANGUAGES } from '#app/domain/language/languages.ts'
import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import { nameRule, oneOf } from './filter-rules.ts'

export const SCORECARDS = [DEFAULT_SCORECARD] as const

export const EMBEDDING_FILTERS = {
  site: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://www.example.com' })
    .transform((address) => new URL(address).origin),
  language: oneOf(LANGUAGES),
  scorecard: oneOf(SCORECARDS),
  campaign: nameRule,
}
