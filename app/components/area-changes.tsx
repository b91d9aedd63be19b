import { pointsInWords } from '#app/domain/quiz/points.ts'
import { ColumnHeads } from './column-heads.tsx'

interface Change {
  before: number
  after: number
}

export interface AreaChangesProps {
  /** Of the assessment before, in words. */
  day: string
  total: Change
  areas: readonly (Change & { id: string; name: string })[]
}

/** The score and its areas, then and now. */
export function AreaChanges({ day, total, areas }: AreaChangesProps) {
  return (
    <>
      <p>
        On {day} the score was {total.before}. {inWords(total)}
      </p>
      <table className="last-time-areas">
        <ColumnHeads names={['Area', 'Then', 'Now', 'Change']} />
        <tbody>
          {areas.map(({ id, name, before, after }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td>{before}</td>
              <td>{after}</td>
              <td>{signed(after - before)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function inWords({ before, after }: Change): string {
  if (after === before) return 'It is the same now.'
  return `Now it is ${pointsInWords(Math.abs(after - before))} ${after > before ? 'higher' : 'lower'}.`
}

/** With a real minus sign. */
export function signed(points: number): string {
  if (points === 0) return '0'
  return points > 0 ? `+${points}` : `−${-points}`
}
