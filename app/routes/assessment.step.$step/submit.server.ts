import { type AppLoadContext, redirect } from '@remix-run/cloudflare'
import { messagesFor } from '#app/words/messages.ts'
import { sayAnswerProblems, sayFieldProblems } from '#app/words/say-problems.ts'
import { type Area, type Quiz, findAreaByStep } from '#app/domain/quiz/quiz.ts'
import type { StepErrors } from '#app/services/assessment/read-step-form.server.ts'
import {
  type ResumeLinkOutcome,
  requestResumeLink,
} from '#app/services/assessment/request-resume-link.server.ts'
import { countSave } from '#app/services/assessment/request-counters.server.ts'
import type { Unfinished } from '#app/services/assessment/save-step.server.ts'
import { type SubmitOutcome, submitStep } from '#app/services/assessment/submit-step.server.ts'
import { createEmailOrigin } from '#app/services/mail/new-message.server.ts'
import { showAgain } from '#app/web/action-view.server.ts'
import { textFields } from '#app/web/forms.server.ts'
import { retryAfter } from '#app/web/retry-later.server.ts'
import { orUnavailable } from '#app/web/unavailable.server.ts'
import {
  CONTINUATION,
  isOldContinuation,
  readContinuation,
  writeContinuation,
} from '#app/web/continuation.server.ts'
import { isOutdated, outdated, quizOfForm } from '#app/web/quiz.server.ts'
import { findNamedSession, sessionKey, stepPath } from '#app/web/session-key.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'
import { type RememberedVisitor, otherSessions } from '#app/web/visitor-cookie.server.ts'
import { noticesOf } from './post-notices.server.ts'
import { bringToFront, carriedStep, carryOn } from './carry-on.server.ts'
import { type StepFormState, type StepView, stepView } from './step-view.server.ts'

/** A posted form, as far as its page can be shown again from it. */
interface PostedForm {
  quiz: Quiz
  area: Area
  /** null when the visitor's session is not known */
  sessionId: string | null
  remembered: RememberedVisitor
  /** The browser has sent no cookie, and its form has named the session. */
  carriedOn: boolean
  /** what its form was made of, where that carries it on */
  shown: Date | undefined
  fields: Record<string, string>
  context: AppLoadContext
}

/** Handles the post of a step's form. */
export async function answerPost(step: number, request: Request, context: AppLoadContext): Promise<Response> {
  const fields = await textFields(request)
  const quiz = quizOfForm(fields, context.mount)
  if (isOutdated(fields, quiz)) throw outdated()
  const area = findAreaByStep(quiz, step)
  if (!area) throw new Response(null, { status: 404 })
  const { config } = context
  const { scorecard } = quiz
  const visitor = await identifyVisitor(request, config.SESSION_SECRETS, context.now, scorecard)
  const { remembered, tampered, ipAddress } = visitor
  const { sessions } = remembered
  const continued = await readContinuation(config.SESSION_SECRETS, 'steps', fields[CONTINUATION], context.now)
  const carried = continued?.sessionId ?? null
  const carriedOn = carried !== null && sessions.length === 0
  // A frame's first form carries the assessment, and its cookie may have come back with it.
  const sessionId =
    carried !== null && (carriedOn || sessions.includes(carried))
      ? carried
      : await findNamedSession(config.IP_HASH_SECRET, sessions, fields.assessment, visitor.sessionId)
  const shown = carriedOn ? continued?.shown : undefined
  const form: PostedForm = { quiz, area, sessionId, remembered, fields, context, carriedOn, shown }
  if (!sessionId) {
    if (tampered) return showForm(form, 400, { notice: noticesOf(form.context).tampered })
    if (sessions.length === 0 && isAltered(fields[CONTINUATION], context.now))
      return showForm(form, 400, {
        notice: noticesOf(context).altered,
        // So that the next press is told the same, and not that the session has expired.
        ...(fields[CONTINUATION] && { continuation: fields[CONTINUATION] }),
      })
    return remembered.sessions.length === 0
      ? showForm(form, 410, { notice: noticesOf(form.context).expired })
      : showForm(form, 409, { notice: noticesOf(form.context).otherAssessment })
  }
  const submission = {
    quiz,
    step,
    sessionId,
    sessionIds: sessions,
    fields,
    now: context.now,
    shown,
    emailOrigin: () => createEmailOrigin(config, ipAddress, context.requestId),
    company: config.COMPANY_NAME ?? null,
    language: context.mount.language,
    crm: config.CRM,
    confirmFirst: config.CONFIRM_BEFORE_SYNC,
    ownDomains: config.OWN_EMAIL_DOMAINS,
    counters: await countSave({ hashSecret: config.IP_HASH_SECRET[0]!, ipAddress }, sessionId),
  }
  const { db, log } = context
  return fields.intent === 'resume_link'
    ? answerResume(
        form,
        await orUnavailable(log, 'resume_link_failed', () =>
          requestResumeLink(db, submission, config.MAIL_CAP_ADDRESS_PER_DAY),
        ),
      )
    : answerSubmit(form, await orUnavailable(log, 'submit_failed', () => submitStep(db, submission)))
}

type Unavailable = { kind: 'unavailable' }

