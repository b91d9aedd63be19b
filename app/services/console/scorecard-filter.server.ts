import { SCORECARDS, findQuiz } from '#app/content/scorecards.ts'
import { DEFAULT_LANGUAGE } from '#app/domain/language/languages.ts'
import type { FilterField } from '#app/domain/console/page-view.ts'
import { shown } from '#app/domain/console/period.ts'

export const SCORECARD_OPTIONS = SCORECARDS.map((value) => ({ value, label: value }))

export function scorecardField(params: URLSearchParams): FilterField {
  const value = shown(params, 'scorecard')
  return { name: 'scorecard', label: 'Scorecard', kind: 'select', value, options: SCORECARD_OPTIONS }
}

/** How many steps the funnel has: of this scorecard, or of the longest. */
export function stepsOf(scorecard: string | undefined): number {
  const meant = SCORECARDS.filter((slug) => slug === scorecard)
  const lengths = (meant.length > 0 ? meant : SCORECARDS).map(
    (slug) => findQuiz({ scorecard: slug, language: DEFAULT_LANGUAGE }).areas.length,
  )
  return Math.max(...lengths)
}
