import type { Database } from '#app/data/database.server.ts'
import { StartLimitError, createAssessmentSession } from '#app/data/sessions.server.ts'
import { QUIZ_VERSION } from '#app/domain/quiz/quiz.ts'
import type { CampaignRules } from '#app/domain/visit/campaign.ts'
import { cleanReferrer } from '#app/domain/visit/referrer.ts'
import { storedBrowser } from '#app/domain/visit/browser-info.ts'
import { generateSessionId } from '#app/platform/random.server.ts'
import { hashIpWithEach } from '#app/platform/network.server.ts'

export interface StartInput {
  /** null where the platform gives none */
  ipAddress: string | null
  userAgent: string | null
  referrer: string | null
  url: string
  campaignRules: CampaignRules
  abTestVariant: string
  /** The first makes new hashes, all are recognized. */
  ipHashSecrets: readonly string[]
}

export type StartOutcome = { kind: 'started'; sessionId: string } | { kind: 'too_many_starts' }

export async function startAssessment(db: Database, input: StartInput): Promise<StartOutcome> {
  const [ipAddressHash = null, ...formerHashes] = await hashIpWithEach(input.ipHashSecrets, input.ipAddress)
  try {
    const { sessionId } = await createAssessmentSession(db, {
      sessionId: generateSessionId(),
      quizVersion: QUIZ_VERSION,
      ipAddressHash,
      formerIpAddressHashes: formerHashes,
      userAgent: storedBrowser(input.userAgent),
      referrerSource: cleanReferrer(input.referrer, input.url, input.campaignRules),
      abTestVariant: input.abTestVariant,
    })
    return { kind: 'started', sessionId }
  } catch (error) {
    if (error instanceof StartLimitError) return { kind: 'too_many_starts' }
    throw error
  }
}
