import { useHref } from '#app/components/mount.tsx'
import {
  type ActionFunctionArgs,
  type AppLoadContext,
  type LoaderFunctionArgs,
  type SerializeFrom,
  json,
  redirect,
} from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Layout } from '#app/components/layout.tsx'
import { Notice } from '#app/components/notice.tsx'
import { Results } from '#app/components/results.tsx'
import { StepForm } from '#app/components/step-form.tsx'
import type { HeadOf } from '#app/components/page-head.tsx'
import { quizOf } from '#app/content/scorecards.ts'
import { type Area, type Quiz, findAreaByStep, readStep } from '#app/domain/quiz/quiz.ts'
import { cookieMissing } from '#app/web/link-cookie.server.ts'
import { startPage } from '#app/web/campaign.server.ts'
import { messagesFor } from '#app/words/messages.ts'
import { viewOfAction } from '#app/web/action-view.server.ts'
import { passRetryAfter } from '#app/web/retry-later.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import { quizOfMount, requireSameQuestions } from '#app/web/quiz.server.ts'
import { requireOwnMount } from '#app/web/own-mount.server.ts'
import { findNamedSession, stepPath } from '#app/web/session-key.server.ts'
import { otherSessions } from '#app/web/visitor-cookie.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'
import { openStep } from '#app/services/assessment/open-step.server.ts'
import { otherUnderWay } from './other-under-way.server.ts'
import { resumeNotice } from './resume-notice.server.ts'
import { answerPost } from './submit.server.ts'
import type { ResultsView } from '#app/routes/assessment.results.$id/results-view.server.ts'
import { type StepView, asksAddress, stepView } from './step-view.server.ts'

const head: HeadOf<SerializeFrom<typeof loader> | undefined> = ({ steps, results, layout }, data) => {
  if (!data) return null
  if ('results' in data) return { title: results.title }
  const { form, notice } = data
  return {
    title: steps.title(form.title, form.step),
    refused: form.errors !== undefined || (notice !== null && notice.tone !== 'success'),
    description: steps.description(
      layout.product,
      form.step,
      form.stepNames.length,
      form.questions.length,
      form.title,
    ),
  }
}

export const handle = { head, saves: true }

export const headers = passRetryAfter

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const shown = viewOfAction<StepView | ResultsView>(context)
  if (shown) return json(shown)

  const step = requireStep(params.step)
  const { config, mount } = context
  const visitor = await identifyVisitor(request, config.SESSION_SECRETS, context.now, mount.scorecard)
  const { remembered, tampered } = visitor
  const query = new URL(request.url).searchParams
  const key = query.get('assessment')
  const sessionId = await findNamedSession(
    config.IP_HASH_SECRET,
    remembered.sessions,
    key ?? undefined,
    visitor.sessionId,
  )
  if (tampered) throw new Response(messagesFor(context.mount.language).notices.tampered.page, { status: 400 })
  if (!sessionId) {
    requireArea(quizOfMount(context.mount), step)
    if (remembered.sessions.length > 0 && key !== null) throw otherAssessment(context)
    throw cameFromOwnPage(request)
      ? cookieMissing({ kind: 'start_cookie', fromTeam: cameFromTeam(request) })
      : redirect(startPage(request, context.config))
  }
  const outcome = await orServiceUnavailable(context.log, 'step_failed', () =>
    openStep(context.db, sessionId, step, context.now),
  )
  switch (outcome.kind) {
    case 'open': {
      const { responses, email, emailFromElsewhere, consentPurposes, abTestVariant, lastActivity } =
        outcome.session
      const quiz = quizOf({ ...outcome.session, language: context.mount.language })
      requireOwnMount(request, context.mount, quiz)
      requireSameQuestions(quiz, outcome.session)
      const area = requireArea(quiz, step)
      const notice =
        (query.has('link-sent') ? await resumeNotice(context, sessionId) : null) ??
        (key === null ? await otherUnderWay(context, remembered, sessionId) : null)
      const consented = consentPurposes.includes('contact') && !emailFromElsewhere
      const state = {
        answers: responses,
        email: emailFromElsewhere ? null : email,
        emailStored: email !== null && !emailFromElsewhere,
        emailElsewhere: emailFromElsewhere ? email : null,
        consented,
        consentStored: consented,
        asksAddress: email !== null || asksAddress(quiz, area, abTestVariant),
        progress: outcome.session,
        named: otherSessions(remembered, sessionId).length > 0,
        awaySeconds: (context.now.getTime() - lastActivity.getTime()) / 1_000,
        notice,
      }
      return json(await stepView(quiz, area, sessionId, context, state))
    }
    case 'ahead':
      requireArea(quizOfMount(context.mount), step)
      throw redirect(stepPath(outcome.nextStep, key))
    case 'completed':
      requireArea(quizOfMount(context.mount), step)
      throw redirect(`/assessment/results/${outcome.assessmentId}`)
    case 'moved':
      throw new Response(null, { status: 409 })
    case 'expired':
      throw new Response(null, { status: 410 })
  }
}

function otherAssessment({ mount }: AppLoadContext): Response {
  const { title, gone } = messagesFor(mount.language).notices.otherAssessment
  return new Response(`${title}. ${gone}`, { status: 404 })
}

/** Pages of ours lead to a step only with a session: without one its cookie was not kept. */
function cameFromOwnPage(request: Request): boolean {
  const site = request.headers.get('Sec-Fetch-Site')
  if (site !== null) return site === 'same-origin'
  return referrerOf(request)?.origin === new URL(request.url).origin
}

const cameFromTeam = (request: Request) => referrerOf(request)?.pathname.includes('/team/') ?? false

const referrerOf = ({ headers }: Request) => URL.parse(headers.get('Referer') ?? '')

export async function action({ params, request, context }: ActionFunctionArgs) {
  return answerPost(requireStep(params.step), request, context)
}

function requireStep(segment: string | undefined): number {
  const step = readStep(segment)
  if (step === null) throw new Response(null, { status: 404 })
  return step
}

function requireArea(quiz: Quiz, step: number): Area {
  const area = findAreaByStep(quiz, step)
  if (!area) throw new Response(null, { status: 404 })
  return area
}

export default function Step() {
  const href = useHref()
  const view = useLoaderData<typeof loader>()
  if ('results' in view)
    return (
      <Layout width="wide">
        <Results {...view.results} />
      </Layout>
    )
  const { form, notice } = view
  return (
    <Layout>
      {notice && (
        <Notice tone={notice.tone ?? 'warning'} title={notice.title}>
          <p>
            {notice.text} {notice.href && <a href={href(notice.href)}>{notice.linkText}</a>}
          </p>
        </Notice>
      )}
      <StepForm {...form} />
    </Layout>
  )
}
