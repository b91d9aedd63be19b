import { useMessages } from './mount.tsx'
import type { Messages } from '#app/words/messages.ts'
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
  const {
    results: { lastTime: t },
  } = useMessages()
  return (
    <>
      <p>
        {t.before(day, total.before)} {describeChange(total, t)}
      </p>
      <table className="last-time-areas">
        <ColumnHeads names={t.heads} />
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

function describeChange({ before, after }: Change, t: Messages['results']['lastTime']): string {
  if (after === before) return t.same
  return after > before ? t.higher(after - before) : t.lower(before - after)
}

/** With a real minus sign. */
export function signed(points: number): string {
  if (points === 0) return '0'
  return points > 0 ? `+${points}` : `−${-points}`
}
