import type { LanguageFacts } from '#app/domain/language/plural.ts'

export const language = {
  name: 'English',
  direction: 'ltr',
  locale: 'en-GB',
  plurals: ['one', 'other'],
} as const satisfies LanguageFacts
