import { type Counter, countNetwork } from '#app/data/rate-limit.server.ts'
import {
  ADDRESSES_PER_ASSESSMENT,
  CHALLENGE,
  CHALLENGED_STARTS_FACTOR,
  CONTACT_POSTS_PER_ASSESSMENT,
  CONTACT_POSTS_PER_NETWORK,
  OWN_LINK_POSTS_PER_ASSESSMENT,
  OWN_LINK_POSTS_PER_NETWORK,
  SAVES_PER_NETWORK,
  SAVES_PER_SESSION,
  STARTS_PER_NETWORK,
} from '#app/domain/limits.ts'
import { hmacHex } from '#app/platform/hmac.server.ts'
import { type NetworkHashes, hashNetworkWithEach } from '#app/platform/network.server.ts'

/** The purpose of the counters that all on one network have together. */
export const CONTACT_NETWORK = 'contact-network'

export interface RequestOrigin {
  hashSecret: string
  /** null where the platform gives none */
  ipAddress: string | null
}

/** @param passed the challenge that was passed; one of ours has an id, which is good for one start */
export function countStart(
  networks: readonly NetworkHashes[],
  startsPerHour: number,
  passed: { challengeId: string | null } | null,
): Counter[] {
  const { seconds } = STARTS_PER_NETWORK
  if (!passed) return countNetwork('start', networks, { times: startsPerHour, seconds })
  const challenged = { times: startsPerHour * CHALLENGED_STARTS_FACTOR, seconds }
  const { challengeId } = passed
  return [
    ...(challengeId === null
      ? []
      : [{ key: `challenge:${challengeId}`, limit: { times: 1, seconds: CHALLENGE.seconds } }]),
    ...countNetwork('challenged-start', networks, challenged),
  ]
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

export async function countOwnLinkPost(origin: RequestOrigin, assessmentId: string): Promise<Counter[]> {
  const [assessment, networks] = await Promise.all([
    hmacHex(origin.hashSecret, `own-link:${assessmentId}`),
    hashNetworkWithEach([origin.hashSecret], origin.ipAddress),
  ])
  return [
    { key: `own-link:${assessment}`, limit: OWN_LINK_POSTS_PER_ASSESSMENT },
    ...countNetwork('own-link-network', networks, OWN_LINK_POSTS_PER_NETWORK),
  ]
}
