import { sequentialMultiplier } from './confidence-sequence.ts'
import { conversionSample, relativeLift } from './sample.ts'

/** Quantiles of the standard normal distribution. */
const TWO_SIDED_95 = 1.959963984540054
const POWER_80 = 0.8416212335729143

/** For a power of 80 % in one look at 5 %; looking at all times takes more. @param lift relative, 0.2 is a fifth more */
export function visitorsPerArm(rate: number, lift: number): number {
  const treated = rate * (1 + lift)
  const variance = rate * (1 - rate) + treated * (1 - treated)
  return Math.ceil(((TWO_SIDED_95 + POWER_80) ** 2 * variance) / (treated - rate) ** 2)
}

/**
 * With a power of 80 % by the time all planned visitors have come, however often one has looked before.
 * @param ofControl the control's share of them
 * @returns relative; null where not even everybody's converting would be found
 */
export function smallestFindableLift(
  rate: number,
  planned: number,
  alpha: number,
  ofControl = 0.5,
): number | null {
  const needed = sequentialMultiplier(planned, planned, alpha) + POWER_80
  const isFound = (lift: number) => {
    const [control, treatment] = [planned * ofControl, planned * (1 - ofControl)]
    const estimate = relativeLift(
      conversionSample(rate * control, control),
      conversionSample(Math.min(1, rate * (1 + lift)) * treatment, treatment),
    )
    return estimate !== null && estimate.lift >= needed * estimate.standardError
  }
  let low = 0
  let high = rate > 0 ? 1 / rate - 1 : 0
  if (!isFound(high)) return null
  for (let halving = 0; halving < 50; halving++) {
    const middle = (low + high) / 2
    if (isFound(middle)) high = middle
    else low = middle
  }
  return high
}
