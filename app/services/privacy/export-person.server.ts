import { quizOf } from '#app/content/scorecards.ts'
import type { Database } from '#app/data/database.server.ts'
import { readPersonRows, wasReplacedByAnother } from '#app/data/privacy/person.server.ts'
import type { Language } from '#app/domain/language/languages.ts'
import { RETENTION_CATALOGUE } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import { allConsentTexts } from '#app/content/consent.ts'
import { wordsOf } from '#app/domain/lead/consent.ts'
import type { NoticeFacts } from '#app/domain/privacy/notice-facts.ts'
import { sha256Hex } from '#app/platform/hmac.server.ts'
import { hashAddress } from '#app/platform/address-hash.server.ts'
import { messagesFor } from '#app/words/messages.ts'
import { type PersonExport, personExport } from './compose-export.server.ts'

export interface ExportSettings {
  hashSecrets: readonly string[]
  notice: NoticeFacts
  /** of the page on which it is asked for */
  language: Language
  now: Date
  /** null when HubSpot does not answer */
  readCrmContact: (email: string) => Promise<Record<string, string>[] | null>
}

/** The same file for every post of the link: what is held then. */
export async function exportPerson(
  db: Database,
  email: string,
  { hashSecrets, notice, language, now, readCrmContact }: ExportSettings,
): Promise<PersonExport> {
  const { erased, recipient } = await hashAddress(hashSecrets, email)
  const rows = await readPersonRows(db, RETENTION_CATALOGUE, email, [...erased, ...recipient])
  const replaced = await wasReplacedByAnother(db, email, recipient)
  const contacts = await readCrmContact(email)
  const shownTexts = await listShownTexts(notice.company)
  const words = messagesFor(language)
  return personExport(RETENTION_CATALOGUE, rows, {
    email,
    now,
    notice,
    words,
    quizOf: (row) => quizOf({ ...row, language }),
    shownTexts,
    contacts,
    replaced,
  })
}

async function listShownTexts(company: string | null): Promise<Map<string, string>> {
  const texts = allConsentTexts().map((text) => wordsOf(text, company))
  return new Map(await Promise.all(texts.map(async (text) => [await sha256Hex(text), text] as const)))
}
