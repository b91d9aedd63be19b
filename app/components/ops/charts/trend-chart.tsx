import type { ChartOf } from '#app/domain/console/chart.ts'
import { Grid, GridNumbers } from './grid.tsx'
import { Legend, Picture, percent } from './picture.tsx'
import { scaleOf, scaleUpTo } from './scale.ts'

const HEIGHT = 230
const TOP = 20
const FLOOR = 202

const round = (position: number) => Math.round(position * 100) / 100

/** A line a series over days. They differ in their dashes too, for whom colours do not help. */
export function TrendChart({ days, series, name, id }: ChartOf<'trend'> & { id: string }) {
  const most = Math.max(1, ...series.flatMap(({ values }) => values))
  const up = scaleUpTo(most, [FLOOR, TOP])
  const across = scaleOf([0, days.length - 1], [0, 100])
  // A single day is a dot: closed, a path without length is drawn too.
  const draw = (values: readonly number[]) =>
    `M${values.map((value, day) => `${round(across(day))},${round(up(value))}`).join('L')}${values.length > 1 ? '' : 'Z'}`
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
              d={draw(values)}
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
