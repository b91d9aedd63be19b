import type { ScorecardSource } from './content-types.ts'

/** Of a former version: what is other in it than in the newest, as objects within objects; null for what it has not. */
export type Difference = Readonly<Record<string, unknown>>

type Values = Readonly<Record<string, unknown>>

/** @param former of each version before, newest first */
export function withFormer(latest: ScorecardSource, former: readonly unknown[]): ScorecardSource[] {
  const whole = former.map((difference) => merged(latest as unknown as Values, difference as Values))
  return [latest, ...(whole as unknown as ScorecardSource[])]
}

export function differenceOf(latest: ScorecardSource, former: ScorecardSource): Difference {
  const parts = ({ scorecard, words }: ScorecardSource) => ({ scorecard, words }) as unknown as Values
  return difference(parts(latest), parts(former))
}

function merged(latest: Values, other: Values): Values {
  const all = { ...latest }
  for (const [key, value] of Object.entries(other)) {
    const now = all[key]
    if (value === null) delete all[key]
    else all[key] = isObject(value) && isObject(now) ? merged(now, value) : value
  }
  return all
}

function difference(latest: Values, former: Values): Values {
  const keys = [...new Set([...Object.keys(former), ...Object.keys(latest)])]
  return Object.fromEntries(
    keys.flatMap((key): [string, unknown][] => {
      const [now, then] = [latest[key], former[key]]
      if (JSON.stringify(now) === JSON.stringify(then)) return []
      if (then === undefined) return [[key, null]]
      return [[key, isObject(now) && isObject(then) ? difference(now, then) : then]]
    }),
  )
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
