import {
  type ActionFunctionArgs,
  type AppLoadContext,
  type LoaderFunctionArgs,
  json,
  redirect,
} from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { HeldStart } from '#app/components/held-start.tsx'
import { Layout } from '#app/components/layout.tsx'
import type { HeadOf } from '#app/components/page-head.tsx'
import { StepForm } from '#app/components/step-form.tsx'
import { StartChallenge } from '#app/components/start-challenge.tsx'
import { trafficKind } from '#app/domain/visit/traffic.ts'
import { isVariantKey } from '#app/content/variants.ts'
import { showAgain, viewOfAction } from '#app/web/action-view.server.ts'
import { campaignRules, startPage } from '#app/web/campaign.server.ts'
import { CONTINUATION, WITHOUT_COOKIES } from '#app/web/continuation.server.ts'
import { textFields } from '#app/web/forms.server.ts'
import { hubspotUtkIn } from '#app/web/hubspot-utk.server.ts'
import { quizOfMount } from '#app/web/quiz.server.ts'
import { readLinks } from '#app/web/link-cookie.server.ts'
import { startVariant } from '#app/web/start-variant.server.ts'
import { passRetryAfter, retryAfter, retryLater } from '#app/web/retry-later.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import { type Visitor, identifyVisitor } from '#app/web/visitor.server.ts'
import { type RememberedVisitor, rememberSession, writeVisitor } from '#app/web/visitor-cookie.server.ts'
import { startAssessment } from '#app/services/assessment/start.server.ts'
import { type ChallengeOutcome, checkChallenge } from '#app/services/assessment/start-challenge.server.ts'
import { carriedStep } from '#app/routes/assessment.step.$step/carry-on.server.ts'
import { type Carried, type StartView, challengeView, heldView, readReferrer } from './start-view.server.ts'

const head: HeadOf<StartView | undefined> = ({ start, steps }, data) =>
  data?.kind === 'step'
    ? { title: steps.title(data.view.form.title, data.view.form.step), noindex: true }
    : {
        title: start.before,
        refused: data?.kind === 'held' || data?.props.again,
        noindex: true,
      }

/** The proof of work is nothing for other pages to load. */
export const handle = {
  script: (data: StartView | undefined) => (data?.kind === 'challenge' ? 'challenge' : 'quiz'),
  head,
}

export const headers = passRetryAfter

/** Shows what the action wants shown; somebody who opens the address itself is shown where to start. */
export function loader({ request, context }: LoaderFunctionArgs) {
  const shown = viewOfAction<StartView>(context)
  if (!shown) throw redirect(startPage(request, context.config))
  return json(shown)
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { config } = context
  // A start without a form is one without a referrer.
  const fields = await textFields(request).catch((): Record<string, string> => ({}))
  const referrer = readReferrer(fields, request, campaignRules(config))
  const visitor = await identifyVisitor(request, config.SESSION_SECRETS, context.now)
  const userAgent = request.headers.get('User-Agent')
  const kept = context.mount.preview ? 'preview' : fields.traffic
  const traffic = trafficKind(request.url, userAgent, kept)
  const variant = await startVariant({
    visitor,
    userAgent,
    secret: config.IP_HASH_SECRET[0]!,
    latest: await context.latestExperiment(),
    traffic,
    named: fields.variant,
    scorecard: context.mount.scorecard,
  })
  const hutk = hubspotUtkIn(fields, config)
  const withoutCookies = fields[CONTINUATION] === WITHOUT_COOKIES
  const { again = null, team = null } = fields
  const carried = { referrer, variant, traffic, hutk, again, team, withoutCookies }
  if (fields.website) return showAgain(context, heldView(fields, carried), { status: 422 })

  const proof = await checkChallenge(fields, {
    secrets: config.SESSION_SECRETS,
    hashSecret: config.IP_HASH_SECRET[0]!,
    verifyTurnstile: context.verifyTurnstile,
    ipAddress: visitor.ipAddress,
    now: context.now,
  })
  if (proof.kind === 'turnstile_unavailable') context.log.warn('turnstile_unavailable')
  return start(request, context, { visitor, carried, proof })
}

