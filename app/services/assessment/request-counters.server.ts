import { type Counter, countNetwork } from '#app/data/rate-limit.server.ts'
import {
  ADDRESSES_PER_ASSESSMENT,
  CONTACT_POSTS_PER_ASSESSMENT,
  CONTACT_POSTS_PER_NETWORK,
  SAVES_PER_NETWORK,
  SAVES_PER_SESSION,
} from '#app/domain/limits.ts'
import { hmacHex } from '#app/platform/hmac.server.ts'
import { hashNetworkWithEach } from '#app/platform/network.server.ts'

/** The purpose of the counters that all on one network have together. */
export const CONTACT_NETWORK = 'contact-network'

export interface RequestOrigin {
  hashSecret: string
  /** null where the platform gives none */
  ipAddress: string | null
}

export async function countSave(origin: RequestOrigin, sessionId: string): Promise<Counter[]> {
  const [session, networks] = await Promise.all([
    // The id opens the assessment, and its hash does not.
    hmacHex(origin.hashSecret, `save:${sessionId}`),
    hashNetworkWithEach([origin.hashSecret], origin.ipAddress),
  ])
  return [
    { key: `save:${session}`, limit: SAVES_PER_SESSION },
    ...countNetwork('save-network', networks, SAVES_PER_NETWORK),
  ]
}

export async function countContactPost(
  origin: RequestOrigin,
  assessmentId: string,
): Promise<{ post: Counter[]; newAddress: Counter }> {
  const [assessment, networks] = await Promise.all([
    hmacHex(origin.hashSecret, `contact:${assessmentId}`),
    hashNetworkWithEach([origin.hashSecret], origin.ipAddress),
  ])
  return {
    post: [
      { key: `contact:${assessment}`, limit: CONTACT_POSTS_PER_ASSESSMENT },
      ...countNetwork(CONTACT_NETWORK, networks, CONTACT_POSTS_PER_NETWORK),
    ],
    newAddress: { key: `contact-address:${assessment}`, limit: ADDRESSES_PER_ASSESSMENT },
  }
}
