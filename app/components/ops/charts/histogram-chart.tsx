import type { ChartOf } from '#app/domain/console/chart.ts'
import { Grid, GridNumbers } from './grid.tsx'
import { Picture, percent } from './picture.tsx'
import { TICKS, scaleOf, scaleUpTo } from './scale.ts'

const HEIGHT = 200
const TOP = 20
const FLOOR = 172
/** Between two columns, as a part of the way from one to the next. */
const GAP = 0.08

/** Columns side by side, with a number line below. */
export function HistogramChart({ bins, axis, name, id }: ChartOf<'histogram'> & { id: string }) {
  const step = 100 / (bins.length - GAP)
  const up = scaleUpTo(Math.max(1, ...bins.map(({ value }) => value)), [FLOOR, TOP])
  const along = scaleOf([axis.least, axis.most], [0, 100])
  return (
    <Picture id={id} name={name} height={HEIGHT}>
      <Grid up={up} />
      {bins.map(({ label, value }, place) => (
        <rect
          key={label}
          className="chart-fill"
          x={percent(place * step)}
          y={up(value)}
          width={percent(step * (1 - GAP))}
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
