import { AreaChanges, type AreaChangesProps, signed } from './area-changes.tsx'

export type LastTimeProps =
  | { kind: 'other_questions'; day: string; score: number }
  | (AreaChangesProps & {
      kind: 'compared'
      /** What was answered differently; null where the questions' words are not known any more. */
      answers: readonly { id: string; title: string; before: string; after: string; points: number }[] | null
    })

/** What has changed since the assessment before. */
export function LastTime(props: LastTimeProps) {
  return (
    <section className="last-time" aria-labelledby="last-time-title">
      <h2 id="last-time-title">Since last time</h2>
      {props.kind === 'compared' ? (
        <Compared {...props} />
      ) : (
        <p>
          On {props.day} the score was {props.score}. The questions have changed since, so the two results
          cannot be compared.
        </p>
      )}
    </section>
  )
}

function Compared({ answers, ...changes }: Extract<LastTimeProps, { kind: 'compared' }>) {
  return (
    <>
      <AreaChanges {...changes} />
      {answers === null && (
        <p className="muted">
          Both answered a former version of the questions, so their answers are not shown beside each other.
        </p>
      )}
      {answers?.length === 0 && <p className="muted">Every question was answered as before.</p>}
      {answers && answers.length > 0 && (
        <details className="effects">
          <summary>
            {answers.length === 1 ? 'One answer has changed' : `${answers.length} answers have changed`}
          </summary>
          <ul className="effect-list">
            {answers.map(({ id, title, before, after, points }) => (
              <li key={id} className="effect">
                <div>
                  <h3>{title}</h3>
                  <p className="muted">Then: {before}</p>
                  <p>Now: {after}</p>
                </div>
                <p className="effect-points">
                  <strong>{signed(points)}</strong>
                </p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
