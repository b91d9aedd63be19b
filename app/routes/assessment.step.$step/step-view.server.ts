import type { AppLoadContext } from '@remix-run/cloudflare'
import type { StepFormProps } from '#app/components/step-form.tsx'
import { currentText, wordsOf } from '#app/domain/lead/consent.ts'
import { ownConsentTexts } from '#app/domain/lead/own-consent.ts'
import { shortenAddress } from '#app/domain/lead/email-address.ts'
import { judgeArea } from '#app/domain/quiz/area-verdict.ts'
import { knownAnswers } from '#app/domain/quiz/answers.ts'
import { MINUTE } from '#app/domain/duration.ts'
import { pageWords } from '#app/content/variants.ts'
import { type Area, CHOICES, type Quiz, findAreaByStep } from '#app/domain/quiz/quiz.ts'
import { quizKey } from '#app/web/quiz.server.ts'
import { CONTINUATION } from '#app/web/continuation.server.ts'
import { sessionKey, stepPath } from '#app/web/session-key.server.ts'

/** Who was away for less has not been away. */
const AWAY_SECONDS = 30 * MINUTE

/** The first step with a verdict to keep, and with enough of the way left to be worth a pause. */
const ADDRESS_STEP = 2

/** Whether a step asks for an address that nobody has given yet: one step does. */
export function asksAddress(quiz: Quiz, area: Area, abTestVariant: string | null): boolean {
  const isAsked = area.step === ADDRESS_STEP && quiz.areas.length > ADDRESS_STEP
  return isAsked && pageWords(abTestVariant, quiz).askAddress === 'steps'
}

/** All that the page of a step shows. */
export interface StepView {
  form: StepFormProps
  /** Why the page is shown again, when it is not for a single field's sake. */
  notice: {
    title: string
    text: string
    href?: string
    /** of this very assessment, in place of an address */
    step?: number
    linkText?: string
    /** a warning unless told */
    tone?: 'success'
  } | null
}

export interface StepFormState {
  answers: Readonly<Record<string, string | undefined>>
  email: string | null
  emailStored: boolean
  /** one that was given in another browser, whole: the page shows it shortened */
  emailElsewhere?: string | null
  /** how a posted form named its session */
  postedKey?: string
  consented: boolean
  /** the page showed the box ticked, so that its tick can be taken away */
  consentStored: boolean
  /** a test may ask for it on the results page alone */
  asksAddress: boolean
  errors?: Readonly<Record<string, string | undefined>>
  /** what is stored; absent where a form is shown for what was typed in it */
  progress?: { currentStep: number; responses: Readonly<Record<string, string>> }
  /** the browser has another assessment as well */
  named?: boolean
  /** since the assessment was last worked on */
  awaySeconds?: number
  notice?: StepView['notice']
  /** see app/web/continuation.server.ts */
  continuation?: string
}

/**
 * @param sessionId null when the visitor's session is not known; the form is then shown for what was typed in it
 */
export async function stepView(
  quiz: Quiz,
  area: Area,
  sessionId: string | null,
  {
    mount: { language },
    config: {
      IP_HASH_SECRET: [secret],
      COMPANY_NAME: company,
      CRM,
    },
  }: Pick<AppLoadContext, 'config' | 'mount'>,
  state: StepFormState,
): Promise<StepView> {
  const place = { language, crm: CRM, ownTexts: ownConsentTexts(quiz) }
  const consent = currentText('contact', place)
  const answered = Object.keys(knownAnswers(quiz, state.progress?.responses)).length
  // Without a key the page's script saves nothing: it has no cookie to say whose answers they are.
  const key = sessionId && !state.continuation ? await sessionKey(secret!, sessionId) : ''
  return {
    form: {
      step: area.step,
      stepNames: quiz.areas.map(({ name }) => name),
      title: area.name,
      intro: area.intro,
      questions: area.questions.map(({ id, text, whyItMatters, choices }) => ({
        id,
        prompt: text,
        hint: whyItMatters,
        choices: CHOICES.map((value) => ({ value, label: choices[value] })),
      })),
      firstQuestionNumber: area.questions[0]!.number,
      questionCount: quiz.questions.length,
      minutes: quiz.minutes,
      quizKey: quizKey(quiz),
      answers: state.answers,
      errors: state.errors,
      email: state.email ?? undefined,
      emailStored: state.emailStored,
      emailElsewhere: state.emailElsewhere ? shortenAddress(state.emailElsewhere) : undefined,
      consented: state.consented,
      consentStored: state.consentStored,
      asksAddress: state.asksAddress,
      consentText: wordsOf(consent, company),
      consentVersion: consent.version,
      requestText: currentText('results', place).text,
      verdict: state.progress && previousVerdict(quiz, area, state.progress.responses),
      nextHref: state.progress && nextHref(quiz, area, state.progress, state.named ? key : null),
      returned: answered > 0 && (state.awaySeconds ?? 0) >= AWAY_SECONDS,
      backHref: area.step > 1 && !state.continuation ? stepPath(area.step - 1, key) : undefined,
      assessmentKey: key,
      postedKey: state.postedKey,
      carriedOn: state.continuation ? { [CONTINUATION]: state.continuation } : undefined,
    },
    notice: state.notice?.step
      ? { ...state.notice, href: stepPath(state.notice.step, key) }
      : (state.notice ?? null),
  }
}

function previousVerdict(quiz: Quiz, area: Area, responses: Readonly<Record<string, string>>) {
  const previous = findAreaByStep(quiz, area.step - 1)
  return (previous && judgeArea(quiz, previous, knownAnswers(quiz, responses))) ?? undefined
}

/** The step after one that is complete. The last one's form makes the assessment, and no address does. */
function nextHref(
  quiz: Quiz,
  area: Area,
  { currentStep, responses }: NonNullable<StepFormState['progress']>,
  key: string | null,
) {
  const answers = knownAnswers(quiz, responses)
  const complete = currentStep >= area.step && area.questions.every(({ id }) => answers[id] !== undefined)
  return complete && area.step < quiz.areas.length ? stepPath(area.step + 1, key) : undefined
}
