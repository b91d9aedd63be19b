import { type LoaderFunctionArgs, type MetaFunction, json, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Layout } from '#app/components/layout.tsx'
import { pageTitle } from '#app/components/page-title.ts'
import { StartForm } from '#app/components/start-form.tsx'
import { dayInWords } from '#app/domain/day.ts'
import { QUIZ_VERSION } from '#app/domain/quiz/quiz.ts'
import { hashToken } from '#app/platform/token.server.ts'
import { BROKEN_LINK, cookieMissing, keepLink, linkKey, readLinks } from '#app/web/link-cookie.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import { openEarlier } from '#app/services/assessment/open-earlier.server.ts'

export const meta: MetaFunction = () => [
  { title: pageTitle('Take the assessment again') },
  { name: 'robots', content: 'noindex' },
]

/** Says what a new result would be compared with, and changes nothing. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const { config, db, log, now } = context
  const { token } = params
  const links = await readLinks(request, config.SESSION_SECRETS, now)
  const key = new URL(request.url).searchParams.get('link') ?? undefined
  const tokenHash =
    token === undefined
      ? (key !== undefined && links.find('results', key)) || links.find('again', key)
      : await hashToken(token)
  if (tokenHash === null && token === undefined) throw cookieMissing()
  const earlier = await orServiceUnavailable(log, 'link_failed', () => openEarlier(db, tokenHash))
  if (!earlier || tokenHash === null) {
    throw new Response(`The link may have ended, or the result is no longer kept. ${BROKEN_LINK}`, {
      status: 404,
    })
  }
  if (token !== undefined) {
    const kept = await keepLink(request, { kind: 'again', tokenHash }, config.SESSION_SECRETS, now)
    throw redirect('/assessment/again', { headers: { 'Set-Cookie': kept } })
  }
  return json({
    again: linkKey(tokenHash),
    score: earlier.totalScore,
    day: dayInWords(earlier.completedAt),
    sameQuestions: earlier.quizVersion === QUIZ_VERSION,
  })
}

export default function Again() {
  const { again, score, day, sameQuestions } = useLoaderData<typeof loader>()
  return (
    <Layout>
      <div className="prose">
        <h1>Take the assessment again</h1>
        {sameQuestions ? (
          <p className="lead">
            Your new result will stand beside the one of {day}, {score} out of 100: area by area, and question
            by question.
          </p>
        ) : (
          <p className="lead">
            The questions have changed since {day}, so your new result will stand by itself: scores of
            different questions cannot be compared.
          </p>
        )}
        <StartForm id="start" label="Start the assessment" hiddenFields={{ again }} />
      </div>
    </Layout>
  )
}
