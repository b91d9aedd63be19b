import type { ReactNode } from 'react'

export interface RecommendationItem {
  id: string
  areaName: string
  /** Points that the total would gain; 0 for a strength to keep. */
  gain: number
  title: string
  action: string
}

/** What may be shown before an e-mail is given: never the advice itself. */
export type RecommendationTeaser = Pick<RecommendationItem, 'id' | 'areaName' | 'gain'>

export type RecommendationsProps =
  | { locked: false; items: readonly RecommendationItem[] }
  | { locked: true; items: readonly RecommendationTeaser[]; children: ReactNode }

/** Next steps, most points first. Locked, it names areas and gains, and holds the form that unlocks the rest. */
export function Recommendations(props: RecommendationsProps) {
  return (
    <section
      className={props.locked ? 'recommendations is-locked' : 'recommendations'}
      aria-labelledby="recommendations-title"
    >
      <h2 id="recommendations-title">
        {props.items.some(({ gain }) => gain > 0) ? 'Where to gain the most points' : 'Strengths to keep'}
      </h2>
      {props.locked ? (
        <>
          <p className="recommendations-intro">
            We found {props.items.length} next steps for you, ordered by what each would add to your score.
          </p>
          <ol className="recommendation-list">
            {props.items.map((item) => (
              <li key={item.id} className="recommendation">
                <Gain points={item.gain} />
                <div>
                  <p className="recommendation-area">{item.areaName}</p>
                  <svg className="redacted" width="100%" height="30" aria-hidden="true" focusable="false">
                    <rect width="92%" height="10" rx="5" />
                    <rect width="64%" height="10" y="18" rx="5" />
                  </svg>
                </div>
              </li>
            ))}
          </ol>
          {props.children}
        </>
      ) : (
        <ol className="recommendation-list">
          {props.items.map((item) => (
            <li key={item.id} className="recommendation">
              <Gain points={item.gain} />
              <div>
                <p className="recommendation-area">{item.areaName}</p>
                <h3>{item.title}</h3>
                <p>{item.action}</p>
              </div>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

/** In whole points: a decimal would claim more than 16 answers can say. */
function Gain({ points }: { points: number }) {
  const whole = Math.max(1, Math.round(points))
  return (
    <p className="gain">
      {points === 0 ? (
        <strong>Keep</strong>
      ) : (
        <>
          <strong>+{whole}</strong> <span>{whole === 1 ? 'point' : 'points'}</span>
        </>
      )}
    </p>
  )
}
