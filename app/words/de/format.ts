import { dayInWords, minuteInWords } from '#app/domain/day.ts'
import { DAY, HOUR, MINUTE } from '#app/domain/duration.ts'
import { LANGUAGE_FACTS } from '#app/domain/language/languages.ts'
import { plural } from '#app/domain/language/plural.ts'
import type { Messages } from '#app/words/en/index.ts'

const { locale } = LANGUAGE_FACTS.de
const list = new Intl.ListFormat(locale, { type: 'conjunction' })
const percent = new Intl.NumberFormat(locale, { style: 'percent' })

const UNITS = [
  { seconds: DAY, one: '24\u00a0Stunden', count: plural('de', { one: 'Tag', other: 'Tage' }) },
  { seconds: HOUR, one: 'eine Stunde', count: plural('de', { one: 'Stunde', other: 'Stunden' }) },
  { seconds: MINUTE, one: 'eine Minute', count: plural('de', { one: 'Minute', other: 'Minuten' }) },
]

function duration(seconds: number): string {
  const unit = UNITS.find((unit) => seconds >= unit.seconds && seconds % unit.seconds === 0)
  if (!unit) return `${seconds}\u00a0Sekunden`
  return seconds === unit.seconds ? unit.one : unit.count(seconds / unit.seconds).replace(' ', '\u00a0')
}

/** After „in“, „nach“ and „von“. */
export function inDative(seconds: number): string {
  return duration(seconds)
    .replace(/^eine /, 'einer ')
    .replace(/Tage$/, 'Tagen')
}

export const format = {
  day: (time) => dayInWords(time, 'de'),
  minute: (time) => minuteInWords(time, 'de'),
  duration,
  wait(seconds) {
    const unit = seconds > 2 * HOUR ? HOUR : MINUTE
    return inDative(Math.max(1, Math.ceil(seconds / unit)) * unit)
  },
  list: (items) => list.format(items),
  percent: (of100) => percent.format(of100 / 100),
  points: plural('de', { one: 'Punkt', other: 'Punkte' }),
} satisfies Messages['format']

export const questions = plural('de', { one: 'Frage', other: 'Fragen' })
export const minutes = plural('de', { one: 'Minute', other: 'Minuten' })