async function start(
  request: Request,
  context: AppLoadContext,
  { visitor, carried, proof }: { visitor: Visitor; carried: Carried; proof: ChallengeOutcome },
): Promise<Response> {
  const { referrer, variant, traffic, hutk } = carried
  const { config } = context
  const { remembered, ipAddress } = visitor
  const outcome = await orServiceUnavailable(context.log, 'start_failed', () =>
    startAssessment(context.db, {
      quiz: quizOfMount(context.mount),
      ipAddress,
      userAgent: request.headers.get('User-Agent'),
      referrer,
      url: request.url,
      acceptLanguage: request.headers.get('Accept-Language'),
      traffic,
      campaignRules: campaignRules(config),
      hubspotUtk: hutk,
      team: carried.team ? { token: carried.team, sessionIds: remembered.sessions } : null,
      abTestVariant: variant,
      language: context.mount.language,
      embedded: context.mount.embedded,
      ipHashSecrets: config.IP_HASH_SECRET,
      startsPerHour: config.STARTS_PER_NETWORK_PER_HOUR,
      passed: proof.kind === 'passed' ? proof : null,
    }),
  )
  switch (outcome.kind) {
    case 'started': {
      context.log.info('assessment_started', { variant, challenged: proof.kind === 'passed' })
      if (carried.withoutCookies) return beginWithoutCookies(context, outcome.sessionId)
      const cookie = {
        ...rememberVariant(rememberSession(remembered, outcome.sessionId, context.mount.scorecard), carried),
        ...(await earlierOf(carried, outcome.sessionId, request, context)),
      }
      const headers = { 'Set-Cookie': await writeVisitor(cookie, config.SESSION_SECRETS, context.now) }
      // Whether a frame keeps a cookie, the next post shows: until then the form carries the assessment as well.
      if (context.mount.embedded && remembered.sessions.length === 0)
        return beginWithoutCookies(context, outcome.sessionId, headers)
      return redirect('/assessment/step/1', { headers })
    }
    case 'too_many_starts':
      throw retryLater(429, outcome.retryAfterSeconds)
    case 'challenge':
    case 'challenge_used': {
      const { retryAfterSeconds } = outcome
      const view = await challengeView(context, { ...carried, ipAddress, proof, retryAfterSeconds })
      return showAgain(context, view, { status: 429, headers: retryAfter(retryAfterSeconds) })
    }
  }
}

/** The first step, as the answer to the post: nothing but its form knows the session. */
async function beginWithoutCookies(
  context: AppLoadContext,
  sessionId: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const view = await carriedStep(1, sessionId, context)
  return showAgain<StartView>(context, { kind: 'step', view }, { status: 200, headers })
}

/** The earlier result that a link led here from, for whoever opened the link in this browser. */
async function earlierOf(
  { again }: Carried,
  sessionId: string,
  request: Request,
  { config, now }: AppLoadContext,
): Promise<Pick<RememberedVisitor, 'earlier'>> {
  if (!again) return {}
  const links = await readLinks(request, config.SESSION_SECRETS, now)
  const tokenHash = links.find('again', again) ?? links.find('results', again)
  return tokenHash === null ? {} : { earlier: { sessionId, tokenHash } }
}

/** What a test has drawn stays; nothing of a preview does, and not what everybody is shown. */
function rememberVariant(
  { variant: seen, ...visitor }: RememberedVisitor,
  { variant, traffic }: Carried,
): RememberedVisitor {
  const kept = traffic === 'preview' || variant === null ? seen : variant
  return isVariantKey(kept) ? { ...visitor, variant: kept } : visitor
}

export default function Start() {
  const view = useLoaderData<typeof loader>()
  return (
    <Layout>
      {view.kind === 'step' && <StepForm {...view.view.form} />}
      {view.kind === 'held' && <HeldStart {...view.props} />}
      {view.kind === 'challenge' && <StartChallenge {...view.props} />}
    </Layout>
  )
}
