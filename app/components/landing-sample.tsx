import { wholePoints } from '#app/domain/quiz/points.ts'
import type { SampleResult } from '#app/domain/quiz/sample-result.ts'
import { AreaScores } from './area-scores.tsx'
import { ScoreGauge } from './score-gauge.tsx'

export type LandingSampleProps = SampleResult

/** A result as the product shows it, in the first view. */
export function LandingSample({ score, category, categoryName, areas }: LandingSampleProps) {
  return (
    <figure className="card sample">
      <ScoreGauge score={score} label={categoryName} category={category} />
      <AreaScores areas={areas} />
      <figcaption>A sample: made-up answers, scored as yours will be</figcaption>
    </figure>
  )
}

/** What that result advises: the first step in full, and what the next would gain. */
export function LandingAdvice({ recommendations }: Pick<LandingSampleProps, 'recommendations'>) {
  return (
    <section className="band split" aria-labelledby="advice-title">
      <div>
        <h2 id="advice-title">Not only a score: what to do next</h2>
        <p className="muted">
          What the sample result advises. Three to five steps, ordered by the points that each would add. The
          first is free to read; for the others we ask for an e-mail address.
        </p>
      </div>
      <ol className="advice">
        {recommendations.map(({ questionId, areaName, gain, title, action }, index) => (
          <li key={questionId}>
            <p className="advice-gain">{`+${wholePoints(gain)}`}</p>
            <div>
              <p className="muted">{areaName}</p>
              <h3>{title}</h3>
              {index === 0 && <p>{action}</p>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
