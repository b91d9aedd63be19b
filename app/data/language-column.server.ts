import type { Language } from '#app/domain/language/languages.ts'
import { type Sql, emptySql, sql } from './database.server.ts'

/** Continues a SET list: whoever goes on in another language is written to in it. */
export function languageAssignment({ language }: { language?: Language | undefined }): Sql {
  return language === undefined ? emptySql : sql`, language = ${language}`
}
