import type { Database } from '#app/data/database.server.ts'
import { recordAction } from '#app/data/console/ops-actions.server.ts'
import { countHits, countNetwork, orLimited } from '#app/data/rate-limit.server.ts'
import type { OpsToken, Viewer } from '#app/domain/console/roles.ts'
import { OPS_POSTS_PER_SESSION, OPS_SIGN_INS_PER_NETWORK } from '#app/domain/limits.ts'
import { findToken } from '#app/platform/ops-token.server.ts'
import { hashNetworkWithEach } from '#app/platform/network.server.ts'

export interface SignIn {
  tokens: readonly OpsToken[]
  /** what somebody typed */
  given: string
  hashSecrets: readonly string[]
  /** null where the platform gives none */
  ipAddress: string | null
}

/** Counts the attempt, whatever it comes to, and then looks whose token it is. */
export async function signIn(db: Database, { tokens, given, hashSecrets, ipAddress }: SignIn) {
  return orLimited(async () => {
    const networks = await hashNetworkWithEach(hashSecrets, ipAddress)
    await countHits(db, countNetwork('ops-sign-in', networks, OPS_SIGN_INS_PER_NETWORK))
    const token = await findToken(tokens, given)
    return token ? { kind: 'signed_in' as const, token } : { kind: 'wrong' as const }
  })
}

export async function recordSession(
  db: Database,
  viewer: Viewer,
  action: 'signed_in' | 'signed_out',
): Promise<void> {
  await recordAction(db, { viewer, action }, 0)
}

/** Whatever somebody who is signed in posts. */
export function countOpsPost(db: Database, viewer: Viewer) {
  return orLimited(async () => {
    await countHits(db, [{ key: `ops-post:${viewer.session}`, limit: OPS_POSTS_PER_SESSION }])
    return { kind: 'counted' as const }
  })
}
