import { useMessages } from './mount.tsx'
import { wholePoints } from '#app/domain/quiz/points.ts'
import type { SampleResult } from '#app/domain/quiz/sample-result.ts'
import { AreaScores } from './area-scores.tsx'
import { ScoreGauge } from './score-gauge.tsx'

export type LandingSampleProps = SampleResult

/** A result as the product shows it, in the first view. */
export function LandingSample({ score, category, categoryName, limits, areas }: LandingSampleProps) {
  const { landing: t } = useMessages()
  return (
    <figure className="card sample">
      <ScoreGauge score={score} label={categoryName} category={category} limits={limits} />
      <AreaScores areas={areas} />
      <figcaption>{t.sample}</figcaption>
    </figure>
  )
}

/** What that result advises: the first step in full, and what the next would gain. */
export function LandingAdvice({ recommendations }: Pick<LandingSampleProps, 'recommendations'>) {
  const { landing: t } = useMessages()
  return (
    <section className="band split" aria-labelledby="advice-title">
      <div>
        <h2 id="advice-title">{t.advice}</h2>
        <p className="muted">{t.adviceText}</p>
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
