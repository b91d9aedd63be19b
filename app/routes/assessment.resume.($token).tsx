import { useHref } from '#app/components/mount.tsx'
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
import { hashToken } from '#app/platform/token.server.ts'
import { followLink } from '#app/routes/assessment.results.$id/follow-link.server.ts'
import { textFields } from '#app/web/forms.server.ts'
import { cookieMissing, keepLink, linkKey, readLinks } from '#app/web/link-cookie.server.ts'
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

const GONE = `Unfinished assessments are deleted after ${inWords(LIFETIMES.session)} without activity, or when we are asked to erase them, and their links then stop working.`

/** Shows what the link opens and changes nothing: mail scanners follow links. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  if (params.token !== undefined)
    throw await followLink(await hashToken(params.token), request, context, GONE)
  const { tokenHash, session, assessmentId } = await requireLink(request, context)
  if (!session) throw await leadToResults(assessmentId, tokenHash, request, context)
  const { remembered } = await identifyVisitor(request, context.config.SESSION_SECRETS, context.now)
  return json({
    link: linkKey(tokenHash),
    stepsDone: session.currentStep,
    totalSteps: session.totalSteps,
    address: session.email && shortenAddress(session.email),
    here: remembered.sessions.includes(session.id),
  })
}

/** Gives the session to this browser, and takes it from the one that had it. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const { token } = params
  const { tokenHash, session, assessmentId } =
    token === undefined
      ? await requireLink(request, context, { key: (await textFields(request)).link })
      : await requireLink(request, context, { token })
  if (!session) return leadToResults(assessmentId, tokenHash, request, context)
  const secrets = context.config.SESSION_SECRETS
  const { remembered } = await identifyVisitor(request, secrets, context.now)
  const sessionId = await orServiceUnavailable(context.log, 'resume_failed', async () => {
    if (!remembered.sessions.includes(session.id)) return resumeSession(context.db, tokenHash)
    await confirmLink(context.db, tokenHash)
    return session.id
  })
  // Finished or expired in this very moment: the page of the link says which.
  if (sessionId === null) return redirect('/assessment/resume')
  if (typeof sessionId === 'object') throw retryLater(429, sessionId.retryAfterSeconds)
  const visitor = rememberSession(remembered, sessionId)
  context.log.info('assessment_resumed', { step: session.currentStep })
  const step = Math.min(session.currentStep + 1, session.totalSteps)
  return redirect(`/assessment/step/${step}`, {
    headers: { 'Set-Cookie': await writeVisitor(visitor, secrets, context.now) },
  })
}

async function leadToResults(
  assessmentId: string | null,
  tokenHash: string,
  request: Request,
  { config, now }: AppLoadContext,
): Promise<Response> {
  const kept = await keepLink(request, { kind: 'results', tokenHash }, config.SESSION_SECRETS, now)
  return redirect(`/assessment/results/${assessmentId}?by-link`, { headers: { 'Set-Cookie': kept } })
}

/** @throws Response 403 without a link; 404 for one that opens nothing, whatever the reason */
async function requireLink(
  request: Request,
  { db, log, config, now }: AppLoadContext,
  { token, key }: { token?: string; key?: string } = {},
) {
  const links = await readLinks(request, config.SESSION_SECRETS, now)
  const tokenHash = token === undefined ? links.find('resume', key) : await hashToken(token)
  if (tokenHash === null && token === undefined) throw cookieMissing()
  const link = await orServiceUnavailable(log, 'resume_failed', () => openLink(db, tokenHash))
  if (!link || tokenHash === null) throw new Response(GONE, { status: 404 })
  return { ...link, tokenHash }
}

export default function Resume() {
  const href = useHref()
  const { link, stepsDone, totalSteps, address, here } = useLoaderData<typeof loader>()
  return (
    <Layout>
      <div className="prose">
        <h1>Carry on with your assessment</h1>
        <p className="lead">
          {stepsDone === 0
            ? 'You have begun the assessment.'
            : `You have completed ${stepsDone} of ${totalSteps} steps. Your answers are kept.`}
        </p>
        {address && (
          <p>
            This link was sent to <strong>{address}</strong>. If that is not your address,{' '}
            <a href={href('/')}>start an assessment of your own</a>.
          </p>
        )}
        {!here && (
          <p>
            One browser at a time fills in an assessment: carrying on here ends it in the browser that has it
            now. The same link, opened there, brings it back.
          </p>
        )}
        <form method="post">
          <input type="hidden" name="link" value={link} />
          <div className="actions">
            <button className="button button-primary" type="submit">
              Carry on here
            </button>
          </div>
        </form>
      </div>
    </Layout>
  )
}
