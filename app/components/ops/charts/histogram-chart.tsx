import { scaleBand, scaleLinear } from 'd3-scale'
import type { ChartOf } from '#app/domain/console/chart.ts'
import { Grid, GridNumbers } from './grid.tsx'
import { Picture, percent } from './picture.tsx'

const HEIGHT = 200
const TOP = 20
const FLOOR = 172
const TICKS = 4

/** Columns side by side, with a number line below. */
export function HistogramChart({ bins, axis, name, id }: ChartOf<'histogram'> & { id: string }) {
  const across = scaleBand(
    bins.map(({ label }) => label),
    [0, 100],
  ).paddingInner(0.08)
  const up = scaleLinear([0, Math.max(1, ...bins.map(({ value }) => value))], [FLOOR, TOP]).nice(4)
  const along = scaleLinear([axis.least, axis.most], [0, 100])
  return (
    <Picture id={id} name={name} height={HEIGHT}>
      <Grid up={up} />
      {bins.map(({ label, value }) => (
        <rect
          key={label}
          className="chart-fill"
          x={percent(across(label)!)}
          y={up(value)}
          width={percent(across.bandwidth())}
          height={FLOOR - up(value)}
        />
      ))}
      <GridNumbers up={up} />
      <line className="chart-floor" x1="0" x2="100%" y1={FLOOR} y2={FLOOR} />
      {along.ticks(TICKS).map((tick) => (
        <text
          key={tick}
          className="chart-axis"
          x={percent(along(tick))}
          y={FLOOR + 20}
          textAnchor={tick === axis.least ? 'start' : tick === axis.most ? 'end' : 'middle'}
        >
          {tick}
        </text>
      ))}
    </Picture>
  )
}
