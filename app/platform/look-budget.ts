export function createLookBudget({ atOnce, everyMs }: { atOnce: number; everyMs: number }) {
  let spentUntil = 0
  return {
    /** So many at once, then one in so many milliseconds. */
    spend(now: Date): boolean {
      const from = Math.max(spentUntil, now.getTime() - atOnce * everyMs)
      if (from + everyMs > now.getTime()) return false
      spentUntil = from + everyMs
      return true
    },
  }
}
