/** Bars one below the other, each with its name and its number written beside it. */
interface BarChart {
  kind: 'bars'
  bars: readonly {
    label: string
    value: number
    text: string
    /** what is marked on it, such as the period before */
    mark?: number
  }[]
  /** what a bar across everything stands for; the greatest value where nothing is said */
  most?: number
  /** what the marks are */
  markLabel?: string
}

interface PartChart {
  kind: 'parts'
  parts: readonly string[]
  rows: readonly { label: string; counts: readonly number[] }[]
}

interface TrendChart {
  kind: 'trend'
  days: readonly string[]
  series: readonly { label: string; values: readonly number[] }[]
}

/** Columns without gaps: how many have which value. */
interface Histogram {
  kind: 'histogram'
  bins: readonly { label: string; value: number }[]
  /** the whole numbers that the bins share out among them */
  axis: { least: number; most: number }
}

/** A picture of the numbers that its section's table has. `name` says in a sentence what there is to see. */
export type Chart = (BarChart | PartChart | TrendChart | Histogram) & { name: string }
export type ChartOf<Kind extends Chart['kind']> = Extract<Chart, { kind: Kind }>
