import type { RelativeLift } from './sample.ts'

export interface Interval {
  low: number
  high: number
}

/**
 * How many standard errors wide an asymptotic confidence sequence is to each side (Waudby-Smith et al., arXiv 2103.06476).
 * It holds at all times together. @param planned the number of visitors at which it is tightest
 */
export function sequentialMultiplier(visitors: number, planned: number, alpha: number): number {
  const scale = -2 * Math.log(alpha)
  const weight = (visitors * (scale + Math.log(scale + 1))) / planned
  return Math.sqrt((2 * (weight + 1) * Math.log(Math.sqrt(weight + 1) / alpha)) / weight)
}

export function confidenceSequence(
  { lift, standardError, visitors }: RelativeLift,
  planned: number,
  alpha: number,
): Interval {
  const halfWidth = standardError * sequentialMultiplier(visitors, planned, alpha)
  return { low: lift - halfWidth, high: lift + halfWidth }
}
