import { type AssessmentRow, findOwnAssessment } from '#app/data/assessments.server.ts'
import type { Database } from '#app/data/database.server.ts'

/** An assessment as its owner sees it. */
export type OwnResults = AssessmentRow & {
  /** Whether an e-mail address with consent was given, now or before it was scrubbed. */
  unlocked: boolean
  /** Whether contact details may be taken without asking for consent again. */
  consented: boolean
}

/**
 * The results that a visitor may see.
 * @param sessionIds the sessions in the visitor's signed cookie
 * @returns null for results of somebody else and for those that do not exist: the two must look the same
 */
export async function openResults(
  db: Database,
  assessmentId: string,
  sessionIds: readonly string[],
): Promise<OwnResults | null> {
  const assessment = await findOwnAssessment(db, assessmentId, sessionIds)
  if (!assessment) return null
  const unlocked = assessment.consentAt !== null
  return { ...assessment, unlocked, consented: unlocked && assessment.consentWithdrawnAt === null }
}
