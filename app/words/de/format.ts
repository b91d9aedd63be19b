import { dayInWords, minuteInWords } from '#app/domain/day.ts'
import { DAY, HOUR, MINUTE } from '#app/domain/duration.ts'
import { LANGUAGE_FACTS } from '#app/domain/language/languages.ts'
import { plural } from '#app/domain/language/plural.ts'
import type { Messages } from '#app/words/en/index.ts'

const { locale } = LANGUAGE_FACTS.de
const list = new Intl.ListFormat(locale, { type: 'conjunction' })
const percent = new Intl.NumberFormat(locale, { style: 'percent' })

export const counted = (one: string, other: string) => plural(LANGUAGE_FACTS.de, { one, other })

const UNITS = [
  { seconds: DAY, count: counted('24\u00a0Stunden', '#\u00a0Tage') },
  { seconds: HOUR, count: counted('eine Stunde', '#\u00a0Stunden') },
  { seconds: MINUTE, count: counted('eine Minute', '#\u00a0Minuten') },
  { seconds: 1, count: counted('eine Sekunde', '#\u00a0Sekunden') },
]

function duration(seconds: number): string {
  const unit = UNITS.find((unit) => seconds >= unit.seconds && seconds % unit.seconds === 0) ?? UNITS.at(-1)!
  return unit.count(seconds / unit.seconds)
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
  points: counted('# Punkt', '# Punkte'),
} satisfies Messages['format']

export const questions = counted('# Frage', '# Fragen')
export const minutes = counted('# Minute', '# Minuten')
export const hours = counted('#\u00a0Stunde', '#\u00a0Stunden')
export const days = counted('#\u00a0Tag', '#\u00a0Tage')
