import type { Database } from '#app/data/database.server.ts'
import { type Limited, countHits, countNetwork, orLimited } from '#app/data/rate-limit.server.ts'
import { compareWaiting, deleteTeam, joinTeam, leaveTeam } from '#app/data/teams.server.ts'
import { TEAM_GUESSES_PER_NETWORK, TEAM_POSTS_PER_NETWORK } from '#app/domain/limits.ts'
import type { Quiz } from '#app/domain/quiz/quiz.ts'
import { IN_PLACE, LEAST_COMPARED } from '#app/domain/team/agreement.ts'
import { hashNetworkWithEach } from '#app/platform/network.server.ts'
import { hashToken } from '#app/platform/token.server.ts'
import type { RequestOrigin } from '#app/services/assessment/request-counters.server.ts'

export const TEAM_ACTS = ['join', 'leave', 'compare', 'end'] as const
export type TeamAct = (typeof TEAM_ACTS)[number]

export interface TeamPost {
  token: string
  /** that is asked today */
  quiz: Quiz
  /** of this browser */
  sessionIds: readonly string[]
  act: TeamAct
  /** the result to join with */
  resultId: string
}

/** `nothing`: it was done already, or is not this browser's to do. */
export type TeamOutcome = { kind: 'done' } | { kind: 'nothing' } | Limited

/** Joins, leaves, compares or ends, in one statement. Only whoever made a team compares and ends it. */
export async function actOnTeam(
  db: Database,
  { token, quiz, sessionIds, act, resultId }: TeamPost,
  { hashSecret, ipAddress }: RequestOrigin,
): Promise<TeamOutcome> {
  const tokenHash = await hashToken(token)
  if (tokenHash === null) return { kind: 'nothing' }
  const networks = await hashNetworkWithEach([hashSecret], ipAddress)
  const counters = countNetwork('team', networks, TEAM_POSTS_PER_NETWORK)
  const key = { tokenHash, sessionIds }
  const compared = {
    scorecard: quiz.scorecard,
    quizVersion: quiz.version,
    questionIds: quiz.questions.map(({ id }) => id),
    inPlace: IN_PLACE,
    least: LEAST_COMPARED,
  }
  return orLimited(async () => {
    const acts = {
      join: () => joinTeam(db, key, resultId, counters),
      leave: () => leaveTeam(db, key, counters),
      compare: () => compareWaiting(db, key, compared, counters),
      end: () => deleteTeam(db, key, counters),
    } satisfies Record<TeamAct, () => Promise<boolean>>
    return { kind: (await acts[act]()) ? 'done' : 'nothing' }
  })
}

/** Counts an address of a team that there is not. Only those are counted: an office shares its network with whoever guesses. */
export async function countTeamGuess(
  db: Database,
  { hashSecret, ipAddress }: RequestOrigin,
): Promise<{ kind: 'counted' } | Limited> {
  const networks = await hashNetworkWithEach([hashSecret], ipAddress)
  return orLimited(async () => {
    await countHits(db, countNetwork('team-guess', networks, TEAM_GUESSES_PER_NETWORK))
    return { kind: 'counted' }
  })
}
