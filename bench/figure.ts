export interface Figure {
  name: string
  value: number
  /** `ratio`, `ms`, `KiB`, `rows/s` and the like; no spaces */
  unit: string
  /** The value may be this high and no higher; `--check` fails otherwise. None: the figure is for comparison. */
  limit?: number
  /** The value must be this high; `--check` fails otherwise. */
  atLeast?: number
}

/** One group of figures: it starts all that it needs and has ended all of it when it returns. */
export type FigureGroup = () => Promise<Figure[]>

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle]
  if (upper === undefined) throw new RangeError('There is no median of no values.')
  return sorted.length % 2 === 1 ? upper : (sorted[middle - 1]! + upper) / 2
}

/** @returns how long `work` took, in milliseconds */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

/** Says on stderr what is going on: stdout holds figures alone. */
export function progress(line: string): void {
  process.stderr.write(`${line}\n`)
}
