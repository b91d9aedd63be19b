import type { Database } from '#app/data/database.server.ts'
import { insertTeam } from '#app/data/teams.server.ts'
import { deriveToken, hashToken, recoverToken } from '#app/platform/token.server.ts'
import type { OwnResults } from '#app/services/assessment/open-results.server.ts'

/** Makes the team that this assessment asks for, unless it is in one. Its link stays the same until it ends. */
export async function makeTeam(
  db: Database,
  { id: assessmentId }: OwnResults,
  secrets: readonly string[],
): Promise<void> {
  const id = crypto.randomUUID()
  const tokenHash = await hashToken(await deriveToken(secrets[0] ?? '', id))
  if (tokenHash === null) throw new Error('A derived token has no hash')
  await insertTeam(db, { id, tokenHash, assessmentId })
}

/** Null without a team, and for everybody but the browser that took the assessment. */
export async function recoverTeamToken(
  { ownBrowser, team }: OwnResults,
  secrets: readonly string[],
): Promise<string | null> {
  return ownBrowser && team ? recoverToken(secrets, team.id, team.tokenHash) : null
}
