import * as z from 'zod'
import { type Day, type DayRange, addDays, dayOf } from '#app/domain/day.ts'
import { LANGUAGE_FACTS } from '#app/domain/language/languages.ts'
import { plural } from '#app/domain/language/plural.ts'
import { dayRule } from './filter-rules.ts'
import type { FilterField } from './page-view.ts'

const MOST_DAYS = 366
const USUAL_DAYS = 28

export const PERIOD_FILTERS = {
  days: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, `must be a number of days from 1 to ${MOST_DAYS}`)
    .transform(Number)
    .refine((days) => days <= MOST_DAYS, `must be ${MOST_DAYS} at most`),
  to: dayRule,
}

export interface Period {
  range: DayRange
  /** as many days, right before */
  before: DayRange
  days: number
}

/** @returns null where the last day lies ahead */
export function readPeriod(given: { days?: number; to?: Day }, now: Date): Period | null {
  const { days = USUAL_DAYS, to = dayOf(now) } = given
  if (to > dayOf(now)) return null
  const from = addDays(to, 1 - days)
  return { range: { from, to }, before: { from: addDays(from, -days), to: addDays(from, -1) }, days }
}

export const PERIOD_AHEAD = '“to” must not lie ahead: nothing has been counted of that day.'

export function periodFields(params: URLSearchParams): FilterField[] {
  return [
    {
      name: 'days',
      label: 'Days',
      kind: 'number',
      value: shown(params, 'days') || String(USUAL_DAYS),
      least: 1,
      most: MOST_DAYS,
    },
    { name: 'to', label: 'Last day (UTC)', kind: 'date', value: shown(params, 'to') },
  ]
}

const SHOWN = 100

export function shown(params: URLSearchParams, name: string): string {
  return (params.get(name) ?? '').slice(0, SHOWN)
}

const theDays = plural(LANGUAGE_FACTS.en, { one: 'the day', other: 'the # days to' })

export function periodInWords({ range, days }: Period): string {
  return `${theDays(days)} ${range.to}`
}
