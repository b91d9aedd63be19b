import type { Database } from '#app/data/database.server.ts'
import { orLimited } from '#app/data/rate-limit.server.ts'
import { createAssessmentSession } from '#app/data/sessions.server.ts'
import type { TeamKey } from '#app/data/teams.server.ts'
import type { Language } from '#app/domain/language/languages.ts'
import { STARTS_PER_NETWORK } from '#app/domain/limits.ts'
import type { Quiz } from '#app/domain/quiz/quiz.ts'
import type { CampaignRules } from '#app/domain/visit/campaign.ts'
import { cleanReferrer } from '#app/domain/visit/referrer.ts'
import { storedBrowser } from '#app/domain/visit/browser-info.ts'
import { describeVisit } from './describe-visit.server.ts'
import { countStart } from './request-counters.server.ts'
import { generateSessionId } from '#app/platform/random.server.ts'
import { hashToken } from '#app/platform/token.server.ts'
import { hashNetworkWithEach } from '#app/platform/network.server.ts'

export interface StartInput {
  /** what is asked */
  quiz: Pick<Quiz, 'scorecard' | 'version' | 'areas'>
  /** null where the platform gives none */
  ipAddress: string | null
  userAgent: string | null
  referrer: string | null
  url: string
  acceptLanguage?: string | null
  /** what the landing page's form says of whose visit it is */
  traffic?: string | undefined
  campaignRules: CampaignRules
  /** see `readHubspotUtk` */
  hubspotUtk?: string | null
  /** the token of the team's link that led here, and what else this browser has */
  team?: { token: string; sessionIds: readonly string[] } | null
  abTestVariant: string | null
  language?: Language
  /** in a frame of another site */
  embedded?: boolean
  /** The first makes new hashes, all are recognized. */
  ipHashSecrets: readonly string[]
  /** of a network in an hour, without a challenge */
  startsPerHour?: number
  /** The challenge that was passed; one of ours has an id, which is good for one start. */
  passed?: { challengeId: string | null } | null
}

export type StartOutcome =
  | { kind: 'started'; sessionId: string }
  | { kind: 'challenge'; retryAfterSeconds: number }
  | { kind: 'challenge_used'; retryAfterSeconds: number }
  /** Beyond what challenges allow, too. */
  | { kind: 'too_many_starts'; retryAfterSeconds: number }

export async function startAssessment(db: Database, input: StartInput): Promise<StartOutcome> {
  const networks = await hashNetworkWithEach(input.ipHashSecrets, input.ipAddress)
  const { passed = null, startsPerHour = STARTS_PER_NETWORK.usual } = input
  const counters = countStart(networks, startsPerHour, passed)
  const referrer = cleanReferrer(input.referrer, input.url, input.campaignRules)
  const team = await teamKey(input.team)
  const outcome = await orLimited(() =>
    createAssessmentSession(
      db,
      {
        sessionId: generateSessionId(),
        scorecard: input.quiz.scorecard,
        quizVersion: input.quiz.version,
        totalSteps: input.quiz.areas.length,
        ...(input.language && { language: input.language }),
        ipAddressHash: networks[0]?.network ?? null,
        userAgent: storedBrowser(input.userAgent),
        referrerSource: referrer,
        hubspotUtk: input.hubspotUtk ?? null,
        team,
        ...describeVisit({ ...input, referrer }),
      },
      counters,
    ),
  )
  if (!('kind' in outcome)) return { kind: 'started', sessionId: outcome.sessionId }
  const { purpose, retryAfterSeconds } = outcome
  if (!passed) return { kind: 'challenge', retryAfterSeconds }
  return { kind: purpose === 'challenge' ? 'challenge_used' : 'too_many_starts', retryAfterSeconds }
}

async function teamKey(team: StartInput['team']): Promise<TeamKey | null> {
  const tokenHash = team ? await hashToken(team.token) : null
  return team && tokenHash !== null ? { tokenHash, sessionIds: team.sessionIds } : null
}
