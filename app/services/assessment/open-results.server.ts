import {
  type EarlierLink,
  type OpenedAssessment,
  findOwnAssessment,
} from '#app/data/opened-assessments.server.ts'
import type { Database } from '#app/data/database.server.ts'
import { type ConsentPurpose, standingPurposes } from '#app/domain/lead/consent.ts'

/** PostgreSQL refuses some other texts with an error, such as a NUL. */
const ID = /^[\w-]{1,64}$/

export const isAssessmentId = (text: string) => ID.test(text)

export interface ResultsKey {
  sessionIds: readonly string[]
  linkHashes?: readonly string[]
  earlier?: EarlierLink
}

export type OwnResults = OpenedAssessment & {
  /** The browser that took the assessment, until the scrub: no other reads or writes contact details. */
  ownBrowser: boolean
  /** An address was given, now or before it was scrubbed. */
  unlocked: boolean
  /** What the data may be used for now. */
  purposes: readonly ConsentPurpose[]
}

/** Null for somebody else's results and for none: the two must look the same. */
export async function openResults(
  db: Database,
  assessmentId: string,
  { sessionIds, linkHashes = [], earlier }: ResultsKey,
): Promise<OwnResults | null> {
  if (!isAssessmentId(assessmentId)) return null
  const assessment = await findOwnAssessment(db, assessmentId, { sessionIds, linkHashes, earlier })
  return assessment && asResults(assessment, sessionIds.includes(assessment.sessionId))
}

export function asResults(assessment: OpenedAssessment, ownBrowser: boolean): OwnResults {
  const unlocked = assessment.consentAt !== null
  return { ...assessment, ownBrowser, unlocked, purposes: standingPurposes(assessment) }
}
