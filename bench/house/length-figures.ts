import { type Figure, median } from '#bench/figure.ts'

/** Three figures on a list of lengths: `<name>_lines_median`, `<name>_lines_p95` and `<name>_lines_max`. */
export function lengthFigures(name: string, lines: readonly number[]): [Figure, Figure, Figure] {
  return [
    { name: `${name}_lines_median`, value: median(lines), unit: 'lines' },
    { name: `${name}_lines_p95`, value: percentile(lines, 0.95), unit: 'lines' },
    { name: `${name}_lines_max`, value: Math.max(...lines), unit: 'lines' },
  ]
}

/** @returns the smallest of the values that at least `share` of them do not exceed (nearest rank) */
function percentile(values: readonly number[], share: number): number {
  const value = values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)]
  if (value === undefined) throw new RangeError('There is no percentile of no values.')
  return value
}
