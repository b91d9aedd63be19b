/** Such as `2026-12`: what a version that is made now is called by. */
export function thisMonth(now: Date = new Date()): string {
  return now.toISOString().slice(0, 7)
}
