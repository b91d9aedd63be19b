import { type LoaderFunctionArgs, type MetaFunction, json } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Landing } from '#app/components/landing.tsx'
import { Layout } from '#app/components/layout.tsx'
import { landingTexts } from '#app/domain/visit/variant.ts'
import { AREAS, TOTAL_STEPS } from '#app/domain/quiz/quiz.ts'
import { cleanReferrer } from '#app/domain/visit/referrer.ts'
import { campaignRules } from '#app/web/campaign.server.ts'
import { orUnavailable } from '#app/web/unavailable.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'
import { startVariant } from '#app/web/start-variant.server.ts'
import { openStep } from '#app/services/assessment/open-step.server.ts'

export const meta: MetaFunction = () => [
  { title: 'AI Readiness Scorecard: how ready is your company to rely on AI?' },
  {
    name: 'description',
    content: 'Sixteen questions for executives. A score from 0 to 100, four areas, and what to do next.',
  },
]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visitor = await identifyVisitor(request, context.config.SESSION_SECRETS, context.now)
  const { sessionId } = visitor
  const variant = await startVariant(request, visitor, context.config.IP_HASH_SECRET[0]!)
  // The landing page is there without the database, too; it then offers no assessment to go on with.
  const outcome = sessionId
    ? await orUnavailable(context.log, 'landing_failed', () =>
        openStep(context.db, sessionId, 1, context.now),
      )
    : null
  const step = outcome?.kind === 'open' ? Math.min(outcome.session.currentStep + 1, TOTAL_STEPS) : null
  return json({
    texts: landingTexts(variant),
    areas: AREAS.map(({ id, name, intro, questions }) => ({
      id,
      title: name,
      summary: intro,
      questionCount: questions.length,
    })),
    hiddenFields: {
      // The cookie that remembers it is set by the start, and not before.
      variant,
      referrer:
        cleanReferrer(request.headers.get('Referer'), request.url, campaignRules(context.config)) ?? '',
    },
    result:
      outcome?.kind === 'completed' ? { href: `/assessment/results/${outcome.assessmentId}` } : undefined,
    resume: step ? { href: `/assessment/step/${step}`, step, totalSteps: TOTAL_STEPS } : undefined,
  })
}

export default function Index() {
  const { texts, areas, resume, result, hiddenFields } = useLoaderData<typeof loader>()
  return (
    <Layout width="wide">
      <Landing texts={texts} areas={areas} resume={resume} result={result} hiddenFields={hiddenFields} />
    </Layout>
  )
}
