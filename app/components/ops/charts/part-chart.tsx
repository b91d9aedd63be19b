import type { ChartOf } from '#app/domain/console/chart.ts'
import { Legend, Picture, percent } from './picture.tsx'
import { scaleOf } from './scale.ts'

const ROW = 44
const BAR = 16
const TEXT_BASE = 16
const BAR_TOP = 23

/** Each row is a whole in the same parts, in the same order. */
export function PartChart({ parts, rows, name, id }: ChartOf<'parts'> & { id: string }) {
  return (
    <>
      <Picture id={id} name={name} height={rows.length * ROW}>
        {rows.map(({ label, counts }, place) => {
          const top = place * ROW
          const ends = counts.map((_, last) => counts.slice(0, last + 1).reduce((sum, n) => sum + n, 0))
          const across = scaleOf([0, ends.at(-1) || 1], [0, 100])
          return (
            <g key={label}>
              <text className="chart-text" y={top + TEXT_BASE}>
                {label}
              </text>
              {counts.map((count, part) => (
                <rect
                  key={parts[part]}
                  className={`chart-part chart-part-${part}`}
                  x={percent(across(ends[part]! - count))}
                  y={top + BAR_TOP}
                  width={percent(across(count))}
                  height={BAR}
                />
              ))}
            </g>
          )
        })}
      </Picture>
      <Legend entries={parts.map((label, part) => ({ label, className: `chart-part chart-part-${part}` }))} />
    </>
  )
}
