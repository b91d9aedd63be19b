import type { Fate } from './actor.ts'

export function describeFate(fate: Fate): string {
  return fate.kind === 'none' ? '' : `, and will ${fate.kind} at step ${fate.at}`
}

export function countsOf(result: unknown): Record<string, string | number | boolean | null> {
  if (typeof result !== 'object' || result === null) return {}
  const entries = Object.entries(result).filter(
    ([, value]) => value === null || typeof value === 'number' || typeof value === 'string',
  )
  return Object.fromEntries(entries)
}

export function nameError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  // PostgreSQL's own words about values come after the first line of what Prisma says.
  const said = /(?:violates|does not|cannot|deadlock)[^\n`]*/.exec(error.message)?.[0] ?? ''
  return `${error.name}${code} ${said}`.trim()
}

/** PostgreSQL's code of a deadlock, wherever Prisma has put it. */
export function isDeadlock(error: unknown): boolean {
  return (
    error instanceof Error &&
    /40P01|deadlock|TransactionWriteConflict|P2034/i.test(`${error.message} ${JSON.stringify(error)}`)
  )
}
