import { SCORECARDS } from '#app/content/scorecards.ts'
import { DEFAULT_LANGUAGE, type Language, acceptedLanguage } from '#app/domain/language/languages.ts'
import { parseMount } from '#app/domain/visit/mount.ts'

export function readerLanguage({ url, headers }: Request): Language {
  const { language } = parseMount(new URL(url).pathname, SCORECARDS).mount
  if (language !== DEFAULT_LANGUAGE) return language
  return acceptedLanguage(headers.get('Accept-Language')) ?? language
}
