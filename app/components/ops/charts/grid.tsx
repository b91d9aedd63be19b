import type { ScaleLinear } from 'd3-scale'
import { formatValue } from '#app/domain/console/format.ts'

const LINES = 4

/** Lines at round numbers, each with its number above it. */
export function Grid({ up }: { up: ScaleLinear<number, number> }) {
  const whole = up.ticks(LINES).filter((tick) => tick > 0 && Number.isInteger(tick))
  return (
    <>
      {whole.map((tick) => (
        <g key={tick}>
          <line className="chart-grid" x1="0" x2="100%" y1={up(tick)} y2={up(tick)} />
          <text className="chart-axis" y={up(tick) - 4}>
            {formatValue(tick)}
          </text>
        </g>
      ))}
    </>
  )
}
