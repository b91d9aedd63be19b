import { DEFAULT_LANGUAGE, LANGUAGE_FACTS, type Language } from './language/languages.ts'
import { DAY } from './duration.ts'

/** A day of UTC, as `2026-11-26`. */
export type Day = string

export interface DayRange {
  from: Day
  to: Day
}

const SHAPE_IN_WORDS = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const

const SHAPE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

export function dayOf(time: Date): Day {
  return time.toISOString().slice(0, 10)
}

/** "26 November 2026", "26. November 2026". */
export function dayInWords(time: Date, language: Language = DEFAULT_LANGUAGE): string {
  return time.toLocaleDateString(LANGUAGE_FACTS[language].locale, SHAPE_IN_WORDS)
}

/** "26 November 2026 at 14:58 UTC". */
export function minuteInWords(time: Date, language: Language = DEFAULT_LANGUAGE): string {
  const shape = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const
  return `${time.toLocaleString(LANGUAGE_FACTS[language].locale, shape)} UTC`
}

export function addDays(day: Day, days: number): Day {
  return dayOf(new Date(Date.parse(day) + days * DAY * 1000))
}

export function parseDay(text: string): Day | null {
  return SHAPE.test(text) && !Number.isNaN(Date.parse(text)) && dayOf(new Date(text)) === text ? text : null
}

export function daysOf({ from, to }: DayRange): Day[] {
  const days: Day[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}
