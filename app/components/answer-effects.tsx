import { useMessages } from './mount.tsx'
import type { AnswerEffect } from '#app/domain/quiz/answer-effects.ts'
import { FIX } from './what-if.tsx'

export interface AnswerEffectsProps {
  answers: readonly AnswerEffect[]
  /** Those that are ticked to be fixed; absent where nothing can be tried. */
  ticked?: readonly string[]
}

/** What each answer of an area brought, and what it cost; a field of the form around it says what if it were fixed. */
export function AnswerEffects({ answers, ticked }: AnswerEffectsProps) {
  const { results: t } = useMessages()
  const lost = answers.filter(({ gain }) => gain > 0).length
  return (
    <details className="effects" open={answers.some(({ id }) => ticked?.includes(id))}>
      <summary>{t.answers(answers.length, lost)}</summary>
      <ul className="effect-list">
        {answers.map(({ id, title, answer, gained, most, gain }) => (
          <li key={id} className="effect">
            <div>
              <h3>{title}</h3>
              <p>{answer}</p>
            </div>
            <p className="effect-points">
              <strong>{gained}</strong> {t.of(most)}
            </p>
            {ticked && gain > 0 && (
              <p className="effect-fix">
                <input
                  type="checkbox"
                  id={`fix-${id}`}
                  name={FIX}
                  value={id}
                  defaultChecked={ticked.includes(id)}
                />
                <label htmlFor={`fix-${id}`}>
                  {t.fix}
                  <span className="visually-hidden">: {title}</span> (+{gain})
                </label>
              </p>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
