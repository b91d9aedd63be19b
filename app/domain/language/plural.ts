import { LANGUAGE_FACTS, type Language } from './languages.ts'

/** `plural('de', { one: 'Frage', other: 'Fragen' })(5)` is `5 Fragen`, with the number as the language writes it. */
export function plural(
  language: Language,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string },
) {
  const { locale } = LANGUAGE_FACTS[language]
  const rules = new Intl.PluralRules(locale)
  const numbers = new Intl.NumberFormat(locale)
  return (count: number): string => `${numbers.format(count)} ${forms[rules.select(count)] ?? forms.other}`
}
