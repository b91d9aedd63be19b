import { type OpenedAssessment, findOwnAssessment } from '#app/data/assessments.server.ts'
import type { Database } from '#app/data/database.server.ts'

/** PostgreSQL refuses some other texts with an error, such as a NUL. */
const ID = /^[\w-]{1,64}$/

export interface ResultsKey {
  sessionIds: readonly string[]
  linkHashes?: readonly string[]
}

export type OwnResults = OpenedAssessment & {
  /** The browser that took the assessment: no other reads or writes contact details. */
  ownBrowser: boolean
  /** An address with consent was given, now or before it was scrubbed. */
  unlocked: boolean
  /** Contact details may be taken without asking for consent again. */
  consented: boolean
}

/** Null for somebody else's results and for none: the two must look the same. */
export async function openResults(
  db: Database,
  assessmentId: string,
  { sessionIds, linkHashes = [] }: ResultsKey,
): Promise<OwnResults | null> {
  if (!ID.test(assessmentId)) return null
  const assessment = await findOwnAssessment(db, assessmentId, { sessionIds, linkHashes })
  return assessment && asResults(assessment, sessionIds.includes(assessment.sessionId))
}

export function asResults(assessment: OpenedAssessment, ownBrowser: boolean): OwnResults {
  const unlocked = assessment.consentAt !== null
  const consented = unlocked && assessment.consentWithdrawnAt === null
  return { ...assessment, ownBrowser, unlocked, consented }
}
