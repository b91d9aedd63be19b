export interface Figure {
  name: string
  value: number
  /** `ratio`, `ms`, `KiB`, `rows/s` and the like; no spaces */
  unit: string
  /** The value may be this high and no higher; `--check` fails otherwise. None: the figure is for comparison. */
  limit?: number
  /** The value must be this high; `--check` fails otherwise. */
  atLeast?: number
  /** What brings the figure about, shown where it is missed. */
  causes?: string[]
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

/** Prints figures, one a line. @returns those that are outside their limits */
export function printFigures(
  figures: readonly Figure[],
  print = (line: string): void => void process.stdout.write(line),
): Figure[] {
  for (const { name, value, unit } of figures) print(`${name}: ${formatted(value)} ${unit}\n`)
  return figures.filter(
    ({ value, limit = Infinity, atLeast = -Infinity }) => value > limit || value < atLeast,
  )
}

/** Says on stderr what each of these figures should have been. */
export function explainMisses(misses: readonly Figure[]): void {
  for (const { name, value, unit, limit, atLeast, causes = [] } of misses) {
    const bound =
      limit !== undefined && value > limit ? `most it may be is ${limit}` : `least it may be is ${atLeast}`
    progress(`${name} is ${formatted(value)} ${unit}, and the ${bound} ${unit}`)
    for (const cause of causes) progress(`  ${cause}`)
  }
}

function formatted(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2)
}

/** Says on stderr what is going on: stdout holds figures alone. */
export function progress(line: string): void {
  process.stderr.write(`${line}\n`)
}
