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
import { LIFETIMES } from '#app/domain/limits.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'
import { rememberSession, writeVisitor } from '#app/web/visitor-cookie.server.ts'
import { confirmLink } from '#app/services/assessment/confirm-link.server.ts'
import { openLink } from '#app/services/assessment/open-link.server.ts'

export const meta: MetaFunction = () => [
  { title: pageTitle('Carry on with your assessment') },
  { name: 'robots', content: 'noindex' },
]

/** Shows what the link opens and changes nothing: mail scanners follow links. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const token = params.token ?? ''
  const { session, assessmentId } = await existing(token, context)
  if (assessmentId !== null) return redirect(`/assessment/results/${assessmentId}?link=${token}`)
  return json({ stepsDone: session?.currentStep ?? 0, totalSteps: session?.totalSteps ?? 0 })
}

/** Ties the session to this browser as well. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const token = params.token ?? ''
  const { session, assessmentId } = await existing(token, context)
  if (!session) return redirect(`/assessment/results/${assessmentId}?link=${token}`)
  await orServiceUnavailable(context.log, 'resume_failed', () => confirmLink(context.db, token))
  const secrets = context.config.SESSION_SECRETS
  const { remembered } = await identifyVisitor(request, secrets)
  const visitor = rememberSession(remembered, session.id)
  context.log.info('assessment_resumed', { step: session.currentStep })
  const step = Math.min(session.currentStep + 1, session.totalSteps)
  return redirect(`/assessment/step/${step}`, {
    headers: { 'Set-Cookie': await writeVisitor(visitor, secrets) },
  })
}

/** @throws Response 404 for a link that opens nothing, whatever the reason */
async function existing(token: string, context: AppLoadContext) {
  const link = await orServiceUnavailable(context.log, 'resume_failed', () => openLink(context.db, token))
  if (!link) {
    throw new Response(
      `Unfinished assessments are deleted after ${inWords(LIFETIMES.session)} without activity, or when we are asked to erase them, and their links end with them.`,
      { status: 404 },
    )
  }
  return link
}

export default function Resume() {
  const { stepsDone, totalSteps } = useLoaderData<typeof loader>()
  return (
    <Layout>
      <h1>Carry on with your assessment</h1>
      <p className="lead">
        {stepsDone === 0
          ? 'You have begun the assessment on another device.'
          : `You have done ${stepsDone} of ${totalSteps} steps. Your answers are kept.`}
      </p>
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
