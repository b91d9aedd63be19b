import { noteBriefingClick } from '#app/data/briefing-clicks.server.ts'
import type { Database } from '#app/data/database.server.ts'
import { type ResultsKey, isAssessmentId } from './open-results.server.ts'

/** Once an assessment. Whoever has no key to it goes where they want to go, and is not counted. */
export async function countBriefingClick(
  db: Database,
  assessmentId: string,
  { sessionIds, linkHashes = [] }: ResultsKey,
): Promise<void> {
  if (sessionIds.length + linkHashes.length === 0 || !isAssessmentId(assessmentId)) return
  await noteBriefingClick(db, assessmentId, { sessionIds, linkHashes })
}
