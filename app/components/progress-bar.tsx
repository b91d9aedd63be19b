import { type Pace, minutesFor } from '#app/domain/quiz/time-left.ts'
import { useMessages } from './mount.tsx'

export interface ProgressBarProps {
  /** 1-based. */
  step: number
  stepNames: readonly string[]
  /** of this step's questions, those without an answer */
  questionsOpen: number
  questionsInStep: number
  /** those of the steps after it */
  questionsAfter: number
  /** of the whole assessment */
  whole: Pace
}

/** Where the prospect is, and how much is left: one item a step. */
export function ProgressBar(props: ProgressBarProps) {
  const { steps: t } = useMessages()
  const { step, stepNames, questionsOpen, questionsInStep, questionsAfter, whole } = props
  // For the script, by the number of questions of this step that have no answer.
  const words = Array.from({ length: questionsInStep + 1 }, (_, open) => {
    const left = questionsAfter + open
    return left === 0 ? t.allAnswered : t.left(left, minutesFor(left, whole))
  })
  return (
    <div className="progress">
      <p className="progress-text">
        <strong>{t.place(step, stepNames.length)}</strong>{' '}
        <span data-left={words.join('|')}>{words[questionsOpen]}</span>
      </p>
      <ol className="progress-track" aria-label={t.steps}>
        {stepNames.map((stepName, index) => (
          <li
            key={stepName}
            className={`progress-segment ${segmentState(index + 1, step)}`}
            aria-current={index + 1 === step ? 'step' : undefined}
          >
            <span className="progress-name">
              {stepName}
              {index + 1 < step && <span className="visually-hidden"> ({t.done})</span>}
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}

function segmentState(segment: number, step: number): 'is-done' | 'is-current' | 'is-ahead' {
  if (segment < step) return 'is-done'
  return segment === step ? 'is-current' : 'is-ahead'
}
