import { dayInWords, minuteInWords } from '#app/domain/day.ts'
import { inWords, waitInWords } from '#app/domain/duration.ts'
import { LANGUAGE_FACTS } from '#app/domain/language/languages.ts'
import { plural } from '#app/domain/language/plural.ts'

const { locale } = LANGUAGE_FACTS.en
const list = new Intl.ListFormat(locale, { type: 'conjunction' })
const percent = new Intl.NumberFormat(locale, { style: 'percent' })

export const counted = (one: string, other: string) => plural(LANGUAGE_FACTS.en, { one, other })

/** Numbers, days and times, as this language writes them. */
export const format = {
  day: (time: Date) => dayInWords(time, 'en'),
  minute: (time: Date) => minuteInWords(time, 'en'),
  duration: inWords,
  wait: waitInWords,
  list: (items: readonly string[]) => list.format(items),
  percent: (of100: number) => percent.format(of100 / 100),
  points: counted('# point', '# points'),
}

export const questions = counted('# question', '# questions')
export const minutes = counted('# minute', '# minutes')
export const hours = counted('# hour', '# hours')
export const days = counted('# day', '# days')
