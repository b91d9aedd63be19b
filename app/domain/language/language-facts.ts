/** Made by `npm run languages` of the folders in app/words: edit those. */
export const LANGUAGE_FACTS = {
  en: { name: 'English', direction: 'ltr', locale: 'en-GB', plurals: ['one', 'other'] },
  de: { name: 'Deutsch', direction: 'ltr', locale: 'de-DE', plurals: ['one', 'other'] },
} as const
