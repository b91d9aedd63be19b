import {
  type ActionFunctionArgs,
  type AppLoadContext,
  type LoaderFunctionArgs,
  json,
  redirect,
} from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Linked } from '#app/components/linked.tsx'
import { useHref, useMessages } from '#app/components/mount.tsx'
import type { Language } from '#app/domain/language/languages.ts'
import { messagesFor } from '#app/words/messages.ts'
import { Layout } from '#app/components/layout.tsx'
import type { HeadOf } from '#app/components/page-head.tsx'
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

const head: HeadOf = ({ links }) => ({ title: links.resume.title, noindex: true })

export const handle = { head }

/** Shows what the link opens and changes nothing: mail scanners follow links. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  if (params.token !== undefined)
    throw await followLink(await hashToken(params.token), request, context, goneIn(context.mount.language))
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
  const visitor = rememberSession(remembered, sessionId, session.scorecard)
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
  { db, log, config, now, mount }: AppLoadContext,
  { token, key }: { token?: string; key?: string } = {},
) {
  const links = await readLinks(request, config.SESSION_SECRETS, now)
  const tokenHash = token === undefined ? links.find('resume', key) : await hashToken(token)
  if (tokenHash === null && token === undefined) throw cookieMissing()
  const link = await orServiceUnavailable(log, 'resume_failed', () => openLink(db, tokenHash))
  if (!link || tokenHash === null) throw new Response(goneIn(mount.language), { status: 404 })
  return { ...link, tokenHash }
}

const goneIn = (language: Language) => messagesFor(language).links.resume.gone(LIFETIMES.session)

export default function Resume() {
  const href = useHref()
  const {
    links: { resume: t },
  } = useMessages()
  const { link, stepsDone, totalSteps, address, here } = useLoaderData<typeof loader>()
  return (
    <Layout>
      <div className="prose">
        <h1>{t.title}</h1>
        <p className="lead">{stepsDone === 0 ? t.begun : t.done(stepsDone, totalSteps)}</p>
        {address && (
          <p>
            <Linked text={t.sentTo(address)} href={href('/')} />
          </p>
        )}
        {!here && <p>{t.oneBrowser}</p>}
        <form method="post">
          <input type="hidden" name="link" value={link} />
          <div className="actions">
            <button className="button button-primary" type="submit">
              {t.button}
            </button>
          </div>
        </form>
      </div>
    </Layout>
  )
}
