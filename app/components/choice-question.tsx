import { FieldMessages, describedBy } from './field-messages.tsx'

export interface ShownQuestion {
  /** Also the name of the form field. */
  id: string
  prompt: string
  hint?: string
  /** In the order A to E. */
  choices: readonly { value: string; label: string }[]
}

export interface ChoiceQuestionProps {
  question: ShownQuestion
  number: number
  answer?: string
  error?: string
  /** Where there is room for one question only, this one is shown first. */
  current?: boolean
}

/** The id of the control that an error summary should send people to. */
export function firstChoiceId(question: ShownQuestion): string {
  return `${question.id}-${question.choices[0]?.value ?? 'A'}`
}

/** One question: a fieldset of radios, each labelled with the full text of its choice. */
export function ChoiceQuestion({ question, number, answer, error, current }: ChoiceQuestionProps) {
  const { id, prompt, hint, choices } = question
  return (
    <fieldset
      className={error ? 'question has-error' : 'question'}
      id={id}
      aria-describedby={describedBy({ id, hint, error })}
      data-question={id}
      data-panel=""
      data-current={current ? '' : undefined}
    >
      <legend>
        <h2 className="question-prompt">
          <span className="question-number">{number}</span> <span>{prompt}</span>
        </h2>
      </legend>
      <FieldMessages id={id} hint={hint} error={error} />
      <div className="choices">
        {choices.map(({ value, label }) => (
          <div className="choice" key={value}>
            <input
              type="radio"
              id={`${id}-${value}`}
              name={id}
              value={value}
              defaultChecked={answer === value}
              aria-describedby={describedBy({ id, error })}
              required
            />
            <label htmlFor={`${id}-${value}`}>
              <span className="choice-key" aria-hidden="true">
                {value}
              </span>
              <span className="choice-text">{label}</span>
            </label>
          </div>
        ))}
      </div>
    </fieldset>
  )
}
