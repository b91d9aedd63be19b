/** No band that is shown has fewer, and what is shown is a multiple of it. */
const CELL = 10
const BAND = 10
/** Before the first time, and from one time to the next. */
export const SPREAD_FROM = 50

export interface ScoreBand {
  lowestScore: number
  count: number
}

/**
 * How scores are spread, as anybody may see it: bands of ten points, joined where they hold few, in round numbers.
 * @param counts by score, 0 to 100
 * @returns null where there are too few, or they all fall into one band
 */
export function bandScores(counts: readonly number[]): ScoreBand[] | null {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total < SPREAD_FROM) return null
  const bands: ScoreBand[] = []
  let open: ScoreBand | null = null
  for (let lowest = 0; lowest < 100; lowest += BAND) {
    const last = lowest + BAND === 100
    const count = counts.slice(lowest, last ? 101 : lowest + BAND).reduce((sum, n) => sum + n, 0)
    open = { lowestScore: open?.lowestScore ?? lowest, count: (open?.count ?? 0) + count }
    if (open.count < CELL) continue
    bands.push(open)
    open = null
  }
  if (open) bands[bands.length - 1]!.count += open.count
  if (bands.length < 2) return null
  return bands.map(({ lowestScore, count }) => ({ lowestScore, count: Math.round(count / CELL) * CELL }))
}

/** The place of the band that a score falls into. */
export function findBand(bands: readonly Pick<ScoreBand, 'lowestScore'>[], score: number): number {
  return bands.findLastIndex(({ lowestScore }) => lowestScore <= score)
}
