import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import type { ChartOf } from '#app/domain/console/chart.ts'
import { Grid, GridNumbers } from './grid.tsx'
import { Legend, Picture, percent } from './picture.tsx'

const HEIGHT = 230
const TOP = 20
const FLOOR = 202

/** A line a series over days. They differ in their dashes too, for whom colours do not help. */
export function TrendChart({ days, series, name, id }: ChartOf<'trend'> & { id: string }) {
  const most = Math.max(1, ...series.flatMap(({ values }) => values))
  const up = scaleLinear([0, most], [FLOOR, TOP]).nice(4)
  const across = scaleLinear([0, days.length - 1], [0, 100])
  const draw = line<number>(
    (_, place) => across(place),
    (value) => up(value),
  ).digits(2)
  const middle = Math.floor((days.length - 1) / 2)
  return (
    <>
      <Picture id={id} name={name} height={HEIGHT}>
        <Grid up={up} />
        <line className="chart-floor" x1="0" x2="100%" y1={FLOOR} y2={FLOOR} />
        {/* Stretched to the width that there is, which no path can say in percent. */}
        <svg
          width="100%"
          height={HEIGHT}
          viewBox={`0 0 100 ${HEIGHT}`}
          preserveAspectRatio="none"
          overflow="visible"
        >
          {series.map(({ label, values }, place) => (
            <path
              key={label}
              className={`chart-line chart-line-${place}`}
              d={draw(values) ?? undefined}
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </svg>
        <GridNumbers up={up} />
        <text className="chart-axis" x="0" y={HEIGHT - 8}>
          {days[0]}
        </text>
        {days.length > 6 && (
          <text
            className="chart-axis chart-axis-middle"
            x={percent(across(middle))}
            y={HEIGHT - 8}
            textAnchor="middle"
          >
            {days[middle]}
          </text>
        )}
        <text className="chart-axis" x="100%" y={HEIGHT - 8} textAnchor="end">
          {days.at(-1)}
        </text>
      </Picture>
      <Legend entries={series.map(({ label }, place) => ({ label, className: `chart-key-${place}` }))} />
    </>
  )
}
