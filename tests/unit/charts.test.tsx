import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ConsoleChart } from '#app/components/ops/charts/chart.tsx'
import type { Chart } from '#app/domain/console/chart.ts'

const draw = (chart: Chart) => renderToStaticMarkup(<ConsoleChart chart={chart} id="picture" />)
const attributes = (picture: string, of: RegExp) => [...picture.matchAll(of)].map(([, value]) => value)

const trend = (values: number[]): Chart => ({
  kind: 'trend',
  name: 'Leads',
  days: values.map((_, day) => `day ${day + 1}`),
  series: [{ label: 'leads', values }],
})

test('a trend goes from edge to edge, below a round number that is no less than its most', () => {
  const picture = draw(trend([0, 9, 18]))
  expect(attributes(picture, / d="(.*?)"/g)).toEqual(['M0,202L50,120.1L100,38.2'])
  expect(attributes(picture, /class="chart-axis chart-over"[^>]*>(\d+)/g)).toEqual(['5', '10', '15', '20'])
})

test('a trend of one day is a dot in the middle', () => {
  expect(attributes(draw(trend([1])), / d="(.*?)"/g)).toEqual(['M50,20Z'])
})

test('columns share the width with gaps between them alone', () => {
  const bins = [3, 1].map((value, place) => ({ label: `${place}`, value }))
  const picture = draw({ kind: 'histogram', name: 'Scores', bins, axis: { least: 0, most: 100 } })
  const [first, second] = attributes(picture, /chart-fill" x="(.*?)%"/g).map(Number)
  const [width] = attributes(picture, /width="([\d.]+)%" height="\d+(?:\.\d+)?">/g).map(Number)
  expect(first).toBe(0)
  expect(second! + width!).toBeCloseTo(100, 2)
  expect(second).toBeGreaterThan(width!)
})

test('parts of a row lie one after the other and fill it; an empty row shows none', () => {
  const rows = [
    { label: 'some', counts: [1, 3] },
    { label: 'none', counts: [0, 0] },
  ]
  const picture = draw({ kind: 'parts', name: 'Answers', parts: ['yes', 'no'], rows })
  expect(attributes(picture, /chart-part-\d" (x=".*?" y=".*?" width=".*?")/g)).toEqual([
    'x="0%" y="23" width="25%"',
    'x="25%" y="23" width="75%"',
    'x="0%" y="67" width="0%"',
    'x="0%" y="67" width="0%"',
  ])
})
