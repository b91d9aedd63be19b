import { DEVICES } from '#app/domain/visit/browser-info.ts'
import { SOURCE_KINDS } from '#app/domain/visit/attribution.ts'
import { FUNNEL_DIMENSIONS, type FunnelFilter } from '#app/domain/visit/funnel.ts'
import { DIMENSION_WORDS } from '#app/domain/visit/funnel-words.ts'
import { nameRule, oneOf } from './filter-rules.ts'
import type { FilterField } from './page-view.ts'
import { PERIOD_FILTERS, periodFields, shown } from './period.ts'

export const FUNNEL_FILTERS = {
  ...PERIOD_FILTERS,
  variant: nameRule,
  source: nameRule,
  campaign: nameRule,
  device: oneOf(DEVICES),
  language: nameRule,
  scorecard: nameRule,
  version: nameRule,
  kind: oneOf(SOURCE_KINDS),
}

export function funnelFilter(values: Readonly<Record<string, unknown>>): FunnelFilter {
  return Object.fromEntries(
    FUNNEL_DIMENSIONS.flatMap((dimension) => {
      const value = values[DIMENSION_WORDS[dimension].name]
      return typeof value === 'string' ? [[dimension, value]] : []
    }),
  )
}

export function funnelFields(params: URLSearchParams, scorecards: readonly string[]): FilterField[] {
  const known: Readonly<Record<string, readonly string[]>> = {
    device: DEVICES,
    kind: SOURCE_KINDS,
    scorecard: scorecards,
  }
  const fields = FUNNEL_DIMENSIONS.map((dimension): FilterField => {
    const { name, label } = DIMENSION_WORDS[dimension]
    const options = known[name]?.map((value) => ({ value, label: value }))
    const value = shown(params, name)
    return options ? { name, label, kind: 'select', value, options } : { name, label, kind: 'text', value }
  })
  return [...periodFields(params), ...fields]
}
