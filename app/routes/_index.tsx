import { type LoaderFunctionArgs, type MetaFunction, json } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Landing } from '#app/components/landing.tsx'
import { Layout } from '#app/components/layout.tsx'
import { landingTexts, stickyVariant } from '#app/domain/visit/variant.ts'
import { AREAS, TOTAL_STEPS } from '#app/domain/quiz/quiz.ts'
import { cleanReferrer } from '#app/domain/visit/referrer.ts'
import { campaignRules } from '#app/web/campaign.server.ts'
import { randomByte } from '#app/platform/random.server.ts'
import { orUnavailable } from '#app/web/unavailable.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'
import { writeVisitor } from '#app/web/visitor-cookie.server.ts'
import { openStep } from '#app/services/assessment/open-step.server.ts'

export const meta: MetaFunction = () => [
  { title: 'AI Readiness Scorecard: how ready is your company to rely on AI?' },
  {
    name: 'description',
    content: 'Sixteen questions for executives. A score from 0 to 100, four areas, and what to do next.',
  },
]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const secrets = context.config.SESSION_SECRETS
  const { sessionId, remembered } = await identifyVisitor(request, secrets, context.now)
  const variant = stickyVariant(remembered.variant, randomByte())
  // The landing page is there without the database, too; it then offers no assessment to go on with.
  const outcome = sessionId
    ? await orUnavailable(context.log, 'landing_failed', () =>
        openStep(context.db, sessionId, 1, context.now),
      )
    : null
  const step = outcome?.kind === 'open' ? Math.min(outcome.session.currentStep + 1, TOTAL_STEPS) : null
  return json(
    {
      texts: landingTexts(variant),
      areas: AREAS.map(({ id, name, intro, questions }) => ({
        id,
        title: name,
        summary: intro,
        questionCount: questions.length,
      })),
      hiddenFields: {
        referrer:
          cleanReferrer(request.headers.get('Referer'), request.url, campaignRules(context.config)) ?? '',
      },
      resume: step ? { href: `/assessment/step/${step}`, step, totalSteps: TOTAL_STEPS } : undefined,
    },
    // The variant is drawn here and kept, so that a visitor sees one text however often they come.
    remembered.variant === variant
      ? {}
      : { headers: { 'Set-Cookie': await writeVisitor({ ...remembered, variant }, secrets, context.now) } },
  )
}

export default function Index() {
  const { texts, areas, resume, hiddenFields } = useLoaderData<typeof loader>()
  return (
    <Layout width="wide">
      <Landing texts={texts} areas={areas} resume={resume} hiddenFields={hiddenFields} />
    </Layout>
  )
}
