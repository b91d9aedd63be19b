import { checkAnswer, makeChallenge } from '#app/platform/proof-of-work.server.ts'
import { hashIp } from '#app/platform/network.server.ts'

export interface ChallengeDependencies {
  /** the first signs, all verify */
  secrets: readonly string[]
  hashSecret: string
  /** Null where Turnstile is not configured. A token it says is good is good once, by Cloudflare's own count. */
  verifyTurnstile: ((token: string) => Promise<'passed' | 'refused' | 'unavailable'>) | null
  ipAddress: string | null
  now: Date
}

export type ChallengeOutcome =
  | { kind: 'none' }
  /** One of ours has an id, and may be used once. */
  | { kind: 'passed'; challengeId: string | null }
  | { kind: 'refused' }
  /** Turnstile cannot be asked: only a proof of work gets this person on. */
  | { kind: 'turnstile_unavailable' }

export async function checkChallenge(
  fields: Readonly<Record<string, string>>,
  { secrets, hashSecret, verifyTurnstile, ipAddress, now }: ChallengeDependencies,
): Promise<ChallengeOutcome> {
  const { challenge, answer, 'cf-turnstile-response': token } = fields
  if (token && verifyTurnstile) {
    const verdict = await verifyTurnstile(token)
    if (verdict === 'passed') return { kind: 'passed', challengeId: null }
    return { kind: verdict === 'refused' ? 'refused' : 'turnstile_unavailable' }
  }
  if (!challenge || !answer) return { kind: 'none' }
  const network = await hashIp(hashSecret, ipAddress)
  const challengeId = await checkAnswer(secrets, { challenge, answer }, network, now)
  return challengeId === null ? { kind: 'refused' } : { kind: 'passed', challengeId }
}

export async function offerChallenge({
  secrets,
  hashSecret,
  ipAddress,
  now,
}: Omit<ChallengeDependencies, 'verifyTurnstile'>): Promise<string> {
  return makeChallenge(secrets[0]!, await hashIp(hashSecret, ipAddress), now)
}
