import * as z from 'zod'
import { LEAD_QUALITIES } from '#app/domain/lead/quality.ts'
import { CATEGORY_IDS } from '#app/domain/quiz/structure.ts'

/** States of the sync that an assessment has, and those of its row in the queue. */
export const SYNC_STATES = ['pending', 'synced', 'failed', 'skipped', 'due', 'unconfirmed', 'dead'] as const
export const EMAIL_STATES = ['pending', 'sent', 'failed', 'skipped', 'bounced', 'complained'] as const

const FIRST_YEAR = 2020
const LAST_YEAR = 2100

const day = z
  .string()
  .refine((text) => isDay(text), 'must be a date such as 2026-11-26')
  .transform((text) => new Date(`${text}T00:00:00Z`))

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) return false
  return date.getUTCFullYear() >= FIRST_YEAR && date.getUTCFullYear() <= LAST_YEAR
}

const points = z
  .string()
  .regex(/^(?:100|\d{1,2})$/, 'must be a whole number from 0 to 100')
  .transform(Number)

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, `must be one of ${values.join(', ')}`)

export const LEAD_FILTERS = {
  quality: oneOf(LEAD_QUALITIES),
  category: oneOf(CATEGORY_IDS),
  from: day,
  to: day,
  least: points,
  most: points,
  sync: oneOf(SYNC_STATES),
  email: oneOf(EMAIL_STATES),
  cause: z.string().regex(/^[a-z_]{1,40}$/, 'must be the name of a cause, in lower-case letters'),
}
export type LeadFilterName = keyof typeof LEAD_FILTERS
export type LeadFilters = { [Name in LeadFilterName]?: z.output<(typeof LEAD_FILTERS)[Name]> }