async function answerSubmit(form: PostedForm, outcome: SubmitOutcome | Unavailable): Promise<Response> {
  const { context } = form
  switch (outcome.kind) {
    case 'saved':
      return leadToStep(form, outcome.nextStep)
    case 'completed':
      if (outcome.created) context.log.info('assessment_completed', { queued: outcome.queued })
      if (outcome.queued) context.syncLead(outcome.assessmentId)
      if (outcome.created) context.sendWebhooks(outcome.assessmentId)
      if (outcome.emailId) context.deliverEmail(outcome.emailId)
      return leadTo(form, `/assessment/results/${outcome.assessmentId}`, outcome.created)
    case 'incomplete':
      return leadToStep(form, outcome.step)
    case 'invalid':
      return showErrors({ ...form, shown: outcome.expiresAt }, outcome.errors)
    case 'superseded':
      return showNewer(form)
    case 'ahead':
      return showForm(form, 409, { notice: noticesOf(form.context).ahead(outcome.nextStep) })
    case 'moved':
      return showForm(form, 409, { notice: noticesOf(form.context).moved })
    case 'expired':
      return showForm(form, 410, { notice: noticesOf(form.context).expired })
    case 'limited':
      return showLimited(form, outcome)
    case 'unfinished':
    case 'unavailable':
      return showUnavailable(form, outcome)
  }
}

async function answerResume(form: PostedForm, outcome: ResumeLinkOutcome | Unavailable): Promise<Response> {
  switch (outcome.kind) {
    case 'queued':
      form.context.deliverEmail(outcome.emailId)
      return leadTo(form, `/assessment/step/${form.area.step}?link-sent`)
    case 'completed':
      return leadTo(form, `/assessment/results/${outcome.assessmentId}`)
    case 'superseded':
      return showNewer(form)
    case 'invalid':
      return showErrors(form, outcome.errors)
    case 'ahead':
      return showForm(form, 409, { notice: noticesOf(form.context).ahead(outcome.nextStep) })
    case 'moved':
      return showForm(form, 409, { notice: noticesOf(form.context).moved })
    case 'expired':
      return showForm(form, 410, { notice: noticesOf(form.context).expired })
    case 'limited':
      return showLimited(form, outcome)
    case 'too_many':
      return showForm({ ...form, shown: outcome.expiresAt }, 429, {
        notice: noticesOf(form.context).tooManyLinks,
      })
    case 'address_full':
      return showForm({ ...form, shown: outcome.expiresAt }, 429, {
        notice: noticesOf(form.context).addressFull,
      })
    case 'unfinished':
    case 'unavailable':
      return showUnavailable(form, outcome)
  }
}

/** Of a form that carries nothing on. */
const isAltered = (field: string | undefined, now: Date) => Boolean(field) && !isOldContinuation(field!, now)

/** The step as it is by now, in place of what an older form of it says. */
async function showNewer({ area, sessionId, context }: PostedForm): Promise<Response> {
  const view = await carriedStep(area.step, sessionId!, context, noticesOf(context).superseded)
  return showAgain(context, view, { status: 409 })
}

/** By its name where the browser has another one as well. */
async function leadToStep(form: PostedForm, step: number): Promise<Response> {
  const { sessionId, remembered, context } = form
  const named = sessionId !== null && !form.carriedOn && otherSessions(remembered, sessionId).length > 0
  const key = named ? await sessionKey(context.config.IP_HASH_SECRET[0]!, sessionId) : null
  return leadTo(form, stepPath(step, key))
}

/** @param completes whether this very post has made the result that it leads to */
async function leadTo(form: PostedForm, path: string, completes = false): Promise<Response> {
  if (form.carriedOn && form.sessionId) return carryOn(form.sessionId, path, form.context, completes)
  return redirect(path, { headers: await bringToFront(form) })
}

function showErrors(form: PostedForm, errors: StepErrors): Promise<Response> {
  const words = messagesFor(form.context.mount.language)
  const said: StepFormState['errors'] = {
    ...sayAnswerProblems(words, errors.answers),
    ...sayFieldProblems(words, errors.contact),
  }
  const notice = said.form ? { title: words.notices.unreadable, text: said.form } : null
  return showForm(form, 422, { errors: said, notice })
}

async function showForm(
  form: PostedForm,
  status: number,
  state: Pick<StepFormState, 'errors' | 'notice' | 'continuation'>,
  headers: Record<string, string> = {},
): Promise<Response> {
  const { quiz, area, sessionId, fields, context } = form
  const view: StepView = await stepView(quiz, area, sessionId, context, {
    answers: fields,
    email: fields.email ?? null,
    emailStored: fields.email_stored !== undefined,
    postedKey: fields.assessment,
    consented: fields.consent !== undefined,
    consentStored: fields.consent_stored !== undefined,
    asksAddress: fields.address !== 'later',
    ...(form.carriedOn &&
      sessionId && {
        continuation: await writeContinuation(
          context.config.SESSION_SECRETS,
          'steps',
          sessionId,
          context.now,
          form.shown,
        ),
      }),
    ...state,
  })
  return showAgain(context, view, { status, headers: { ...(await bringToFront(form)), ...headers } })
}

function showUnavailable(form: PostedForm, outcome: Unfinished | Unavailable): Promise<Response> {
  const { context } = form
  if (outcome.kind === 'unavailable') return showForm(form, 503, { notice: noticesOf(context).unavailable })
  context.log.error('submit_unfinished', outcome.error)
  return showForm({ ...form, shown: outcome.expiresAt }, 503, { notice: noticesOf(context).unfinished })
}

function showLimited(
  form: PostedForm,
  { retryAfterSeconds }: { retryAfterSeconds: number },
): Promise<Response> {
  const notice = noticesOf(form.context).limited(retryAfterSeconds)
  return showForm(form, 429, { notice }, retryAfter(retryAfterSeconds))
}
