/** Told apart in figures; a rare one may be somebody's. */
const LANGUAGES = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'pl',
  'cs',
  'da',
  'sv',
  'nb',
  'fi',
  'tr',
  'ja',
  'zh',
  'ko',
]

/** The language that a browser asks for first, without its country. */
export function preferredLanguage(header: string | null): string {
  const language = /^[a-z]{2,3}(?=$|[-,;])/.exec((header ?? '').trim().toLowerCase())?.[0]
  if (language === undefined) return 'unknown'
  return LANGUAGES.includes(language) ? language : 'other'
}
