import type { RelativeLift } from './sample.ts'

export interface Interval {
  low: number
  high: number
}

/**
 * How many standard errors wide an asymptotic confidence sequence is to each side. It may be looked at after every
 * visitor, and holds at all times together with a probability of 1 - alpha.
 * @param planned the number of visitors at which it is to be tightest
 * @see Waudby-Smith et al., "Time-uniform central limit theory and asymptotic confidence sequences", arXiv 2103.06476
 */
export function sequentialMultiplier(visitors: number, planned: number, alpha: number): number {
  const scale = -2 * Math.log(alpha)
  const weight = (visitors * (scale + Math.log(scale + 1))) / planned
  return Math.sqrt((2 * (weight + 1) * Math.log(Math.sqrt(weight + 1) / alpha)) / weight)
}

/** Where the lift lies, whenever one looks. */
export function confidenceSequence(
  { lift, standardError, visitors }: RelativeLift,
  planned: number,
  alpha: number,
): Interval {
  const halfWidth = standardError * sequentialMultiplier(visitors, planned, alpha)
  return { low: lift - halfWidth, high: lift + halfWidth }
}
