import type { QualityRow } from '#app/data/console/histograms.server.ts'
import type { LeadsOf } from '#app/domain/console/lead-filters.ts'
import { type Section, capped } from '#app/domain/console/page-view.ts'
import { LEAD_QUALITIES } from '#app/domain/lead/quality.ts'
import { type Quiz, findCategory } from '#app/domain/quiz/quiz.ts'
import { CATEGORY_IDS, type CategoryId } from '#app/domain/quiz/structure.ts'

export const QUALITIES = {
  basic: { label: 'Basic', definition: 'Without a name and company, or without an address.' },
  enhanced: { label: 'Enhanced', definition: 'With name and company.' },
  executive_briefing_qualified: {
    label: 'Qualified for a briefing',
    definition: 'With name and company, and a phone number or a score below 60.',
  },
} as const

/** @param most so many of the newest are counted, and one more where there are more */
export function qualitySection(
  quiz: Quiz,
  rows: readonly QualityRow[],
  most: number,
  leadsOf: LeadsOf,
): Section {
  const count = (wanted: Partial<Omit<QualityRow, 'n'>>) =>
    rows
      .filter(({ quality }) => wanted.quality === undefined || wanted.quality === quality)
      .filter(({ category }) => wanted.category === undefined || wanted.category === category)
      .reduce((sum, { n }) => sum + n, 0)
  const newest = count({}) > most ? `; the newest ${most.toLocaleString('en')} of them` : ''
  // A former version may have had others.
  const categories = CATEGORY_IDS.filter((id) => findCategory(quiz, id) || count({ category: id }) > 0)
  const cells = (category: CategoryId) => ({
    category: findCategory(quiz, category)?.name ?? category,
    ...Object.fromEntries(LEAD_QUALITIES.map((quality) => [quality, count({ quality, category })])),
    all: count({ category }),
  })
  return {
    id: 'quality',
    title: 'Leads by quality and category',
    text: `Of the assessments with a result of these days that are on record, by the day of the result${newest}.`,
    figures: LEAD_QUALITIES.map((quality) => ({
      id: quality,
      ...QUALITIES[quality],
      ...capped(count({ quality }), most),
      href: leadsOf({ quality }),
    })),
    table: {
      dense: true,
      caption: 'Leads by category and quality',
      columns: [
        { id: 'category', label: 'Category' },
        ...LEAD_QUALITIES.map((quality) => ({
          id: quality,
          label: QUALITIES[quality].label,
          kind: 'number' as const,
        })),
        { id: 'all', label: 'All', kind: 'number' },
      ],
      rows:
        rows.length === 0
          ? []
          : categories.map((category) => ({ cells: cells(category), href: leadsOf({ category }) })),
      empty: 'There is no result of these days.',
    },
  }
}
