/**
 * Shares out something that costs: so many at once, then one in so many milliseconds.
 * @param budget what an isolate may spend by itself; each has its own
 */
export function createLookBudget({ atOnce, everyMs }: { atOnce: number; everyMs: number }) {
  let spentUntil = 0
  return {
    /** Whether one may be spent now; then it is. */
    spend(now: Date): boolean {
      const from = Math.max(spentUntil, now.getTime() - atOnce * everyMs)
      if (from + everyMs > now.getTime()) return false
      spentUntil = from + everyMs
      return true
    },
  }
}
