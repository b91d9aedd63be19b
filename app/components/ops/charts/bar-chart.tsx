import type { ChartOf } from '#app/domain/console/chart.ts'
import { Legend, Picture, percent } from './picture.tsx'
import { scaleOf } from './scale.ts'

const ROW = 44
const BAR = 14
const TEXT_BASE = 16
const BAR_TOP = 23

/** Bars one below the other, each under its name. */
export function BarChart({ bars, most: given, markLabel, name, id }: ChartOf<'bars'> & { id: string }) {
  const height = bars.length * ROW
  const most = given ?? Math.max(...bars.map(({ value, mark = 0 }) => Math.max(value, mark)))
  const across = scaleOf([0, most || 1], [0, 100])
  return (
    <>
      <Picture id={id} name={name} height={height}>
        {bars.map(({ label, value, text, mark }, place) => {
          const top = place * ROW
          return (
            <g key={label}>
              <text className="chart-text" y={top + TEXT_BASE}>
                {label}
              </text>
              <text className="chart-number" x="100%" y={top + TEXT_BASE} textAnchor="end">
                {text}
              </text>
              <rect className="chart-track" y={top + BAR_TOP} width="100%" height={BAR} rx="3" />
              <rect
                className="chart-fill"
                y={top + BAR_TOP}
                width={percent(across(value))}
                height={BAR}
                rx="3"
              />
              {mark !== undefined && mark > 0 && (
                <line
                  className="chart-mark"
                  x1={percent(Math.min(across(mark), 99.8))}
                  x2={percent(Math.min(across(mark), 99.8))}
                  y1={top + BAR_TOP - 3}
                  y2={top + BAR_TOP + BAR + 3}
                />
              )}
            </g>
          )
        })}
      </Picture>
      {markLabel !== undefined && (
        <Legend entries={[{ label: `The line: ${markLabel}`, className: 'chart-mark-key' }]} />
      )}
    </>
  )
}
