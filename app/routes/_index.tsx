import {
  type AppLoadContext,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type SerializeFrom,
  json,
} from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Landing, type LandingVisit } from '#app/components/landing.tsx'
import type { HeadOf } from '#app/components/page-head.tsx'
import { LanguageOffer } from '#app/components/language-links.tsx'
import { PreviewNotice } from '#app/components/preview-notice.tsx'
import { Layout } from '#app/components/layout.tsx'
import { quizOf } from '#app/content/scorecards.ts'
import { findVariant, pageWords } from '#app/content/variants.ts'
import { knownAnswers } from '#app/domain/quiz/answers.ts'
import type { Quiz } from '#app/domain/quiz/quiz.ts'
import { sampleResult } from '#app/domain/quiz/sample-result.ts'
import { acceptedLanguage } from '#app/domain/language/languages.ts'
import { trafficKind } from '#app/domain/visit/traffic.ts'
import { cleanReferrer } from '#app/domain/visit/referrer.ts'
import { campaignRules } from '#app/web/campaign.server.ts'
import { isSeen } from '#app/web/counted-view.server.ts'
import { hubspotUtkOf } from '#app/web/hubspot-utk.server.ts'
import { inTime, orUnavailable } from '#app/web/unavailable.server.ts'
import { quizOfMount } from '#app/web/quiz.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'
import { startVariant } from '#app/web/start-variant.server.ts'
import { openStep } from '#app/services/assessment/open-step.server.ts'

const head: HeadOf<SerializeFrom<typeof loader> | undefined> = (_words, data) =>
  data
    ? {
        path: data.isDraft ? undefined : '/',
        title: data.texts.title,
        alone: true,
        description: data.texts.description,
        noindex: data.isDraft || data.preview !== undefined,
      }
    : null

export const handle = { head }

/** Its offer of another language follows what the browser asks for. */
export const headers: HeadersFunction = () => ({ Vary: 'Accept-Language' })

export async function loader({ request, context }: LoaderFunctionArgs) {
  const quiz = quizOfMount(context.mount)
  const visitor = await identifyVisitor(
    request,
    context.config.SESSION_SECRETS,
    context.now,
    context.mount.scorecard,
  )
  const { sessionId } = visitor
  const { config, now } = context
  const { language, embedded, preview: draft } = context.mount
  const userAgent = request.headers.get('User-Agent')
  const traffic = draft ? 'preview' : trafficKind(request.url, userAgent)
  const named = new URL(request.url).searchParams.get('variant')
  const unknown = named !== null && findVariant(named, quiz.scorecard) === undefined
  const variant = await startVariant({
    visitor,
    userAgent,
    secret: config.IP_HASH_SECRET[0]!,
    latest: await context.latestExperiment(),
    traffic,
    named: named ?? undefined,
    scorecard: quiz.scorecard,
  })
  const outcome = sessionId ? await findVisit(context, sessionId) : null
  const hutk = hubspotUtkOf(request, context.config)
  const referrer = cleanReferrer(request.headers.get('Referer'), request.url, campaignRules(config))
  // A refused request is shown as an empty one of this page.
  if (isSeen(request) && !context.refusal && !unknown && !draft)
    context.countLanding({
      referrer,
      url: request.url,
      embedded,
      userAgent,
      acceptLanguage: request.headers.get('Accept-Language'),
      abTestVariant: variant,
      ipAddress: visitor.ipAddress,
      ipHashSecrets: config.IP_HASH_SECRET,
      now,
      scorecard: quiz.scorecard,
      quizVersion: quiz.version,
    })
  const asked = embedded ? null : acceptedLanguage(request.headers.get('Accept-Language'))
  const data = {
    isDraft: draft === true,
    offer: asked === language ? null : asked,
    texts: pageWords(variant, quiz),
    preview: named === null ? undefined : unknown ? ('unknown' as const) : ('shown' as const),
    minutes: quiz.minutes,
    areas: quiz.areas.map(({ id, name, intro, questions, weight }) => ({
      id,
      title: name,
      summary: intro,
      questionCount: questions.length,
      weight,
    })),
    sample: sampleResult(quiz),
    retentionDays: config.RETENTION_DAYS,
    hiddenFields: {
      // The cookie that remembers it is set by the start, and not before.
      ...(variant !== null && { variant }),
      referrer: referrer ?? '',
      traffic,
      ...(hutk !== null && { hutk }),
    },
    visit: outcome ? landingVisit(quiz, outcome) : undefined,
  }
  return json(data, { status: unknown ? 404 : 200 })
}

/** The landing page is there without the database, too, and does not wait for a slow one. */
function findVisit({ config, db, log, now }: AppLoadContext, sessionId: string) {
  return inTime(config.STATE_WAIT_MS, () =>
    orUnavailable(log, 'landing_failed', () => openStep(db, sessionId, 1, now)),
  )
}

function landingVisit(
  current: Quiz,
  outcome: Awaited<ReturnType<typeof findVisit>>,
): LandingVisit | undefined {
  switch (outcome.kind) {
    case 'open': {
      const { currentStep, responses, quizVersion } = outcome.session
      const quiz = quizOf({ ...outcome.session, language: current.language })
      // Its step says why it cannot be gone on with.
      if (quiz.version !== quizVersion) return { kind: 'started', href: '/assessment/step/1' }
      const { areas, questions } = quiz
      const step = Math.min(currentStep + 1, areas.length)
      const answered = Object.keys(knownAnswers(quiz, responses)).length
      return {
        kind: 'under_way',
        href: `/assessment/step/${step}`,
        questionsLeft: questions.length - answered,
      }
    }
    case 'completed':
      return {
        kind: 'completed',
        href: `/assessment/results/${outcome.assessmentId}`,
        score: outcome.totalScore,
      }
    // The last step leads to whichever comes next, or to the result.
    case 'late':
    case 'unavailable':
      return { kind: 'started', href: `/assessment/step/${current.areas.length}` }
    case 'ahead':
    case 'moved':
    case 'expired':
      return undefined
  }
}

export default function Index() {
  const { preview, offer, ...landing } = useLoaderData<typeof loader>()
  return (
    <Layout width="wide">
      {offer && <LanguageOffer language={offer} />}
      {preview && <PreviewNotice kind={preview} />}
      <Landing {...landing} />
    </Layout>
  )
}
