import type { StepFormProps } from '#app/components/step-form.tsx'
import { CONSENT, wordsOf } from '#app/domain/lead/consent.ts'
import { shortenAddress } from '#app/domain/lead/email-address.ts'
import { AREAS, type Area, CHOICES, QUESTIONS } from '#app/domain/quiz/quiz.ts'
import type { Config } from '#app/platform/config.server.ts'
import { CONTINUATION } from '#app/web/continuation.server.ts'
import { sessionKey } from '#app/web/session-key.server.ts'

/** All that the page of a step shows. */
export interface StepView {
  form: StepFormProps
  /** Why the page is shown again, when it is not for a single field's sake. */
  notice: {
    title: string
    text: string
    href?: string
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
  notice?: StepView['notice']
  /** see app/web/continuation.server.ts */
  continuation?: string
}

/**
 * @param sessionId null when the visitor's session is not known; the form is then shown for what was typed in it
 */
export async function stepView(
  area: Area,
  sessionId: string | null,
  { IP_HASH_SECRET: [secret], COMPANY_NAME: company }: Pick<Config, 'IP_HASH_SECRET' | 'COMPANY_NAME'>,
  state: StepFormState,
): Promise<StepView> {
  return {
    form: {
      step: area.step,
      stepNames: AREAS.map(({ name }) => name),
      title: area.name,
      intro: area.intro,
      questions: area.questions.map(({ id, text, whyItMatters, choices }) => ({
        id,
        prompt: text,
        hint: whyItMatters,
        choices: CHOICES.map((value) => ({ value, label: choices[value] })),
      })),
      firstQuestionNumber: area.questions[0]!.number,
      questionCount: QUESTIONS.length,
      answers: state.answers,
      errors: state.errors,
      email: state.email ?? undefined,
      emailStored: state.emailStored,
      emailElsewhere: state.emailElsewhere ? shortenAddress(state.emailElsewhere) : undefined,
      consented: state.consented,
      consentStored: state.consentStored,
      asksAddress: state.asksAddress,
      consentText: wordsOf(CONSENT, company),
      consentVersion: CONSENT.version,
      backHref: area.step > 1 && !state.continuation ? `/assessment/step/${area.step - 1}` : undefined,
      // Without a key the page's script saves nothing: it has no cookie to say whose answers they are.
      assessmentKey: sessionId && !state.continuation ? await sessionKey(secret!, sessionId) : '',
      postedKey: state.postedKey,
      carriedOn: state.continuation
        ? {
            action: `/assessment/step/${area.step}`,
            hiddenFields: { [CONTINUATION]: state.continuation },
          }
        : undefined,
    },
    notice: state.notice ?? null,
  }
}
