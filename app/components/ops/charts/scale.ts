import { nice, ticks } from 'd3-array'

/** About so many lines or numbers a picture has. */
export const TICKS = 4

type Span = [from: number, to: number]

/** Where in a picture the numbers of a span lie. */
export interface Scale {
  (value: number): number
  /** Round numbers of the span, about as many as asked for. */
  ticks(count: number): number[]
}

/** A span without length lies in the middle of its picture. */
export function scaleOf([least, most]: Span, [start, end]: Span): Scale {
  const share = (value: number) => (most === least ? 0.5 : (value - least) / (most - least))
  const place = (value: number) => start + share(value) * (end - start)
  return Object.assign(place, { ticks: (count: number) => ticks(least, most, count) })
}

/** From nothing to a round number that is no less than the most. */
export const scaleUpTo = (most: number, picture: Span): Scale => scaleOf(nice(0, most, TICKS), picture)
