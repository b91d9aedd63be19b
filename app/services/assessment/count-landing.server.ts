import type { Database } from '#app/data/database.server.ts'
import { countNetwork } from '#app/data/rate-limit.server.ts'
import { insertLanding } from '#app/data/roll-up/landings.server.ts'
import { LANDINGS_PER_NETWORK, LANDINGS_PER_VISITOR } from '#app/domain/limits.ts'
import { hmacHex } from '#app/platform/hmac.server.ts'
import { hashNetworkWithEach } from '#app/platform/network.server.ts'
import { type Visit, describeVisit } from './describe-visit.server.ts'

export interface CountedLanding extends Visit {
  /** null where the platform gives none */
  ipAddress: string | null
  ipHashSecrets: readonly string[]
  now: Date
  scorecard: string
  quizVersion: string
}

/** Once a visitor, scorecard and day, in a frame apart; told by a hash that is another one tomorrow. @returns whether it was the first time */
export async function countLanding(db: Database, landing: CountedLanding): Promise<boolean> {
  const { ipAddress, userAgent, ipHashSecrets, now, scorecard, embedded = false } = landing
  const day = now.toISOString().slice(0, 10)
  const page = embedded ? `${scorecard} in a frame` : scorecard
  const visitor = await hmacHex(ipHashSecrets[0]!, `landing:${day} ${page} ${ipAddress} ${userAgent}`)
  const networks = await hashNetworkWithEach(ipHashSecrets, ipAddress)
  return insertLanding(db, describeVisit(landing), landing, [
    { key: `landing:${visitor}`, limit: LANDINGS_PER_VISITOR },
    ...countNetwork('landing-network', networks, LANDINGS_PER_NETWORK),
  ])
}
