import type { Chart } from '#app/domain/console/chart.ts'
import { BarChart } from './bar-chart.tsx'
import { HistogramChart } from './histogram-chart.tsx'
import { PartChart } from './part-chart.tsx'
import { TrendChart } from './trend-chart.tsx'

/** A picture with a name. What it shows is in the table that follows it. */
export function ConsoleChart({ chart, id }: { chart: Chart; id: string }) {
  return <figure className="ops-chart">{draw(chart, `${id}-chart`)}</figure>
}

function draw(chart: Chart, id: string) {
  switch (chart.kind) {
    case 'bars':
      return <BarChart {...chart} id={id} />
    case 'parts':
      return <PartChart {...chart} id={id} />
    case 'trend':
      return <TrendChart {...chart} id={id} />
    case 'histogram':
      return <HistogramChart {...chart} id={id} />
  }
}
