import { type AssessmentRow, findOwnAssessment } from '#app/data/assessments.server.ts'
import type { Database } from '#app/data/database.server.ts'
import { hashToken } from '#app/platform/token.server.ts'

/** Anything else is no id, and may be something that PostgreSQL takes for an error, such as a NUL. */
const ID = /^[\w-]{1,64}$/

/** What opens results: sessions in the visitor's signed cookie, or the token of a link from an e-mail. */
export interface ResultsKey {
  sessionIds: readonly string[]
  token?: string | null
}

/** An assessment as its owner sees it. */
export type OwnResults = AssessmentRow & {
  /** Whether it is the browser that took the assessment. A link may have been passed on: it shows no contact details. */
  ownBrowser: boolean
  /** Whether an e-mail address with consent was given, now or before it was scrubbed. */
  unlocked: boolean
  /** Whether contact details may be taken without asking for consent again. */
  consented: boolean
}

/**
 * The results that a visitor may see.
 * @returns null for results of somebody else and for those that do not exist: the two must look the same
 */
export async function openResults(
  db: Database,
  assessmentId: string,
  { sessionIds, token = null }: ResultsKey,
): Promise<OwnResults | null> {
  if (!ID.test(assessmentId)) return null
  const linkHash = token === null ? null : await hashToken(token)
  const assessment = await findOwnAssessment(db, assessmentId, { sessionIds, linkHash })
  if (!assessment) return null
  const ownBrowser = sessionIds.includes(assessment.sessionId)
  const unlocked = assessment.consentAt !== null
  const consented = unlocked && assessment.consentWithdrawnAt === null
  return { ...assessment, ownBrowser, unlocked, consented }
}
