/** What moves the score is never shown as nothing. */
export function wholePoints(points: number): number {
  return Math.sign(points) * Math.max(1, Math.round(Math.abs(points)))
}
