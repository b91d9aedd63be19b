import {
  type ActionFunctionArgs,
  type AppLoadContext,
  type LoaderFunctionArgs,
  type MetaFunction,
  json,
  redirect,
} from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Layout } from '#app/components/layout.tsx'
import { pageTitle } from '#app/components/page-title.ts'
import { inWords } from '#app/domain/duration.ts'
import { shortenAddress } from '#app/domain/lead/email-address.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import { retryLater } from '#app/web/retry-later.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'
import { rememberSession, writeVisitor } from '#app/web/visitor-cookie.server.ts'
import { confirmLink } from '#app/services/assessment/confirm-link.server.ts'
import { openLink } from '#app/services/assessment/open-link.server.ts'
import { resumeSession } from '#app/services/assessment/resume-session.server.ts'

export const meta: MetaFunction = () => [
  { title: pageTitle('Carry on with your assessment') },
  { name: 'robots', content: 'noindex' },
]

/** Shows what the link opens and changes nothing: mail scanners follow links. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const token = params.token ?? ''
  const { session, assessmentId } = await requireLink(token, context)
  if (!session) return redirect(`/assessment/results/${assessmentId}?link=${token}`)
  const { remembered } = await identifyVisitor(request, context.config.SESSION_SECRETS)
  return json({
    stepsDone: session.currentStep,
    totalSteps: session.totalSteps,
    address: session.email && shortenAddress(session.email),
    here: remembered.sessions.includes(session.id),
  })
}

/** Gives the session to this browser, and takes it from the one that had it. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const token = params.token ?? ''
  const { session, assessmentId } = await requireLink(token, context)
  if (!session) return redirect(`/assessment/results/${assessmentId}?link=${token}`)
  const secrets = context.config.SESSION_SECRETS
  const { remembered } = await identifyVisitor(request, secrets)
  const sessionId = await orServiceUnavailable(context.log, 'resume_failed', async () => {
    if (!remembered.sessions.includes(session.id)) return resumeSession(context.db, token)
    await confirmLink(context.db, token)
    return session.id
  })
  // Finished or expired in this very moment: the page of the link says which.
  if (sessionId === null) return redirect(`/assessment/resume/${token}`)
  if (typeof sessionId === 'object') throw retryLater(429, sessionId.retryAfterSeconds)
  const visitor = rememberSession(remembered, sessionId)
  context.log.info('assessment_resumed', { step: session.currentStep })
  const step = Math.min(session.currentStep + 1, session.totalSteps)
  return redirect(`/assessment/step/${step}`, {
    headers: { 'Set-Cookie': await writeVisitor(visitor, secrets) },
  })
}

/** @throws Response 404 for a link that opens nothing, whatever the reason */
async function requireLink(token: string, context: AppLoadContext) {
  const link = await orServiceUnavailable(context.log, 'resume_failed', () => openLink(context.db, token))
  if (!link) {
    throw new Response(
      `Unfinished assessments are deleted after ${inWords(LIFETIMES.session)} without activity, or when we are asked to erase them, and their links then stop working.`,
      { status: 404 },
    )
  }
  return link
}

export default function Resume() {
  const { stepsDone, totalSteps, address, here } = useLoaderData<typeof loader>()
  return (
    <Layout>
      <h1>Carry on with your assessment</h1>
      <p className="lead">
        {stepsDone === 0
          ? 'You have begun the assessment.'
          : `You have completed ${stepsDone} of ${totalSteps} steps. Your answers are kept.`}
      </p>
      {address && (
        <p>
          This link was sent to <strong>{address}</strong>. If that is not your address,{' '}
          <a href="/">start an assessment of your own</a>.
        </p>
      )}
      {!here && (
        <p>
          One browser at a time fills in an assessment: carrying on here ends it in the browser that has it
          now. The same link, opened there, brings it back.
        </p>
      )}
      <form method="post">
        <div className="actions">
          <button className="button button-primary" type="submit">
            Carry on here
          </button>
        </div>
      </form>
    </Layout>
  )
}
