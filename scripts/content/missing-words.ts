import { DEFAULT_LANGUAGE, LANGUAGES } from '#app/domain/language/languages.ts'
import { messagesFor } from '#app/words/messages.ts'

/** Words that a language lacks. The compiler says so as well, and a build does not ask it. */
export function missingWords(): string[] {
  return LANGUAGES.flatMap((language) =>
    findMissing(messagesFor(DEFAULT_LANGUAGE), messagesFor(language)).map(
      (name) =>
        `app/words/${language}: ${name} is missing, which app/words/${DEFAULT_LANGUAGE} has: write it there`,
    ),
  )
}

/** @returns the names, as `errors.404.title`, of what is in `wanted` and not in `given`, or is something else there */
export function findMissing(wanted: object, given: object): string[] {
  return Object.entries(wanted).flatMap(([key, value]: [string, unknown]) => {
    const other: unknown = Reflect.get(given, key)
    if (typeof other !== typeof value || (other === '' && value !== '')) return [key]
    if (!isObject(value) || !isObject(other)) return []
    return findMissing(value, other).map((name) => `${key}.${name}`)
  })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
