import { DAY } from './duration.ts'

/** A day of UTC, as `2026-11-26`. */
export type Day = string

const SHAPE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

export function dayOf(time: Date): Day {
  return time.toISOString().slice(0, 10)
}

export function addDays(day: Day, days: number): Day {
  return dayOf(new Date(Date.parse(day) + days * DAY * 1000))
}

export function parseDay(text: string): Day | null {
  return SHAPE.test(text) && !Number.isNaN(Date.parse(text)) && dayOf(new Date(text)) === text ? text : null
}
