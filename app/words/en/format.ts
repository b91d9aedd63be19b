import { dayInWords, minuteInWords } from '#app/domain/day.ts'
import { inWords, waitInWords } from '#app/domain/duration.ts'
import { LANGUAGE_FACTS } from '#app/domain/language/languages.ts'
import { plural } from '#app/domain/language/plural.ts'

const { locale } = LANGUAGE_FACTS.en
const list = new Intl.ListFormat(locale, { type: 'conjunction' })
const percent = new Intl.NumberFormat(locale, { style: 'percent' })

/** Numbers, days and times, as this language writes them. */
export const format = {
  day: (time: Date) => dayInWords(time, 'en'),
  minute: (time: Date) => minuteInWords(time, 'en'),
  duration: inWords,
  wait: waitInWords,
  list: (items: readonly string[]) => list.format(items),
  percent: (of100: number) => percent.format(of100 / 100),
  points: plural('en', { one: 'point', other: 'points' }),
}

export const questions = plural('en', { one: 'question', other: 'questions' })
export const minutes = plural('en', { one: 'minute', other: 'minutes' })
