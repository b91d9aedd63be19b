import type { AppLoadContext } from '@remix-run/cloudflare'
import { quizOf } from '#app/content/scorecards.ts'
import { type Quiz, findAreaByStep, readStep } from '#app/domain/quiz/quiz.ts'
import { showAgain } from '#app/web/action-view.server.ts'
import { quizOfMount, requireSameQuestions } from '#app/web/quiz.server.ts'
import { writeContinuation } from '#app/web/continuation.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import { openResults } from '#app/services/assessment/open-results.server.ts'
import { openStep } from '#app/services/assessment/open-step.server.ts'
import { type ResultsView, resultsView } from '#app/routes/assessment.results.$id/results-view.server.ts'
import { resumeNotice } from './resume-notice.server.ts'
import { type StepView, asksAddress, stepView } from './step-view.server.ts'
import {
  type RememberedVisitor,
  newestSession,
  rememberSession,
  writeVisitor,
} from '#app/web/visitor-cookie.server.ts'

/** A step for who has sent no cookie. Of contact details nothing is shown: whoever has the form sees it. */
export async function carriedStep(
  step: number,
  sessionId: string,
  context: AppLoadContext,
  notice: StepView['notice'] = null,
): Promise<StepView> {
  const { config, db, log, now } = context
  const opened = await orServiceUnavailable(log, 'step_failed', () => openStep(db, sessionId, step, now))
  const session = opened.kind === 'open' ? opened.session : null
  const quiz = session ? quizOf({ ...session, language: context.mount.language }) : quizOfMount(context.mount)
  if (session) requireSameQuestions(quiz, session)
  const area = findAreaByStep(quiz, step)
  if (!area) throw new Response(null, { status: 404 })
  return stepView(quiz, area, sessionId, context, {
    answers: session?.responses ?? {},
    email: null,
    emailStored: false,
    consented: false,
    consentStored: false,
    asksAddress: asksAddress(quiz, area, session?.abTestVariant ?? null),
    continuation: await writeContinuation(
      config.SESSION_SECRETS,
      'steps',
      sessionId,
      now,
      session?.expiresAt,
    ),
    notice,
  })
}

/** Answers a post with the page that others are redirected to. */
export async function carryOn(
  sessionId: string,
  path: string,
  context: AppLoadContext,
  completes: boolean,
): Promise<Response> {
  const { db, log, config, now } = context
  const [, segment, asked] = /^\/assessment\/step\/(\d)(\?link-sent)?$/.exec(path) ?? []
  const step = readStep(segment)
  if (step !== null) {
    const notice = asked === undefined ? null : await resumeNotice(context, sessionId)
    return showAgain(context, await carriedStep(step, sessionId, context, notice), { status: 200 })
  }
  const assessment = await orServiceUnavailable(log, 'results_failed', () =>
    openResults(db, path.split('/').at(-1)!, { sessionIds: [sessionId] }),
  )
  if (!assessment) throw new Response(null, { status: 404 })
  // A step's form that is sent once more shows the result; to what somebody has left there it adds nothing.
  const mayGive = completes || assessment.email === null
  const view = resultsView({ ...assessment, ownBrowser: false }, context, {
    continuation: mayGive
      ? await writeContinuation(config.SESSION_SECRETS, 'results', sessionId, now)
      : undefined,
  })
  return showAgain<ResultsView>(context, view, { status: 200 })
}

/** A page without a form of its own is about the browser's newest session of its scorecard: from here on the one that was posted to. */
export async function bringToFront({
  quiz,
  sessionId,
  remembered,
  context,
}: {
  quiz: Quiz
  sessionId: string | null
  remembered: RememberedVisitor
  context: AppLoadContext
}): Promise<Record<string, string>> {
  if (sessionId === null || sessionId === (newestSession(remembered, quiz.scorecard) ?? sessionId)) return {}
  const visitor = rememberSession(remembered, sessionId)
  return { 'Set-Cookie': await writeVisitor(visitor, context.config.SESSION_SECRETS, context.now) }
}
