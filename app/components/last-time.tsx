import { useMessages } from './mount.tsx'
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
  const {
    results: { lastTime: t },
  } = useMessages()
  return (
    <section className="last-time" aria-labelledby="last-time-title">
      <h2 id="last-time-title">{t.title}</h2>
      {props.kind === 'compared' ? (
        <Compared {...props} />
      ) : (
        <p>{t.otherQuestions(props.day, props.score)}</p>
      )}
    </section>
  )
}

function Compared({ answers, ...changes }: Extract<LastTimeProps, { kind: 'compared' }>) {
  const {
    results: { lastTime: t },
  } = useMessages()
  return (
    <>
      <AreaChanges {...changes} />
      {answers === null && <p className="muted">{t.formerQuestions}</p>}
      {answers?.length === 0 && <p className="muted">{t.unchanged}</p>}
      {answers && answers.length > 0 && (
        <details className="effects">
          <summary>{t.changed(answers.length)}</summary>
          <ul className="effect-list">
            {answers.map(({ id, title, before, after, points }) => (
              <li key={id} className="effect">
                <div>
                  <h3>{title}</h3>
                  <p className="muted">{t.then(before)}</p>
                  <p>{t.now(after)}</p>
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
