import { inWords } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import { CRM_NAMES } from '#app/domain/crm-id.ts'
import { type OutcomeRow, WEIGHED, closedDealsPart, outcomesPart } from '#app/data/console/outcomes.server.ts'
import { formatValue } from '#app/domain/console/format.ts'
import type { Figure, Row, Section } from '#app/domain/console/page-view.ts'
import { nameRule } from '#app/domain/console/filter-rules.ts'
import { readQuery } from '#app/domain/console/query.ts'
import { LEAD_QUALITIES } from '#app/domain/lead/quality.ts'
import type { DealOutcome } from '#app/domain/outcomes/deal-outcome.ts'
import { winRate } from '#app/domain/outcomes/win-rate.ts'
import { DEFAULT_LANGUAGE } from '#app/domain/language/languages.ts'
import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import { findQuiz } from '#app/content/scorecards.ts'
import type { Quiz } from '#app/domain/quiz/quiz.ts'
import type { ShowPage } from './console-page.server.ts'
import { QUALITIES } from './quality-section.server.ts'
import { SCORECARD_OPTIONS, scorecardField } from './scorecard-filter.server.ts'
import { closedDealsOf, weightsSection } from './weights-section.server.ts'

/** What became of deals, of today's quiz version: results of others do not compare. */
export const showOutcomes: ShowPage = async (read, { params, crmName = CRM_NAMES.hubspot }) => {
  const { values, errors } = readQuery(params, { scorecard: nameRule })
  const quiz = findQuiz({
    scorecard: values.scorecard ?? DEFAULT_SCORECARD,
    language: DEFAULT_LANGUAGE,
  })
  const view = {
    title: 'What became of deals',
    lead: `Whether sales won the deals of assessments with version ${quiz.version} of the questions of ${quiz.scorecard}. ${crmName} is asked each night, for ${inWords(LIFETIMES.resultsLink)} after the assessment: its deal is found by a number that results lose then.`,
    filters:
      SCORECARD_OPTIONS.length > 1
        ? [{ ...scorecardField(params), value: quiz.scorecard, required: true }]
        : undefined,
    errors,
  }
  if (errors.length > 0) return { ...view, sections: [] }
  const rows = await read({ outcomes: outcomesPart(quiz), deals: closedDealsPart(quiz) })
  const deals = closedDealsOf(quiz, rows.deals)
  return {
    ...view,
    sections: [
      summarySection(rows.outcomes, crmName),
      rateSection('categories', 'By category of the score', 'Category', rows.outcomes, categoryRows(quiz)),
      rateSection('qualities', 'By lead quality', 'Quality', rows.outcomes, QUALITY_ROWS),
      weightsSection(quiz, deals, WEIGHED),
    ],
  }
}

interface Group {
  label: string
  has(row: OutcomeRow): boolean
}

function categoryRows(quiz: Quiz): readonly Group[] {
  return quiz.categories.map(({ id, name }) => ({
    label: name,
    has: ({ category }) => category === id,
  }))
}

const QUALITY_ROWS: readonly Group[] = LEAD_QUALITIES.map((id) => ({
  label: QUALITIES[id].label,
  has: ({ quality }) => quality === id,
}))

function count(rows: readonly OutcomeRow[], ...outcomes: (DealOutcome | null)[]): number {
  return rows.reduce((sum, { outcome, n }) => (outcomes.includes(outcome) ? sum + n : sum), 0)
}

function summarySection(rows: readonly OutcomeRow[], crmName: string): Section {
  const won = count(rows, 'won')
  const closed = count(rows, 'won', 'lost')
  const { rate, low, high } = winRate(won, closed)
  const asked = rows.map(({ readAt }) => readAt).sort()
  const figures: Figure[] = [
    {
      id: 'deals',
      label: 'Deals',
      value: count(rows, 'open', 'won', 'lost', null),
      definition: `Of visitors’ assessments whose lead ${crmName} has with a deal, once it was asked for them.`,
    },
    { id: 'open', label: 'Open', value: count(rows, 'open'), definition: 'Neither won nor lost yet.' },
    { id: 'won', label: 'Won', value: won, definition: `In a stage that ${crmName} counts as won.` },
    { id: 'lost', label: 'Lost', value: count(rows, 'lost'), definition: 'Closed in any other stage.' },
    {
      id: 'unsaid',
      label: 'Unknown',
      value: count(rows, null),
      definition: `${crmName} has no such deal any more, or does not say what became of it.`,
    },
    {
      id: 'rate',
      label: 'Win rate',
      value: rate,
      kind: 'percent',
      definition: `Won of ${closed} that were closed; ${range(low, high)} with 95% confidence.`,
    },
    {
      id: 'asked',
      label: `${crmName} asked`,
      value: asked.at(-1) ?? null,
      kind: 'time',
      definition: 'When the last answer came. What is closed is asked for again when there is room for it.',
    },
  ]
  return {
    id: 'summary',
    title: 'In short',
    ...(rows.length === 0 && {
      text: `${crmName} has not been asked yet, or no lead with a deal has reached it. The first answers come at night.`,
    }),
    figures,
  }
}

/** Whole ones: on a phone they stand beside their group's name. */
const percent = (share: number) => formatValue(Math.round(share * 100) / 100, 'percent')
const range = (low: number, high: number) => `${percent(low).replace('%', '')}–${percent(high)}`

function rateSection(
  id: string,
  title: string,
  what: string,
  outcomes: readonly OutcomeRow[],
  groups: readonly Group[],
): Section {
  const rated = groups.map(({ label, has }) => {
    const rows = outcomes.filter(has)
    const won = count(rows, 'won')
    const closed = count(rows, 'won', 'lost')
    return { label, open: count(rows, 'open'), won, closed, ...winRate(won, closed) }
  })
  return {
    id,
    title,
    text: 'Where two ranges overlap, the difference may be chance.',
    ...(rated.some(({ closed }) => closed > 0) && {
      chart: {
        kind: 'bars',
        name: `${title}: the share of closed deals that were won`,
        most: 1,
        bars: rated.map(({ label, rate, low, high, closed }) => ({
          label,
          value: rate ?? 0,
          text: rate === null ? 'none closed' : `${percent(rate)} (${range(low, high)}, of ${closed})`,
        })),
      },
    }),
    table: {
      dense: true,
      caption: title,
      columns: [
        { id: 'group', label: what },
        { id: 'open', label: 'Open', kind: 'number' },
        { id: 'closed', label: 'Closed', kind: 'number' },
        { id: 'won', label: 'Won', kind: 'number' },
        { id: 'rate', label: 'Win rate', kind: 'percent' },
        { id: 'low', label: 'At least', kind: 'percent' },
        { id: 'high', label: 'At most', kind: 'percent' },
      ],
      rows:
        outcomes.length === 0
          ? []
          : rated.map(({ label, rate, low, high, ...numbers }): Row => ({
              cells: {
                group: label,
                ...numbers,
                rate,
                low: rate === null ? null : low,
                high: rate === null ? null : high,
              },
            })),
      empty: 'There is no deal yet.',
    },
  }
}
