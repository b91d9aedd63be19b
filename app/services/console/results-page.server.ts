import {
  type Histograms,
  histogramsPart,
  qualitiesPart,
  quizVersionsPart,
  type CountedQuiz,
} from '#app/data/console/histograms.server.ts'
import { COUNTED } from '#app/data/console/queue-figures.server.ts'
import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import { DEFAULT_LANGUAGE } from '#app/domain/language/languages.ts'
import { nameRule } from '#app/domain/console/filter-rules.ts'
import { type Counts, meanOf, quantile, totalOf } from '#app/domain/console/histogram.ts'
import { type LeadsOf, leadsAddress } from '#app/domain/console/lead-filters.ts'
import {
  PERIOD_AHEAD,
  PERIOD_FILTERS,
  type Period,
  periodFields,
  periodInWords,
  readPeriod,
  shown,
} from '#app/domain/console/period.ts'
import type { Figure, PageView, Section } from '#app/domain/console/page-view.ts'
import { readQuery } from '#app/domain/console/query.ts'
import { MINUTE } from '#app/domain/duration.ts'
import { findQuiz } from '#app/content/scorecards.ts'
import type { Quiz } from '#app/domain/quiz/quiz.ts'
import { qualitySection } from './quality-section.server.ts'
import type { ShowPage } from './console-page.server.ts'
import { answersSection, hardestSection, lostSection } from './question-sections.server.ts'
import { scorecardField } from './scorecard-filter.server.ts'
import { areaSections, scoreSection } from './score-sections.server.ts'

/** Below so many results a picture of them shows little. */
const FEW = 10
const LONGEST_MINUTES = 120

/** What visitors' results say, of one quiz version. */
export const showResults: ShowPage = async (read, { params, now }) => {
  const { values, errors } = readQuery(params, {
    ...PERIOD_FILTERS,
    scorecard: nameRule,
    version: nameRule,
  })
  const period = readPeriod(values, now)
  if (!period) errors.push(PERIOD_AHEAD)
  const quiz = findQuiz({
    scorecard: values.scorecard ?? DEFAULT_SCORECARD,
    language: DEFAULT_LANGUAGE,
  })
  const { scorecard } = quiz
  const version = values.version ?? quiz.version
  const asked = { scorecard, version }
  const view = { title: 'Results', errors }
  if (errors.length > 0 || !period)
    return {
      ...view,
      filters: fieldsOf(params, quiz, [version]),
      lead: 'Nothing is shown before the filters can be read.',
      sections: [],
    }
  const rows = await read({
    histograms: histogramsPart(period.range, asked),
    versions: quizVersionsPart(period.range, scorecard),
    qualities: qualitiesPart(period.range, asked),
  })
  const { scores, answers, minutes } = rows.histograms[0]!
  const leadsOf = listOf(period, asked)
  return {
    ...view,
    filters: fieldsOf(params, quiz, [version, ...rows.versions.map((row) => row.version)]),
    lead: `Results of visitors who began on ${periodInWords(period)} (UTC), with version ${version} of the questions of ${scorecard}. Every filter applies to every figure.`,
    sections: [
      summarySection(scores, minutes, leadsOf),
      qualitySection(quiz, rows.qualities, COUNTED, leadsOf),
      scoreSection(scores.total ?? {}, leadsOf),
      ...areaSections(quiz, scores),
      lostSection(quiz, answers, version),
      hardestSection(quiz, answers, version),
      answersSection(quiz, answers, version),
    ],
  } satisfies PageView
}

const listOf =
  ({ range }: Period, quiz: CountedQuiz): LeadsOf =>
  (filters) =>
    leadsAddress({ traffic: 'visitor', ...range, ...quiz, ...filters })

function fieldsOf(params: URLSearchParams, quiz: Quiz, versions: readonly string[]) {
  const options = [...new Set(versions)].map((value) => ({ value, label: value }))
  const value = shown(params, 'version') || quiz.version
  return [
    ...periodFields(params),
    { ...scorecardField(params), value: quiz.scorecard, required: true },
    { name: 'version', label: 'Quiz version', kind: 'select' as const, value, required: true, options },
  ]
}

function summarySection(scores: Histograms['scores'], minutes: Counts, leadsOf: LeadsOf): Section {
  const total = scores.total ?? {}
  const results = totalOf(total)
  const mean = meanOf(total)
  const timed = totalOf(minutes)
  const text =
    results === 0
      ? 'Nobody who began in these days has a result with this version: ask for more days, or for another version.'
      : results < FEW
        ? `Fewer than ${FEW} results: they say little about anybody else.`
        : undefined
  const figures: Figure[] = [
    {
      id: 'results',
      label: 'Results',
      value: results,
      definition:
        'Completed assessments. The list goes by the day of the result, and forgets who was erased.',
      href: leadsOf({}),
    },
    {
      id: 'mean',
      label: 'Mean score',
      value: mean === null ? null : Math.round(mean * 10) / 10,
      definition: `The sum of the scores, 0 to 100, over ${results} results.`,
      href: '#scores',
    },
    {
      id: 'median',
      label: 'Median score',
      value: quantile(total, 0.5),
      definition: 'Half of the results have this score or less.',
      href: '#scores',
    },
    timeFigure('medianTime', 'Time to complete, median', quantile(minutes, 0.5), `Half of ${timed}`),
    timeFigure('p90Time', 'Time to complete, nine of ten', quantile(minutes, 0.9), `Nine in ten of ${timed}`),
  ]
  return { id: 'summary', title: 'In short', ...(text !== undefined && { text }), figures }
}

function timeFigure(id: string, label: string, minutes: number | null, who: string): Figure {
  return {
    id,
    label,
    value: minutes === null ? null : minutes * MINUTE,
    kind: 'duration',
    capped: minutes === LONGEST_MINUTES,
    definition: `${who} assessments took so many whole minutes from start to result, or fewer; two hours and more are one.`,
  }
}
