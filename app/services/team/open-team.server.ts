import type { Database } from '#app/data/database.server.ts'
import { type OpenedTeam, findTeam } from '#app/data/teams.server.ts'
import { hashToken } from '#app/platform/token.server.ts'

export type { OpenedTeam }

/** @returns null for a link that opens nothing, whatever the reason */
export async function openTeam(
  db: Database,
  token: string,
  sessionIds: readonly string[],
): Promise<OpenedTeam | null> {
  const tokenHash = await hashToken(token)
  return tokenHash === null ? null : findTeam(db, { tokenHash, sessionIds })
}
