import { useMessages } from '#app/components/mount.tsx'
import type { Agreement } from '#app/domain/team/agreement.ts'

export interface ComparedQuestion {
  id: string
  title: string
  areaName: string
  /** How many are on the larger side. */
  together: number
  agreement: Agreement
}

export interface ComparisonProps {
  people: number
  agreed: number
  questionCount: number
  areas: readonly {
    id: string
    name: string
    /** Percent. */
    together: number
    agreed: number
    questions: readonly ComparedQuestion[]
  }[]
  disputed: readonly ComparedQuestion[]
}

/** Where a team agrees and where it does not, by question and by area. */
export function TeamComparisonTable({ people, disputed, areas }: ComparisonProps) {
  const words = useMessages().team.comparison
  return (
    <>
      <section className="results-areas" aria-labelledby="disputed-title">
        <h2 id="disputed-title">{words.disputedTitle}</h2>
        {disputed.length === 0 && <p>{words.none}</p>}
        <ol className="recommendation-list">
          {disputed.map(({ id, title, areaName, together, agreement }) => (
            <li key={id} className="recommendation">
              <p className="gain">
                <strong>{words.split(together, people - together)}</strong>
                <span>{words.agreement[agreement]}</span>
              </p>
              <div>
                <p className="recommendation-area">{areaName}</p>
                <h3>{title}</h3>
              </div>
            </li>
          ))}
        </ol>
      </section>
      <section className="results-areas" aria-labelledby="areas-title">
        <h2 id="areas-title">{words.areasTitle}</h2>
        <p className="muted">{words.areasText}</p>
        <ul className="area-scores">
          {areas.map((area) => (
            <li key={area.id} className="area-score">
              <p className="area-score-text">
                <span>
                  {area.name}{' '}
                  <span className="area-score-weight">
                    {words.agreedIn(area.agreed, area.questions.length)}
                  </span>
                </span>
                <span className="area-score-number">
                  <strong>{area.together}</strong>
                  <span className="muted"> %</span>
                </span>
              </p>
              <svg className="bar-chart" width="100%" height="10" aria-hidden="true" focusable="false">
                <rect className="bar-track" x="0.5" y="0.5" width="99.8%" height="9" rx="4.5" />
                <rect className="bar-fill" width={`${area.together}%`} height="10" rx="5" />
              </svg>
              <Questions people={people} questions={area.questions} />
            </li>
          ))}
        </ul>
        <p className="muted">{words.method}</p>
      </section>
    </>
  )
}

function Questions({ people, questions }: { people: number; questions: readonly ComparedQuestion[] }) {
  const words = useMessages().team.comparison
  return (
    <details className="effects">
      <summary>{words.allQuestions(questions.length)}</summary>
      <ul className="effect-list">
        {questions.map(({ id, title, together, agreement }) => (
          <li key={id} className="effect">
            <div>
              <h3>{title}</h3>
              <p>{words.agreement[agreement]}</p>
            </div>
            <p className="effect-points">
              <strong>{words.split(together, people - together)}</strong>
            </p>
          </li>
        ))}
      </ul>
    </details>
  )
}
