import { type AssessmentRow, findOwnAssessment } from '#app/data/assessments.server.ts'
import type { Database } from '#app/data/database.server.ts'

/**
 * The results that a visitor may see.
 * @param sessionIds the sessions in the visitor's signed cookie
 * @returns null for results of somebody else and for those that do not exist: the two must look the same
 */
export async function openResults(
  db: Database,
  assessmentId: string,
  sessionIds: readonly string[],
): Promise<AssessmentRow | null> {
  return findOwnAssessment(db, assessmentId, sessionIds)
}
