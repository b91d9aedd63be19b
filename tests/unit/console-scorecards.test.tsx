import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Filters } from '#app/components/ops/filters.tsx'
import { qualitySection } from '#app/services/console/quality-section.server.ts'
import { QUICK_CHECK } from '#tests/factories/quiz.ts'

const categoriesOf = (category: 'crisis' | 'builder') => {
  const rows = [{ quality: 'basic' as const, category, n: 1 }]
  return qualitySection(QUICK_CHECK, rows, 100, () => '/ops/leads').table?.rows.map(
    ({ cells }) => cells.category,
  )
}

test('leads are listed by the categories of their scorecard alone, and by a former one that somebody is in', () => {
  const [champion, riskZone, crisis] = QUICK_CHECK.categories.map(({ name }) => name)
  expect(categoriesOf('crisis')).toEqual([champion, riskZone, crisis])
  expect(categoriesOf('builder')).toEqual([champion, 'builder', riskZone, crisis])
})

test('a page that is always of one scorecard does not offer any of them', () => {
  const field = { name: 'scorecard', label: 'Scorecard', kind: 'select' as const, value: 'a' }
  const options = [{ value: 'a', label: 'a' }]
  const html = (required: boolean) =>
    renderToStaticMarkup(<Filters path="/ops/results" fields={[{ ...field, required, options }]} />)
  expect(html(true)).not.toContain('any')
  expect(html(false)).toContain('<option value="">any</option>')
})
