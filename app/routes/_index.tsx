import { type LoaderFunctionArgs, type MetaFunction, json } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Landing } from '#app/components/landing.tsx'
import { PreviewNotice } from '#app/components/preview-notice.tsx'
import { Layout } from '#app/components/layout.tsx'
import { findVariant, pageWords } from '#app/domain/visit/variant.ts'
import { AREAS, TOTAL_STEPS } from '#app/domain/quiz/quiz.ts'
import { trafficKind } from '#app/domain/visit/traffic.ts'
import { cleanReferrer } from '#app/domain/visit/referrer.ts'
import { campaignRules } from '#app/web/campaign.server.ts'
import { isSeen } from '#app/web/counted-view.server.ts'
import { hubspotUtkOf } from '#app/web/hubspot-utk.server.ts'
import { orUnavailable } from '#app/web/unavailable.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'
import { startVariant } from '#app/web/start-variant.server.ts'
import { openStep } from '#app/services/assessment/open-step.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  ...(data?.preview ? [{ name: 'robots', content: 'noindex' }] : []),
  { title: 'AI Readiness Scorecard: how ready is your company to rely on AI?' },
  {
    name: 'description',
    content: 'Sixteen questions for executives. A score from 0 to 100, four areas, and what to do next.',
  },
]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visitor = await identifyVisitor(request, context.config.SESSION_SECRETS, context.now)
  const { sessionId } = visitor
  const { config, now } = context
  const userAgent = request.headers.get('User-Agent')
  const traffic = trafficKind(request.url, userAgent)
  const named = new URL(request.url).searchParams.get('variant')
  const unknown = named !== null && findVariant(named) === undefined
  const variant = await startVariant({
    visitor,
    userAgent,
    secret: config.IP_HASH_SECRET[0]!,
    latest: await context.latestExperiment(),
    traffic,
    named: named ?? undefined,
  })
  // The landing page is there without the database, too; it then offers no assessment to go on with.
  const outcome = sessionId
    ? await orUnavailable(context.log, 'landing_failed', () =>
        openStep(context.db, sessionId, 1, context.now),
      )
    : null
  const hutk = hubspotUtkOf(request, context.config)
  const step = outcome?.kind === 'open' ? Math.min(outcome.session.currentStep + 1, TOTAL_STEPS) : null
  const referrer = cleanReferrer(request.headers.get('Referer'), request.url, campaignRules(config))
  // A refused request is shown as an empty one of this page.
  if (isSeen(request) && !context.refusal && !unknown)
    context.countLanding({
      referrer,
      url: request.url,
      userAgent,
      acceptLanguage: request.headers.get('Accept-Language'),
      abTestVariant: variant,
      ipAddress: visitor.ipAddress,
      ipHashSecrets: config.IP_HASH_SECRET,
      now,
    })
  const data = {
    texts: pageWords(variant),
    preview: named === null ? undefined : unknown ? ('unknown' as const) : ('shown' as const),
    areas: AREAS.map(({ id, name, intro, questions }) => ({
      id,
      title: name,
      summary: intro,
      questionCount: questions.length,
    })),
    hiddenFields: {
      // The cookie that remembers it is set by the start, and not before.
      ...(variant !== null && { variant }),
      referrer: referrer ?? '',
      traffic,
      ...(hutk !== null && { hutk }),
    },
    result:
      outcome?.kind === 'completed' ? { href: `/assessment/results/${outcome.assessmentId}` } : undefined,
    resume: step ? { href: `/assessment/step/${step}`, step, totalSteps: TOTAL_STEPS } : undefined,
  }
  return json(data, { status: unknown ? 404 : 200 })
}

export default function Index() {
  const { texts, preview, areas, resume, result, hiddenFields } = useLoaderData<typeof loader>()
  return (
    <Layout width="wide">
      {preview && <PreviewNotice kind={preview} />}
      <Landing texts={texts} areas={areas} resume={resume} result={result} hiddenFields={hiddenFields} />
    </Layout>
  )
}
