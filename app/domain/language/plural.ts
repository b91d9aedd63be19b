/** `plurals`: the forms that the language has, as Unicode's CLDR counts them for whole numbers. */
export interface PluralFacts<Form extends Intl.LDMLPluralRule = Intl.LDMLPluralRule> {
  locale: string
  plurals: readonly Form[]
}

export interface LanguageFacts extends PluralFacts {
  /** as it calls itself */
  name: string
  direction: 'ltr' | 'rtl'
}

/** `plural(LANGUAGE_FACTS.de, { one: '# Frage', other: '# Fragen' })(5)` is `5 Fragen`: `#` is the number as the language writes it. */
export function plural<Form extends Intl.LDMLPluralRule>(
  { locale }: PluralFacts<Form>,
  forms: Record<NoInfer<Form>, string>,
) {
  const { rules, numbers } = countingIn(locale)
  return (count: number): string =>
    forms[rules.select(count) as Form].replaceAll('#', () => numbers.format(count))
}

interface Counting {
  rules: Intl.PluralRules
  numbers: Intl.NumberFormat
}

const known = new Map<string, Counting>()

/** Shared: a catalogue has dozens of plurals, and to make these takes long. */
function countingIn(locale: string): Counting {
  const made = known.get(locale) ?? {
    rules: new Intl.PluralRules(locale),
    numbers: new Intl.NumberFormat(locale),
  }
  known.set(locale, made)
  return made
}
