import { findSharedAssessment } from '#app/data/opened-assessments.server.ts'
import type { Database } from '#app/data/database.server.ts'
import { hashToken } from '#app/platform/token.server.ts'
import { type OwnResults, asResults } from './open-results.server.ts'

export async function openSharedResults(db: Database, token: string): Promise<OwnResults | null> {
  const tokenHash = await hashToken(token)
  const assessment = tokenHash && (await findSharedAssessment(db, tokenHash))
  return assessment ? asResults(assessment, false) : null
}
