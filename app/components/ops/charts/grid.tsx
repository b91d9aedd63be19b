import { formatValue } from '#app/domain/console/format.ts'
import { type Scale, TICKS } from './scale.ts'

interface GridProps {
  up: Scale
}

const linesOf = (up: GridProps['up']) => up.ticks(TICKS).filter((tick) => tick > 0 && Number.isInteger(tick))

/** Lines at round numbers, below what is drawn. */
export function Grid({ up }: GridProps) {
  return linesOf(up).map((tick) => (
    <line key={tick} className="chart-grid" x1="0" x2="100%" y1={up(tick)} y2={up(tick)} />
  ))
}

/** Their numbers, above what is drawn. */
export function GridNumbers({ up }: GridProps) {
  return linesOf(up).map((tick) => (
    <text key={tick} className="chart-axis chart-over" y={up(tick) - 4}>
      {formatValue(tick)}
    </text>
  ))
}
