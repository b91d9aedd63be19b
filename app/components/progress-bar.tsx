import { leftInWords } from '#app/domain/quiz/time-left.ts'

export interface ProgressBarProps {
  /** 1-based. */
  step: number
  stepNames: readonly string[]
  /** questions of this step and of those after it */
  questionsLeft: number
}

/** Where the prospect is, and how much is left: one item a step. */
export function ProgressBar({ step, stepNames, questionsLeft }: ProgressBarProps) {
  return (
    <div className="progress">
      <p className="progress-text">
        <strong>
          Step {step} of {stepNames.length}
        </strong>{' '}
        {leftInWords(questionsLeft)}
      </p>
      <ol className="progress-track" aria-label="Steps">
        {stepNames.map((stepName, index) => (
          <li
            key={stepName}
            className={`progress-segment ${segmentState(index + 1, step)}`}
            aria-current={index + 1 === step ? 'step' : undefined}
          >
            <span className="progress-name">
              {stepName}
              {index + 1 < step && <span className="visually-hidden"> (done)</span>}
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
