import {
  type ActionFunctionArgs,
  type AppLoadContext,
  type LoaderFunctionArgs,
  json,
  redirect,
} from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Layout } from '#app/components/layout.tsx'
import type { HeadOf } from '#app/components/page-head.tsx'
import { Invitation } from '#app/components/team/invitation.tsx'
import { TeamPage } from '#app/components/team/team-page.tsx'
import { readToken } from '#app/platform/token.server.ts'
import { TEAM_ACTS, type TeamAct, actOnTeam, countTeamGuess } from '#app/services/team/act-on-team.server.ts'
import { isAssessmentId } from '#app/services/assessment/open-results.server.ts'
import { openTeam } from '#app/services/team/open-team.server.ts'
import { quizOf } from '#app/content/scorecards.ts'
import { textFields } from '#app/web/forms.server.ts'
import { requireOwnMount } from '#app/web/own-mount.server.ts'
import { quizOfMount } from '#app/web/quiz.server.ts'
import { retryLater } from '#app/web/retry-later.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'
import { messagesFor } from '#app/words/messages.ts'
import { teamView } from './team-view.server.ts'

const head: HeadOf<{ kind: string } | undefined> = ({ team }, data) => ({
  title: data?.kind === 'team' ? team.ownTitle : team.title,
  noindex: true,
})

export const handle = { head }

/** The address is the secret, because it is there to be passed on; what it shows depends on whose browser opens it. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const token = readToken(params.token ?? '')
  const { remembered, ipAddress } = await visitorOf(request, context)
  const team = await orServiceUnavailable(context.log, 'team_failed', () =>
    openTeam(context.db, token ?? '', remembered.sessions),
  )
  if (!team || token === null) throw await noTeam(ipAddress, context)
  requireOwnMount(request, context.mount, quizOf(team))
  const hasLeft = new URL(request.url).searchParams.has('left')
  return json(teamView(team, { token, mount: context.mount, siteUrl: context.config.SITE_URL, hasLeft }))
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const token = readToken(params.token ?? '')
  const { remembered, ipAddress } = await visitorOf(request, context)
  const fields = await textFields(request)
  const act = TEAM_ACTS.find((name) => name === fields.intent)
  const { result: resultId = '' } = fields
  if (act === undefined || !isAssessmentId(resultId)) throw new Response(null, { status: 400 })
  if (token === null) throw await noTeam(ipAddress, context)
  const { db, log, config } = context
  const post = { token, quiz: quizOfMount(context.mount), sessionIds: remembered.sessions, act, resultId }
  const origin = { hashSecret: config.IP_HASH_SECRET[0]!, ipAddress }
  const outcome = await orServiceUnavailable(log, 'team_failed', () => actOnTeam(db, post, origin))
  if (outcome.kind === 'limited') throw retryLater(429, outcome.retryAfterSeconds)
  if (outcome.kind === 'done') log.info(EVENTS[act])
  if (act === 'end' && outcome.kind === 'done') return redirect(`/assessment/results/${post.resultId}#team`)
  if (act === 'leave') return redirect(`/team/${token}?left`)
  return redirect(`/team/${token}`)
}

const EVENTS = {
  join: 'team_joined',
  leave: 'team_left',
  compare: 'team_compared',
  end: 'team_ended',
} as const satisfies Record<TeamAct, string>

const visitorOf = (request: Request, { config, now }: AppLoadContext) =>
  identifyVisitor(request, config.SESSION_SECRETS, now)

/** One answer for every address that opens nothing, and a wait for whoever tries many. */
async function noTeam(
  ipAddress: string | null,
  { db, log, config, mount }: AppLoadContext,
): Promise<Response> {
  const origin = { hashSecret: config.IP_HASH_SECRET[0]!, ipAddress }
  const guess = await orServiceUnavailable(log, 'team_failed', () => countTeamGuess(db, origin))
  if (guess.kind === 'limited') return retryLater(429, guess.retryAfterSeconds)
  return new Response(messagesFor(mount.language).team.ended, { status: 404 })
}

export default function Team() {
  const view = useLoaderData<typeof loader>()
  return (
    <Layout width={view.kind === 'team' ? 'wide' : 'reading'}>
      {view.kind === 'team' ? <TeamPage {...view.props} /> : <Invitation {...view.props} />}
    </Layout>
  )
}
