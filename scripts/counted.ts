import { LANGUAGE_FACTS } from '#app/domain/language/languages.ts'
import { plural } from '#app/domain/language/plural.ts'

/** Such as `1 lead` and `5 leads`. */
export function counted(count: number, one: string, other = `${one}s`): string {
  return plural(LANGUAGE_FACTS.en, { one: `# ${one}`, other: `# ${other}` })(count)
}
