import { useHref, useMessages } from './mount.tsx'
import type { AreaVerdict as Verdict } from '#app/domain/quiz/area-verdict.ts'
import { AreaVerdictText } from './area-verdict.tsx'
import { ChoiceQuestion, firstChoiceId, type ShownQuestion } from './choice-question.tsx'
import { ErrorSummary, type FormError } from './error-summary.tsx'
import { HiddenFields } from './hidden-fields.tsx'
import { ProgressBar } from './progress-bar.tsx'
import { StepAddress, type StepAddressProps } from './step-address.tsx'

export interface StepFormProps extends Omit<StepAddressProps, 'errors'> {
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
  /** about how long the whole assessment takes */
  minutes: number
  /** ShownQuestion id to choice: what was saved or, after an error, what was sent. */
  answers: Readonly<Record<string, string | undefined>>
  /** Field name (question id, `email` or `consent`) to message. */
  errors?: Readonly<Record<string, string | undefined>>
  /** Without it nothing on the page asks for an address. */
  asksAddress: boolean
  /** What the answers of the area before say, once they are all there. */
  verdict?: Verdict
  /** The step after this one, when this one is complete. */
  nextHref?: string
  /** Somebody comes back to answers given some time ago. */
  returned?: boolean
  /** The step before; absent on the first. */
  backHref?: string
  /** names the quiz in the form, as the page shows it */
  quizKey: string
  /** Opaque and different for every assessment: names it in the form, and unsaved answers in the browser's storage. */
  assessmentKey: string
  /** What a form whose assessment is not known was posted with. */
  postedKey?: string
  /** Hidden fields that carry the assessment on where cookies are blocked. */
  carriedOn?: Readonly<Record<string, string>>
}

/** One step of the assessment; field names are the question ids. */
export function StepForm(props: StepFormProps) {
  const { steps: t } = useMessages()
  const href = useHref()
  const { step, stepNames, title, questions, answers, errors = {} } = props
  const answered = questions.filter(({ id }) => answers[id]).length
  const current = findCurrent(props)
  return (
    <div className="step">
      <ProgressBar
        step={step}
        stepNames={stepNames}
        questionsOpen={questions.length - answered}
        questionsInStep={questions.length}
        questionsAfter={props.questionCount - props.firstQuestionNumber + 1 - questions.length}
        whole={{ questions: props.questionCount, minutes: props.minutes }}
      />
      <StepIntro {...props} current={current === null} />
      <ErrorSummary
        title={t.incomplete}
        errors={listErrors(questions, errors, (index) => t.question(props.firstQuestionNumber + index))}
      />
      <form
        className="step-form"
        method="post"
        // Not the page's own address: an error's fragment in it would take the focus on the page that comes.
        action={href(`/assessment/step/${step}`)}
        noValidate
        data-step={step}
        data-assessment-key={props.assessmentKey}
        data-next={props.nextHref}
        aria-label={title}
      >
        {props.carriedOn && <HiddenFields fields={props.carriedOn} />}
        <input type="hidden" name="quiz" value={props.quizKey} />
        <input type="hidden" name="assessment" value={props.assessmentKey || props.postedKey} />
        {/* Without a name it is not sent. It says beforehand what a tap does, and ends it. */}
        {props.assessmentKey && (
          <p className="move-on">
            <input id="move-on" type="checkbox" data-move-on />
            <label htmlFor="move-on">{t.moveOn}</label>
          </p>
        )}
        {questions.map((question, index) => (
          <ChoiceQuestion
            key={question.id}
            question={question}
            number={props.firstQuestionNumber + index}
            answer={answers[question.id]}
            error={errors[question.id]}
            current={question.id === current}
          />
        ))}
        <StepBar {...props} answered={answered} />
        {props.asksAddress ? (
          <StepAddress {...props} />
        ) : (
          <input type="hidden" name="address" value="later" />
        )}
        {props.assessmentKey && <p className="hint key-hint">{t.keys}</p>}
      </form>
    </div>
  )
}

/** Which question is shown first where there is room for one. @returns null for the words before them */
function findCurrent({ questions, answers, errors = {}, verdict }: StepFormProps): string | null {
  const wrong = questions.find(({ id }) => errors[id])
  if (wrong) return wrong.id
  if (verdict && !questions.some(({ id }) => answers[id])) return null
  const open = questions.find(({ id }) => !answers[id]) ?? questions.at(-1)
  return open?.id ?? null
}

function StepIntro({ title, intro, verdict, returned, current }: StepFormProps & { current: boolean }) {
  const { steps: t } = useMessages()
  return (
    <div className="step-intro" data-panel={verdict && ''} data-current={current ? '' : undefined}>
      {verdict && <AreaVerdictText {...verdict} />}
      <h1>{title}</h1>
      <p className="lead">{intro}</p>
      {returned && <p className="welcome-back">{t.welcomeBack}</p>}
    </div>
  )
}

function StepBar({ answered, ...props }: StepFormProps & { answered: number }) {
  const { steps: t } = useMessages()
  const { step, stepNames, questions } = props
  return (
    <div className="step-bar">
      <div className="step-status">
        {props.assessmentKey && (
          <p className="answered">
            <span data-answered>{answered}</span> {t.answered(String(questions.length))}
          </p>
        )}
        <p className="save-status" data-save-status>
          {t.savedOnContinue}
        </p>
        <p className="visually-hidden" role="status" data-save-alert />
      </div>
      <div className="actions">
        {/* Before every other button: pressing Enter in a field uses the first one. */}
        <button className="button button-primary" type="submit" data-continue={t.continue}>
          {step === stepNames.length ? t.finish : t.continue}
        </button>
        <BackButton {...props} />
      </div>
    </div>
  )
}

/** Without a cookie no address has the step before: it answers a post, with what is answered here saved. */
function BackButton({ step, backHref, carriedOn }: StepFormProps) {
  const { steps: t } = useMessages()
  const href = useHref()
  if (!carriedOn)
    return (
      // On the first step the script shows it, once there is a question to go back to.
      <a className="button button-quiet" href={href(backHref ?? '/')} hidden={!backHref} data-back>
        {t.back}
      </a>
    )
  if (step === 1) return null
  return (
    <button className="button button-quiet" type="submit" name="intent" value="back">
      {t.back}
    </button>
  )
}

function listErrors(
  questions: readonly ShownQuestion[],
  errors: NonNullable<StepFormProps['errors']>,
  nameOf: (index: number) => string,
): FormError[] {
  const fields = [
    ...questions.map((question, index) => ({
      name: question.id,
      targetId: firstChoiceId(question),
      // The messages of two unanswered questions are the same.
      about: nameOf(index),
    })),
    { name: 'email', targetId: 'email' },
    { name: 'consent', targetId: 'consent' },
  ]
  return fields.flatMap(({ name, ...field }) => {
    const message = errors[name]
    return message ? [{ ...field, message }] : []
  })
}
