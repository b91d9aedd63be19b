import { conversionSample } from '#app/domain/experiments/sample.ts'
import { type Arm, FALSE_POSITIVES, compareWithControl } from '#app/domain/experiments/verdict.ts'
import { seededRandom } from '#prisma/seeded-random.ts'
import type { Figure } from '#bench/figure.ts'

const RUNS = 3_000
const DAYS = 30
const VISITORS_PER_DAY = 40
const START_RATE = 0.3
const Z_AT_5_PERCENT = 1.959963984540054
const DAY_MS = 86_400_000

/**
 * Two arms that are the same, looked at every day: how often they are told apart at some time, by our verdict and by the test of
 * two proportions that is made for one look.
 */
export function experiments(): Promise<Figure[]> {
  const random = seededRandom(20_261_126)
  let ours = 0
  let plain = 0
  for (let run = 0; run < RUNS; run++) {
    const found = lookEveryDay(random)
    if (found.ours) ours++
    if (found.plain) plain++
  }
  return Promise.resolve([
    { name: 'ab_false_positive_any_peek', value: ours / RUNS, unit: 'share', limit: FALSE_POSITIVES },
    { name: 'ab_false_positive_any_peek_plain', value: plain / RUNS, unit: 'share' },
  ])
}

function lookEveryDay(random: () => number): { ours: boolean; plain: boolean } {
  const startedAt = new Date(0)
  const plan = { startedAt, planned: DAYS * VISITORS_PER_DAY, comparisons: 1 }
  const arms: [Arm, Arm] = [
    { visitors: 0, conversions: 0 },
    { visitors: 0, conversions: 0 },
  ]
  const found = { ours: false, plain: false }
  for (let day = 1; day <= DAYS; day++) {
    for (let visitor = 0; visitor < VISITORS_PER_DAY; visitor++) {
      const arm = arms[random() < 0.5 ? 0 : 1]
      arm.visitors++
      if (random() < START_RATE) arm.conversions++
    }
    const { verdict } = compareWithControl(arms[0], arms[1], plan, new Date(day * DAY_MS))
    if (verdict !== 'undecided' && verdict !== 'no_difference') found.ours = true
    if (Math.abs(plainZ(arms)) > Z_AT_5_PERCENT) found.plain = true
  }
  return found
}

function plainZ([one, other]: [Arm, Arm]): number {
  const pooled = conversionSample(one.conversions + other.conversions, one.visitors + other.visitors)
  const error = Math.sqrt(pooled.variance * (1 / one.visitors + 1 / other.visitors))
  return (one.conversions / one.visitors - other.conversions / other.visitors) / error
}
