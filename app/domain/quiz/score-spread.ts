/** No band that is shown has fewer, and what is shown is a multiple of it. */
const CELL = 10
const BAND = 10
export const SPREAD_FROM = 50

export interface ScoreBand {
  lowestScore: number
  count: number
}

/**
 * How scores are spread, as anybody may see it: bands of ten points, joined where they hold few, in round numbers.
 * @returns null where there are too few, or they all fall into one band
 */
export function bandScores(counts: readonly number[]): ScoreBand[] | null {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total < SPREAD_FROM) return null
  const bands: ScoreBand[] = []
  let [lowestScore, count] = [0, 0]
  for (let score = 0; score <= 100; score++) {
    count += counts[score] ?? 0
    const ends = score % BAND === BAND - 1 && score < 99
    if (!ends || count < CELL) continue
    bands.push({ lowestScore, count })
    lowestScore = score + 1
    count = 0
  }
  if (count >= CELL) bands.push({ lowestScore, count })
  else if (bands.length > 0) bands[bands.length - 1]!.count += count
  if (bands.length < 2) return null
  return bands.map((band) => ({ ...band, count: Math.round(band.count / CELL) * CELL }))
}

export function findBand(bands: readonly Pick<ScoreBand, 'lowestScore'>[], score: number): number {
  return bands.findLastIndex(({ lowestScore }) => lowestScore <= score)
}
