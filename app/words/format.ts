import { LANGUAGE_FACTS, type Language } from '#app/domain/language/languages.ts'

/** @param other takes the number as the language writes it */
export function plural(
  language: Language,
  count: number,
  { one, other }: { one: string; other: (count: string) => string },
): string {
  const { locale } = LANGUAGE_FACTS[language]
  if (new Intl.PluralRules(locale).select(count) === 'one') return one
  return other(new Intl.NumberFormat(locale).format(count))
}

/** "21 February 2027", in UTC. */
export function dayInWords(language: Language, time: Date | string): string {
  return inWords(language, time, { dateStyle: 'long' })
}

/** "21 February 2027 at 09:30 UTC". */
export function minuteInWords(language: Language, time: Date | string): string {
  return `${inWords(language, time, { dateStyle: 'long', timeStyle: 'short' })}\u00a0UTC`
}

function inWords(language: Language, time: Date | string, options: Intl.DateTimeFormatOptions): string {
  const { locale } = LANGUAGE_FACTS[language]
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(time))
}
