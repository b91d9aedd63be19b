// EcoIndex 2 by the collective that publishes it: https://github.com/cnumr/ecoindex_python, computed from the HTTP Archive.
const DOM = [
  0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459, 1801, 2479, 594601,
]
const REQUESTS = [0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920]
const KILOBYTES = [
  0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27, 1876.08,
  2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26,
]

/** More than this is an A. */
export const ECO_INDEX_A = 80

/** @returns 0 to 100 */
export function ecoIndex(page: { domElements: number; requests: number; bytes: number }): number {
  const dom = quantileOf(page.domElements, DOM)
  const requests = quantileOf(page.requests, REQUESTS)
  const size = quantileOf(page.bytes / 1000, KILOBYTES)
  return 100 - (5 * (3 * dom + 2 * requests + size)) / 6
}

function quantileOf(value: number, quantiles: readonly number[]): number {
  const upper = quantiles.findIndex((quantile) => value < quantile)
  if (upper < 0) return quantiles.length - 1
  const lower = quantiles[upper - 1]!
  return upper - 1 + (value - lower) / (quantiles[upper]! - lower)
}
