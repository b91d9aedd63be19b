import { gammaln } from 'simple-statistics'

/**
 * Whether counts fit the shares that they were meant to have. It may be looked at every day: where the shares are as meant,
 * the p-value falls below alpha at any time with a probability of at most alpha.
 * @param shares of each count, which add up to 1
 * @param concentration how many counts the shares are worth as evidence: the smaller deviations one is after, the more
 * @returns the p-value of a Dirichlet-multinomial e-value
 * @throws RangeError when there are not as many shares as counts, or they do not add up to 1
 * @see Lindon and Malek, "Anytime-Valid Inference For Multinomial Count Data", arXiv 2011.03567
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

/** The logarithm of how likely a sequence with these counts is where every arrival falls by these shares. */
export function logLikelihood(counts: readonly number[], shares: readonly number[]): number {
  return counts.reduce((total, count, index) => total + (count > 0 ? count * Math.log(shares[index]!) : 0), 0)
}

/** The same where the shares are unknown, and distributed as a Dirichlet with this prior says. */
export function logMarginal(counts: readonly number[], prior: readonly number[]): number {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
  const mass = sum(prior)
  return counts.reduce(
    (total, count, index) => total + gammaln(prior[index]! + count) - gammaln(prior[index]!),
    gammaln(mass) - gammaln(mass + sum(counts)),
  )
}
