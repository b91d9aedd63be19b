export interface Observation {
  values: readonly number[]
  trials: number
  successes: number
}

export interface Fit {
  /** the constant first, then one of each value */
  coefficients: number[]
  standardErrors: number[]
  logLikelihood: number
}

const MOST_STEPS = 25
const CLOSE_ENOUGH = 1e-9

/**
 * The logistic regression with the greatest likelihood, by Newton's method.
 * @returns null: there is none, since the values tell successes and failures apart without exception, or say the same twice
 */
export function fitLogistic(observations: readonly Observation[]): Fit | null {
  const size = 1 + (observations[0]?.values.length ?? 0)
  let coefficients = new Array<number>(size).fill(0)
  for (let step = 0; step < MOST_STEPS; step++) {
    const { gradient, information, logLikelihood } = derive(observations, coefficients)
    const inverse = invert(information)
    if (!inverse) return null
    const change = inverse.map((row) => dot(row, gradient))
    if (change.every((part) => Math.abs(part) < CLOSE_ENOUGH))
      return {
        coefficients,
        standardErrors: inverse.map((row, place) => Math.sqrt(row[place]!)),
        logLikelihood,
      }
    coefficients = coefficients.map((coefficient, place) => coefficient + change[place]!)
  }
  return null
}

function derive(observations: readonly Observation[], coefficients: readonly number[]) {
  const size = coefficients.length
  const gradient = new Array<number>(size).fill(0)
  const information = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  let logLikelihood = 0
  for (const { values, trials, successes } of observations) {
    const row = [1, ...values]
    const logit = dot(row, coefficients)
    const chance = 1 / (1 + Math.exp(-logit))
    logLikelihood +=
      successes * logit - trials * (Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))))
    for (let i = 0; i < size; i++) {
      gradient[i]! += (successes - trials * chance) * row[i]!
      for (let j = 0; j < size; j++) information[i]![j]! += trials * chance * (1 - chance) * row[i]! * row[j]!
    }
  }
  return { gradient, information, logLikelihood }
}

const dot = (some: readonly number[], others: readonly number[]) =>
  some.reduce((sum, value, place) => sum + value * others[place]!, 0)

/** By Gauss and Jordan, with the greatest pivot. Null: it has no inverse. */
function invert(matrix: readonly (readonly number[])[]): number[][] | null {
  const size = matrix.length
  const rows = matrix.map((row, place) => [...row, ...row.map((_, column) => (column === place ? 1 : 0))])
  for (let column = 0; column < size; column++) {
    const candidates = rows.slice(column).map((row) => Math.abs(row[column]!))
    const pivot = column + candidates.indexOf(Math.max(...candidates))
    if (!(Math.abs(rows[pivot]![column]!) > 1e-10)) return null
    ;[rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!]
    const head = rows[column]![column]!
    rows[column] = rows[column]!.map((value) => value / head)
    for (let other = 0; other < size; other++) {
      const factor = rows[other]![column]!
      if (other !== column && factor !== 0)
        rows[other] = rows[other]!.map((value, place) => value - factor * rows[column]![place]!)
    }
  }
  return rows.map((row) => row.slice(size))
}
