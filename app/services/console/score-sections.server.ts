import type { Histograms } from '#app/data/console/histograms.server.ts'
import { type Counts, binsOf, meanOf, totalOf } from '#app/domain/console/histogram.ts'
import type { LeadsOf } from '#app/domain/console/lead-filters.ts'
import type { Section } from '#app/domain/console/page-view.ts'
import type { Quiz } from '#app/domain/quiz/quiz.ts'

const HIGHEST = 100

export function scoreSection(total: Counts, leadsOf: LeadsOf): Section {
  return histogramSection('scores', 'Scores', total, 5, leadsOf)
}

/** By area, whose names are those of the quiz. */
export function areaSections(quiz: Quiz, scores: Histograms['scores']): Section[] {
  return quiz.areas.map(({ name, breakdownKey }) => ({
    ...histogramSection(`scores-${breakdownKey}`, `Scores: ${name}`, scores[breakdownKey] ?? {}, 10),
    half: true,
  }))
}

function histogramSection(
  id: string,
  title: string,
  counts: Counts,
  width: number,
  leadsOf?: LeadsOf,
): Section {
  const total = totalOf(counts)
  const mean = meanOf(counts)
  const bins = binsOf(counts, width, HIGHEST)
  return {
    id,
    title,
    ...(mean !== null && { text: `The mean is ${mean.toFixed(1)} points, of ${total} results.` }),
    ...(mean !== null && {
      chart: {
        kind: 'histogram',
        name: `${title}: how many of ${total} results have which, the mean being ${mean.toFixed(1)}`,
        axis: { least: 0, most: HIGHEST },
        bins: bins.map(({ from, n }) => ({ label: String(from), value: n })),
      },
    }),
    table: {
      dense: true,
      caption: title,
      columns: [
        { id: 'score', label: 'Score' },
        { id: 'n', label: 'Results', kind: 'number' },
        { id: 'share', label: 'Of all', kind: 'percent' },
      ],
      rows:
        total === 0
          ? []
          : bins.map(({ from, to, n }) => ({
              cells: { score: `${from} to ${to}`, n, share: n / total },
              href: leadsOf?.({ least: String(from), most: String(to) }),
            })),
      empty: 'There is no result.',
    },
  }
}
