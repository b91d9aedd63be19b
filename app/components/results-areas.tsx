import { useMessages } from './mount.tsx'
import type { AnswerEffect } from '#app/domain/quiz/answer-effects.ts'
import type { WhatIf as WhatIfProps } from '#app/domain/quiz/what-if.ts'
import { AnswerEffects } from './answer-effects.tsx'
import { AreaScores, type AreaScore } from './area-scores.tsx'
import { WhatIfTable } from './what-if.tsx'

export interface ResultsAreasProps {
  title: string
  areas: readonly AreaScore[]
  /** By area; null where the questions have changed since, and their words are not known any more. */
  answers: Readonly<Record<string, readonly AnswerEffect[]>> | null
  /** Absent where nothing can be tried. */
  whatIf?: WhatIfProps
}

/** The areas, what each answer did to them, and what the score would be with some of it fixed. */
export function ResultsAreas({ title, areas, answers, whatIf }: ResultsAreasProps) {
  const { results: t } = useMessages()
  const ticked = whatIf && (whatIf.chosen?.ids ?? [])
  const gaps = Object.values(answers ?? {}).some((list) => list.some(({ gain }) => gain > 0))
  const scores = (
    <AreaScores areas={areas}>
      {({ id }) => answers?.[id] && <AnswerEffects answers={answers[id]} ticked={ticked} />}
    </AreaScores>
  )
  return (
    <section className="results-areas" aria-labelledby="areas-title">
      <h2 id="areas-title">{title}</h2>
      <p className="muted">{answers ? t.openAreas : t.otherQuestions}</p>
      {whatIf && <WhatIfTable {...whatIf} />}
      {whatIf && gaps ? (
        <form className="what-if-form" method="get" action="#what-if">
          {scores}
          <p>
            <button className="button button-quiet" type="submit">
              {t.tryFixes}
            </button>
          </p>
        </form>
      ) : (
        scores
      )}
    </section>
  )
}
