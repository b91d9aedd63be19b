import { type AppLoadContext, redirect } from '@remix-run/cloudflare'
import { parseStepAnswers } from '#app/domain/answers.ts'
import { type EmailConsent, parseEmailConsent } from '#app/domain/contact.ts'
import { type Area, TOTAL_STEPS } from '#app/domain/quiz.ts'
import { consentEvidence } from '#app/services/consent-evidence.server.ts'
import { showAgain } from '#app/platform/action-view.server.ts'
import { textFields } from '#app/platform/form.server.ts'
import { orUnavailable } from '#app/platform/unavailable.server.ts'
import { readVisitor } from '#app/platform/visitor-cookie.server.ts'
import { completeAssessment } from '#app/services/complete-assessment.server.ts'
import { type SaveOutcome, saveStep } from '#app/services/save-step.server.ts'
import { syncLeadNow } from '#app/services/sync-lead-now.server.ts'
import { type StepFormState, type StepView, stepView } from './step-view.server.ts'

interface Submission {
  area: Area
  sessionId: string
  fields: Record<string, string>
  context: AppLoadContext
}

/** Handles the post of a step's form. */
export async function submitStep(area: Area, request: Request, context: AppLoadContext): Promise<Response> {
  const fields = await textFields(request)
  const cookie = await readVisitor(request, context.config.SESSION_SECRETS)
  const sessionId = cookie.state === 'valid' ? cookie.visitor.sessions[0] : undefined
  if (!sessionId) {
    const status = cookie.state === 'tampered' ? 400 : 410
    const notice = cookie.state === 'tampered' ? NOTICES.tampered : NOTICES.expired
    return showForm({ area, sessionId: null, fields, context }, status, { notice })
  }
  return submit({ area, sessionId, fields, context })
}

async function submit(submission: Submission): Promise<Response> {
  const { area, sessionId, fields, context } = submission
  const { answers, errors: answerErrors } = parseStepAnswers(area.step, fields)
  const contact = parseEmailConsent(fields)
  const errors = { ...answerErrors, ...contact.errors }
  const complete = !hasErrors(errors)

  // What is valid is saved even when something else on the page is not: one round trip either way.
  const outcome = await orUnavailable(context.log, 'save_failed', () =>
    saveStep(context.db, sessionId, {
      step: area.step,
      responses: answers,
      stepCompleted: complete,
      ...(complete ? consentedEmail(contact) : {}),
    }),
  )
  switch (outcome.kind) {
    case 'saved':
      if (!complete) return showForm(submission, 422, { errors, notice: formNotice(answerErrors.form) })
      if (area.step < TOTAL_STEPS) return redirect(`/assessment/step/${area.step + 1}`)
      return finish(submission, outcome.session)
    case 'ahead':
      return showForm(submission, 409, { notice: aheadNotice(outcome.nextStep) })
    case 'completed':
      return redirect(`/assessment/results/${outcome.assessmentId}`)
    case 'expired':
      return showForm(submission, 410, { notice: NOTICES.expired })
    case 'unavailable':
      return showForm(submission, 503, { notice: NOTICES.unavailable })
  }
}

async function finish(
  submission: Submission,
  session: Extract<SaveOutcome, { kind: 'saved' }>['session'],
): Promise<Response> {
  const { context } = submission
  const outcome = await orUnavailable(context.log, 'completion_failed', () =>
    completeAssessment(context.db, session, context.now),
  )
  switch (outcome.kind) {
    case 'completed':
      if (outcome.created) context.log.info('assessment_completed', { queued: outcome.queued })
      if (outcome.queued) {
        context.inBackground('sync_lead', () => syncLeadNow(context.leadSync, outcome.assessmentId))
      }
      return redirect(`/assessment/results/${outcome.assessmentId}`)
    case 'incomplete':
      return redirect(`/assessment/step/${outcome.step}`)
    case 'expired':
      return showForm(submission, 410, { notice: NOTICES.expired })
    case 'unavailable':
      return showForm(submission, 503, { notice: NOTICES.unavailable })
  }
}

async function showForm(
  { area, sessionId, fields, context }: Omit<Submission, 'sessionId'> & { sessionId: string | null },
  status: number,
  state: Pick<StepFormState, 'errors' | 'notice'>,
): Promise<Response> {
  const view: StepView = await stepView(area, sessionId, context.config.IP_HASH_SECRET, {
    answers: fields,
    email: fields.email ?? null,
    consented: fields.consent !== undefined,
    ...state,
  })
  return showAgain(context, view, { status })
}

function hasErrors(errors: object): boolean {
  return Object.keys(errors).length > 0
}

function consentedEmail({ email, consent }: EmailConsent) {
  return email && consent ? { email, consent: consentEvidence(consent) } : {}
}

function formNotice(text: string | undefined): StepView['notice'] {
  return text ? { title: 'Something in this form is not ours', text } : null
}

function aheadNotice(nextStep: number): StepView['notice'] {
  return {
    title: `Step ${nextStep} comes first`,
    text: 'Your answers below are not saved yet.',
    href: `/assessment/step/${nextStep}`,
    linkText: `Go to step ${nextStep}`,
  }
}

const NOTICES = {
  tampered: {
    title: 'We could not verify this browser',
    text: 'The cookie that ties your assessment to this browser is not one of ours, so nothing was saved.',
    href: '/',
    linkText: 'Start again',
  },
  expired: {
    title: 'Your session has expired',
    text: 'To protect your data, unfinished assessments are deleted after 24 hours without activity. Nothing was saved.',
    href: '/',
    linkText: 'Start again',
  },
  unavailable: {
    title: 'Your answers could not be saved just now',
    text: 'They are still in the form. Please wait a moment and send it again.',
  },
} satisfies Record<string, NonNullable<StepView['notice']>>
