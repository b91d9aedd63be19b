export type Counts = Readonly<Record<string, number>>

const sorted = (counts: Counts): [number, number][] =>
  Object.entries(counts)
    .map(([value, n]): [number, number] => [Number(value), n])
    .sort(([one], [other]) => one - other)

export function totalOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, n) => sum + n, 0)
}

/** The least value that so great a share does not exceed; null of none. @param share 0 to 1 */
export function quantile(counts: Counts, share: number): number | null {
  const wanted = totalOf(counts) * share
  let seen = 0
  for (const [value, n] of sorted(counts)) {
    seen += n
    if (seen > 0 && seen >= wanted) return value
  }
  return null
}

export function meanOf(counts: Counts): number | null {
  const total = totalOf(counts)
  return total === 0 ? null : sorted(counts).reduce((sum, [value, n]) => sum + value * n, 0) / total
}

export interface Bin {
  from: number
  to: number
  n: number
}

/** The values from 0 to `most` in bins of one width; the last one has `most` as well. */
export function binsOf(counts: Counts, width: number, most: number): Bin[] {
  const bins = Array.from({ length: Math.ceil(most / width) }, (_, place): Bin => {
    const from = place * width
    return { from, to: Math.min(from + width - 1, most), n: 0 }
  })
  bins.at(-1)!.to = most
  for (const [value, n] of sorted(counts)) bins[Math.min(Math.floor(value / width), bins.length - 1)]!.n += n
  return bins
}
