export interface ProgressBarProps {
  /** 1-based. */
  step: number
  stepNames: readonly string[]
}

/** Where the prospect is: one segment a step, announced as "Step 2 of 4: ...". */
export function ProgressBar({ step, stepNames }: ProgressBarProps) {
  const total = stepNames.length
  const name = stepNames[step - 1] ?? ''
  return (
    <div className="progress">
      <p className="progress-text" aria-hidden="true">
        <strong>
          Step {step} of {total}
        </strong>
      </p>
      <div
        className="progress-track"
        role="progressbar"
        aria-label="Assessment progress"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={step}
        aria-valuetext={`Step ${step} of ${total}: ${name}`}
      >
        {stepNames.map((stepName, index) => (
          <span key={stepName} className={`progress-segment ${segmentState(index + 1, step)}`}>
            <span className="progress-name">{stepName}</span>
          </span>
        ))}
      </div>
    </div>
  )
}

function segmentState(segment: number, step: number): 'is-done' | 'is-current' | 'is-ahead' {
  if (segment < step) return 'is-done'
  return segment === step ? 'is-current' : 'is-ahead'
}
