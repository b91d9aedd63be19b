import * as z from 'zod'
import { LEAD_QUALITIES } from '#app/domain/lead/quality.ts'
import { CATEGORY_IDS } from '#app/domain/quiz/structure.ts'
import { TRAFFIC_KINDS } from '#app/domain/visit/traffic.ts'
import { dayRule, nameRule, oneOf } from './filter-rules.ts'

/** States of the sync that an assessment has, and those of its row in the queue. */
export const SYNC_STATES = ['pending', 'synced', 'failed', 'skipped', 'due', 'unconfirmed', 'dead'] as const
export const DELIVERY_STATES = ['pending', 'sent', 'failed', 'skipped', 'bounced', 'complained'] as const

const day = dayRule.transform((text) => new Date(`${text}T00:00:00Z`))

const points = z
  .string()
  .regex(/^(?:100|\d{1,2})$/, 'must be a whole number from 0 to 100')
  .transform(Number)

export const LEAD_FILTERS = {
  quality: oneOf(LEAD_QUALITIES),
  category: oneOf(CATEGORY_IDS),
  from: day,
  to: day,
  least: points,
  most: points,
  sync: oneOf(SYNC_STATES),
  email: oneOf(DELIVERY_STATES),
  source: nameRule,
  campaign: nameRule,
  scorecard: nameRule,
  version: nameRule,
  traffic: oneOf(TRAFFIC_KINDS),
  cause: z.string().regex(/^[a-z_]{1,40}$/, 'must be the name of a cause, in lower-case letters'),
}
export type LeadFilterName = keyof typeof LEAD_FILTERS
export type LeadFilters = { [Name in LeadFilterName]?: z.output<(typeof LEAD_FILTERS)[Name]> }

type Given = { [Name in LeadFilterName]?: string | undefined }

/** Where the leads are listed that have all of this. */
export function leadsAddress(filters: Given): string {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined)
  return `/ops/leads?${new URLSearchParams(given)}`
}

/** The same of a page whose figures have some filters already. */
export type LeadsOf = (filters: Given) => string
