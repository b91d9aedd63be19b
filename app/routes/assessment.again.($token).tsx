import { type LoaderFunctionArgs, json, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { useMessages } from '#app/components/mount.tsx'
import { messagesFor } from '#app/words/messages.ts'
import { Layout } from '#app/components/layout.tsx'
import type { HeadOf } from '#app/components/page-head.tsx'
import { StartForm } from '#app/components/start-form.tsx'
import { dayInWords } from '#app/domain/day.ts'
import { isQuizOf } from '#app/domain/quiz/quiz.ts'
import { hashToken } from '#app/platform/token.server.ts'
import { quizOf } from '#app/content/scorecards.ts'
import { requireOwnMount } from '#app/web/own-mount.server.ts'
import { quizOfMount } from '#app/web/quiz.server.ts'
import { cookieMissing, keepLink, linkKey, readLinks } from '#app/web/link-cookie.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import { openEarlier } from '#app/services/assessment/open-earlier.server.ts'

const head: HeadOf = ({ links }) => ({ title: links.again.title, noindex: true })

export const handle = { head }

/** Says what a new result would be compared with, and changes nothing. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const { config, db, log, now, mount } = context
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
    const { links: t, errors } = messagesFor(mount.language)
    throw new Response(`${t.again.ended} ${errors.brokenLink}`, { status: 404 })
  }
  if (token !== undefined) {
    const kept = await keepLink(request, { kind: 'again', tokenHash }, config.SESSION_SECRETS, now)
    throw redirect('/assessment/again', { headers: { 'Set-Cookie': kept } })
  }
  requireOwnMount(request, mount, quizOf(earlier))
  return json({
    again: linkKey(tokenHash),
    score: earlier.totalScore,
    day: dayInWords(earlier.completedAt, mount.language),
    sameQuestions: isQuizOf(quizOfMount(mount), earlier),
  })
}

export default function Again() {
  const {
    links: { again: t },
    start,
  } = useMessages()
  const { again, score, day, sameQuestions } = useLoaderData<typeof loader>()
  return (
    <Layout>
      <div className="prose">
        <h1>{t.title}</h1>
        <p className="lead">{sameQuestions ? t.compared(day, score) : t.alone(day)}</p>
        <StartForm id="start" label={start.button} hiddenFields={{ again }} />
      </div>
    </Layout>
  )
}
