import type { LanguageFacts } from '#app/domain/language/plural.ts'

export const language = {
  name: 'Deutsch',
  direction: 'ltr',
  locale: 'de-DE',
  plurals: ['one', 'other'],
} as const satisfies LanguageFacts
