export interface WinRate {
  /** won of all that were closed; null where none was */
  rate: number | null
  low: number
  high: number
}

export const Z_95 = 1.959963984540054

/** With Wilson's interval: https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval */
export function winRate(won: number, closed: number): WinRate {
  if (closed === 0) return { rate: null, low: 0, high: 1 }
  const rate = won / closed
  const square = Z_95 ** 2
  const middle = (won + square / 2) / (closed + square)
  const half = (Z_95 / (closed + square)) * Math.sqrt(closed * rate * (1 - rate) + square / 4)
  return { rate, low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}
