import type { Experiment, LatestExperiment } from '#app/domain/experiments/experiments.ts'
import {
  chosenVariant,
  findVariant,
  isVariantKey,
  runningExperiment,
  stickyVariant,
  variantAt,
} from '#app/content/variants.ts'
import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import type { TrafficKind } from '#app/domain/visit/traffic.ts'
import { hmacHex } from '#app/platform/hmac.server.ts'
import { hashIp } from '#app/platform/network.server.ts'
import type { Visitor } from './visitor.server.ts'

export interface VariantRequest {
  visitor: Visitor
  userAgent: string | null
  secret: string
  latest: LatestExperiment | null | 'unknown'
  traffic: TrafficKind
  named?: string | undefined
  scorecard?: string
}

/**
 * Under which name somebody's visit is counted, which says what they are shown: what they saw before, while its test runs; else what
 * is drawn from what every request says, so that nothing has to be kept. Programs see what everybody does while no test runs.
 */
export async function startVariant(request: VariantRequest): Promise<string | null> {
  const { visitor, userAgent, secret, latest, traffic, named, scorecard = DEFAULT_SCORECARD } = request
  if (scorecard !== DEFAULT_SCORECARD) return null
  if (traffic === 'preview') return (named === undefined ? undefined : findVariant(named)?.key) ?? null
  if (latest === 'unknown') return traffic !== 'bot' && isVariantKey(named) ? named : null
  const experiment = traffic === 'bot' ? null : runningExperiment(latest)
  if (experiment === null) return chosenVariant(latest)
  const seen = stickyVariant(experiment, [visitor.remembered.variant, named])
  if (seen) return seen.key
  const network = await hashIp(secret, visitor.ipAddress)
  return (await drawVariant(experiment, network, userAgent, secret)).key
}

/** A test of its own id draws anew: whoever saw the one variant of a former test is not more likely to see that of another. */
export async function drawVariant(
  experiment: Experiment,
  network: string | null,
  userAgent: string | null,
  secret: string,
) {
  const drawn = await hmacHex(secret, `variant:${experiment.id} ${network} ${userAgent}`)
  return variantAt(experiment, parseInt(drawn.slice(0, 8), 16) / 2 ** 32)
}
