import { gammaln } from 'simple-statistics'

/**
 * The p-value of a Dirichlet-multinomial e-value (Lindon and Malek, arXiv 2011.03567), to be looked at as often as one likes.
 * @param concentration how many counts the shares are worth as evidence: the smaller deviations one is after, the more
 * @throws RangeError when there are not as many shares as counts, or they do not add up to 1
 */
export function sampleRatioPValue(
  counts: readonly number[],
  shares: readonly number[],
  concentration: number,
): number {
  const sum = shares.reduce((total, share) => total + share, 0)
  if (shares.length !== counts.length || Math.abs(sum - 1) > 1e-9) {
    throw new RangeError(`Shares of ${shares.join(', ')} do not divide ${counts.length} counts`)
  }
  const prior = shares.map((share) => share * concentration)
  return Math.min(1, Math.exp(logLikelihood(counts, shares) - logMarginal(counts, prior)))
}

/** Of one sequence with these counts. */
export function logLikelihood(counts: readonly number[], shares: readonly number[]): number {
  return counts.reduce((total, count, index) => total + (count > 0 ? count * Math.log(shares[index]!) : 0), 0)
}

/** The same where a Dirichlet with this prior is all that is known of the shares. */
export function logMarginal(counts: readonly number[], prior: readonly number[]): number {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
  const mass = sum(prior)
  return counts.reduce(
    (total, count, index) => total + gammaln(prior[index]! + count) - gammaln(prior[index]!),
    gammaln(mass) - gammaln(mass + sum(counts)),
  )
}
