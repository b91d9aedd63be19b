import type { Database } from '#app/data/database.server.ts'
import { type Limited, countHits, countNetwork, orLimited } from '#app/data/rate-limit.server.ts'
import { PRINTS_PER_ASSESSMENT, PRINTS_PER_NETWORK } from '#app/domain/limits.ts'
import { hmacHex } from '#app/platform/hmac.server.ts'
import { hashNetworkWithEach } from '#app/platform/network.server.ts'
import type { RequestOrigin } from './request-counters.server.ts'

/** Each report that is printed takes some seconds of a browser. @returns null where there is room */
export async function countReport(
  db: Database,
  assessmentId: string,
  { hashSecret, ipAddress }: RequestOrigin,
): Promise<Limited | null> {
  const [assessment, networks] = await Promise.all([
    hmacHex(hashSecret, `report:${assessmentId}`),
    hashNetworkWithEach([hashSecret], ipAddress),
  ])
  const counters = [
    { key: `report:${assessment}`, limit: PRINTS_PER_ASSESSMENT },
    ...countNetwork('report-network', networks, PRINTS_PER_NETWORK),
  ]
  return (await orLimited(() => countHits(db, counters))) ?? null
}
