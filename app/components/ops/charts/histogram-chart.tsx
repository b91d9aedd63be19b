import { scaleBand, scaleLinear } from 'd3-scale'
import type { ChartOf } from '#app/domain/console/chart.ts'
import { Grid } from './grid.tsx'
import { Picture, percent } from './picture.tsx'

const HEIGHT = 200
const TOP = 20
const FLOOR = 172
/** So many names of bins fit on a narrow screen. */
const NAMES = 5

/** Columns side by side, with a number line below. */
export function HistogramChart({ bins, axis, name, id }: ChartOf<'histogram'> & { id: string }) {
  const across = scaleBand(
    bins.map(({ label }) => label),
    [0, 100],
  ).paddingInner(0.08)
  const up = scaleLinear([0, Math.max(1, ...bins.map(({ value }) => value))], [FLOOR, TOP]).nice(4)
  const every = Math.ceil(bins.length / NAMES)
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
      <line className="chart-floor" x1="0" x2="100%" y1={FLOOR} y2={FLOOR} />
      {bins.map(
        ({ label }, place) =>
          place % every === 0 && (
            <text
              key={label}
              className="chart-axis"
              x={percent(place === 0 ? 0 : across(label)! + across.bandwidth() / 2)}
              y={FLOOR + 20}
              textAnchor={place === 0 ? 'start' : 'middle'}
            >
              {place === 0 ? `${label} ${axis}` : label}
            </text>
          ),
      )}
    </Picture>
  )
}
