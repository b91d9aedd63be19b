import { RESULTS_REQUEST } from '#app/domain/lead/consent.ts'
import { ChoiceQuestion, firstChoiceId, type ShownQuestion } from './choice-question.tsx'
import { ConsentField } from './consent-field.tsx'
import { ContactTextField } from './contact-text-field.tsx'
import { ErrorSummary, type FormError } from './error-summary.tsx'
import { HiddenFields } from './hidden-fields.tsx'
import { ProgressBar } from './progress-bar.tsx'

export interface StepFormProps {
  /** 1-based. */
  step: number
  /** The areas' names in the order of the steps. */
  stepNames: readonly string[]
  title: string
  intro: string
  questions: readonly ShownQuestion[]
  /** The number of this step's first question in the whole assessment. */
  firstQuestionNumber: number
  /** of the whole assessment */
  questionCount: number
  /** ShownQuestion id to choice: what was saved or, after an error, what was sent. */
  answers: Readonly<Record<string, string | undefined>>
  /** Field name (question id, `email` or `consent`) to message. */
  errors?: Readonly<Record<string, string | undefined>>
  email?: string
  /** The page shows an address that is stored, so that emptying the field asks for its removal. */
  emailStored?: boolean
  /** Shortened: the address that was given in another browser, and that the results go to. */
  emailElsewhere?: string
  consented?: boolean
  /** The page shows the box ticked because consent is stored: taking the tick away ends it. */
  consentStored?: boolean
  consentText: string
  consentVersion?: string
  /** Without it nothing on the page asks for an address. */
  asksAddress: boolean
  /** The step before; absent on the first. */
  backHref?: string
  /** Opaque and different for every assessment: names it in the form, and unsaved answers in the browser's storage. */
  assessmentKey: string
  /** What a form whose assessment is not known was posted with. */
  postedKey?: string
  /** Set where cookies are blocked: the form says where it goes, and carries the assessment on. */
  carriedOn?: { action: string; hiddenFields: Readonly<Record<string, string>> }
}

/** One step of the assessment: posts to its own URL, field names are the question ids. */
export function StepForm(props: StepFormProps) {
  const { step, stepNames, title, intro, questions, answers, errors = {} } = props
  const isLast = step === stepNames.length
  const answered = questions.filter(({ id }) => answers[id]).length
  return (
    <>
      <ProgressBar
        step={step}
        stepNames={stepNames}
        questionsLeft={props.questionCount - props.firstQuestionNumber + 1}
      />
      <h1>{title}</h1>
      <p className="lead">{intro}</p>
      <ErrorSummary
        title="Please complete this step"
        errors={listErrors(questions, props.firstQuestionNumber, errors)}
      />
      <form
        className="step-form"
        method="post"
        action={props.carriedOn?.action}
        noValidate
        data-step={step}
        data-assessment-key={props.assessmentKey}
      >
        {props.carriedOn && <HiddenFields fields={props.carriedOn.hiddenFields} />}
        <input type="hidden" name="assessment" value={props.assessmentKey || props.postedKey} />
        {questions.map((question, index) => (
          <ChoiceQuestion
            key={question.id}
            question={question}
            number={props.firstQuestionNumber + index}
            answer={answers[question.id]}
            error={errors[question.id]}
          />
        ))}
        {props.asksAddress ? (
          <AddressFields {...props} />
        ) : (
          <input type="hidden" name="address" value="later" />
        )}
        <div className="step-status">
          <p className="answered">
            <span data-answered>{answered}</span> of {questions.length} answered
          </p>
          <p className="save-status" data-save-status>
            Your answers are saved when you continue.
          </p>
          <p className="visually-hidden" role="status" data-save-alert />
        </div>
        <div className="actions">
          <button className="button button-primary" type="submit">
            {isLast ? 'See my results' : 'Continue'}
          </button>
          {props.backHref && (
            <a className="button button-quiet" href={props.backHref}>
              Back
            </a>
          )}
          {/* After the main button: pressing Enter in a field uses the first one. */}
          {props.asksAddress && (
            <button className="button button-quiet" type="submit" name="intent" value="resume_link">
              E-mail me a link to carry on later
            </button>
          )}
        </div>
        <p className="hint key-hint">
          Keyboard: inside a question, press 1 to 5 or A to E to answer and move to the next one.
        </p>
      </form>
    </>
  )
}

function AddressFields({ errors = {}, email, consented, ...props }: StepFormProps) {
  return (
    <details
      className="card disclosure"
      open={Boolean(email || props.emailElsewhere || errors.email || errors.consent)}
    >
      <summary>Get my results or a link by e-mail (optional)</summary>
      {props.emailElsewhere && (
        <p>
          Your results go to {props.emailElsewhere}, which was given in another browser. Enter an address here
          to use that one instead.
        </p>
      )}
      <ContactTextField name="email" value={email} error={errors.email} hint={RESULTS_REQUEST.text} />
      {props.emailStored && <input type="hidden" name="email_stored" value="yes" />}
      <ConsentField
        text={props.consentText}
        version={props.consentVersion}
        checked={consented}
        stored={props.consentStored}
        error={errors.consent}
      />
    </details>
  )
}

function listErrors(
  questions: readonly ShownQuestion[],
  firstNumber: number,
  errors: NonNullable<StepFormProps['errors']>,
): FormError[] {
  const fields = [
    ...questions.map((question, index) => ({
      name: question.id,
      targetId: firstChoiceId(question),
      // The messages of two unanswered questions are the same.
      prefix: `Question ${firstNumber + index}: `,
    })),
    { name: 'email', targetId: 'email', prefix: '' },
    { name: 'consent', targetId: 'consent', prefix: '' },
  ]
  return fields.flatMap(({ name, targetId, prefix }) => {
    const message = errors[name]
    return message ? [{ targetId, message: prefix + message }] : []
  })
}
