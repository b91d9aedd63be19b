import { type AppLoadContext, redirect } from '@remix-run/cloudflare'
import { inWords } from '#app/domain/duration.ts'
import { LIFETIMES, RESUME_LINKS_PER_NETWORK } from '#app/domain/limits.ts'
import { parseStepAnswers } from '#app/domain/quiz/answers.ts'
import { type EmailConsent, parseEmailConsent } from '#app/domain/lead/contact-form.ts'
import { type Area, TOTAL_STEPS } from '#app/domain/quiz/quiz.ts'
import { consentEvidence } from '#app/services/assessment/consent-evidence.server.ts'
import { showAgain } from '#app/web/action-view.server.ts'
import { textFields } from '#app/web/forms.server.ts'
import { orUnavailable } from '#app/web/unavailable.server.ts'
import { readVisitor } from '#app/web/visitor-cookie.server.ts'
import { completeAssessment } from '#app/services/assessment/complete.server.ts'
import { requestResumeLink } from '#app/services/assessment/request-resume-link.server.ts'
import { type SaveOutcome, saveStep } from '#app/services/assessment/save-step.server.ts'
import { emailOriginOf } from '#app/services/mail/new-message.server.ts'
import { type StepFormState, type StepView, stepView } from './step-view.server.ts'

export interface Submission {
  area: Area
  sessionId: string
  fields: Record<string, string>
  request: Request
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
  const submission = { area, sessionId, fields, request, context }
  return fields.intent === 'resume_link' ? sendResumeLink(submission) : submit(submission)
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
      ...(complete ? { ...consentedEmail(contact), removeEmail: isEmailRemoved(fields) } : {}),
    }),
  )
  if (outcome.kind !== 'saved') return notSaved(submission, outcome)
  if (!complete) return showForm(submission, 422, { errors, notice: formNotice(answerErrors.form) })
  if (area.step < TOTAL_STEPS) return redirect(`/assessment/step/${area.step + 1}`)
  return finish(submission, outcome.session)
}

async function finish(
  submission: Submission,
  session: Extract<SaveOutcome, { kind: 'saved' }>['session'],
): Promise<Response> {
  const { context, request } = submission
  const outcome = await orUnavailable(context.log, 'completion_failed', async () =>
    completeAssessment(context.db, session, context.now, await emailOriginOf(context.config, request)),
  )
  switch (outcome.kind) {
    case 'completed':
      if (outcome.created) context.log.info('assessment_completed', { queued: outcome.queued })
      if (outcome.queued) context.syncLead(outcome.assessmentId)
      if (outcome.emailId) context.deliverEmail(outcome.emailId)
      return redirect(`/assessment/results/${outcome.assessmentId}`)
    case 'incomplete':
      return redirect(`/assessment/step/${outcome.step}`)
    case 'expired':
      return showForm(submission, 410, { notice: NOTICES.expired })
    case 'unavailable':
      return showForm(submission, 503, { notice: NOTICES.unavailable })
  }
}

/** Saves what has been answered so far, and e-mails a link that carries on from there on another device. */
async function sendResumeLink(submission: Submission): Promise<Response> {
  const { area, sessionId, fields, request, context } = submission
  const { answers, errors: answerErrors } = parseStepAnswers(area.step, fields, { partial: true })
  const contact = parseEmailConsent(fields)
  const missing =
    contact.email || contact.errors.email ? {} : { email: 'Enter the address to send the link to.' }
  const errors = { ...answerErrors, ...contact.errors, ...missing }
  if (hasErrors(errors)) return showForm(submission, 422, { errors, notice: formNotice(answerErrors.form) })

  const saved = await orUnavailable(context.log, 'save_failed', () =>
    saveStep(context.db, sessionId, {
      step: area.step,
      responses: answers,
      stepCompleted: false,
      ...consentedEmail(contact),
    }),
  )
  if (saved.kind !== 'saved') return notSaved(submission, saved)
  const outcome = await orUnavailable(context.log, 'resume_link_failed', async () =>
    requestResumeLink(
      context.db,
      sessionId,
      contact.email ?? '',
      await emailOriginOf(context.config, request),
    ),
  )
  switch (outcome.kind) {
    case 'queued':
      context.deliverEmail(outcome.emailId)
      return redirect(`/assessment/step/${area.step}?link-sent`)
    case 'too_many':
      return showForm(submission, 429, { notice: NOTICES.tooManyLinks })
    case 'expired':
      return showForm(submission, 410, { notice: NOTICES.expired })
    case 'unavailable':
      return showForm(submission, 503, { notice: NOTICES.unavailable })
  }
}

function notSaved(
  submission: Submission,
  outcome: Exclude<SaveOutcome, { kind: 'saved' }> | { kind: 'unavailable' },
): Response | Promise<Response> {
  switch (outcome.kind) {
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

async function showForm(
  {
    area,
    sessionId,
    fields,
    context,
  }: Pick<Submission, 'area' | 'fields' | 'context'> & { sessionId: string | null },
  status: number,
  state: Pick<StepFormState, 'errors' | 'notice'>,
): Promise<Response> {
  const view: StepView = await stepView(area, sessionId, context.config.IP_HASH_SECRET[0]!, {
    answers: fields,
    email: fields.email ?? null,
    emailStored: fields.email_stored !== undefined,
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

/**
 * Whether a stored address was on the page and its field has been emptied. A page from before the address was given
 * (another tab, the way back) has an empty field as well, and removes nothing.
 */
function isEmailRemoved({ email_stored: stored, email }: Submission['fields']): boolean {
  return stored !== undefined && email?.trim() === ''
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
    text: `To protect your data, unfinished assessments are deleted after ${inWords(LIFETIMES.session)} without activity, and sooner when we are asked to erase them. Nothing was saved.`,
    href: '/',
    linkText: 'Start again',
  },
  tooManyLinks: {
    title: 'No more links just now',
    text: `Many links were asked for from your network. Your answers are saved; please try again in ${inWords(RESUME_LINKS_PER_NETWORK.seconds)}.`,
  },
  unavailable: {
    title: 'Your answers could not be saved just now',
    text: 'They are still in the form. Please wait a moment and send it again.',
  },
} satisfies Record<string, NonNullable<StepView['notice']>>
