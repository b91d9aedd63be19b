import { BRAND } from '#app/domain/brand/brand.ts'
import { findConsentText } from '#app/content/consent.ts'
import { wordsOf } from '#app/domain/lead/consent.ts'
import { type Quiz, isChoice, isQuizOf } from '#app/domain/quiz/quiz.ts'
import type { PersonalTable } from '#app/domain/privacy/catalogue/names.ts'
import type { TableEntry } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import type { NoticeFacts, NoticeSection } from '#app/domain/privacy/notice-facts.ts'
import { messagesFor } from '#app/words/messages.ts'
import { type NoticeWords, composeNotice } from './compose-notice.server.ts'

/** The file that a person gets, in the words of the notice. */
export interface PersonExport {
  product: string
  exportedAt: string
  email: string
  /** who is responsible, for what data is used, who gets it, for how long, and the rights, as the notice says it today */
  notice: Omit<NoticeSection, 'id'>[]
  records: {
    what: string
    purpose: string
    until: string
    /** by column; times are ISO 8601 */
    data: Record<string, unknown>
  }[]
  notes: string[]
}

export interface ExportFacts {
  email: string
  now: Date
  notice: NoticeFacts
  /** of the language in which it is asked for */
  words: NoticeWords
  /** the quiz of this version, or the nearest that is known */
  quizOf: (row: { scorecard: string; quizVersion: string }) => Quiz
  /** the consent texts as they are shown now, by their hash */
  shownTexts: ReadonlyMap<string, string>
  /** null when the customer database could not be asked */
  contacts: readonly Record<string, string>[] | null
  /** whether a result has another address now, whose owner may be somebody else */
  replaced: boolean
}

/** Takes whole rows: every column that is not secret is exported, also those that are added later. */
export function personExport(
  catalogue: Readonly<Record<string, TableEntry>>,
  rows: readonly { table: string; row: Readonly<Record<string, unknown>> }[],
  facts: ExportFacts,
): PersonExport {
  const { email, now, notice, words, contacts, replaced } = facts
  const said = words.notice.export
  const held = rows.flatMap(({ table, row }) => {
    const entry = catalogue[table]
    return entry && !entry.internal ? [makeRecord(table as PersonalTable, entry, row, facts)] : []
  })
  const { title: what, purpose, until } = said.contact
  const contact = { what, purpose, until }
  return {
    product: BRAND.product,
    exportedAt: now.toISOString(),
    email,
    notice: composeNotice(notice, words)
      .filter(({ id }) => IN_EXPORT.includes(id))
      .map(({ id: _, ...section }) => section),
    records: [...held, ...(contacts ?? []).map((data) => ({ ...contact, data }))],
    notes: [said.secrets, ...(contacts ? [] : [said.unavailable]), ...(replaced ? [said.replaced] : [])],
  }
}

function makeRecord(
  table: PersonalTable,
  { columns }: TableEntry,
  row: Readonly<Record<string, unknown>>,
  { notice: { retentionDays }, words, shownTexts, quizOf }: ExportFacts,
): PersonExport['records'][number] {
  const { title, purpose, until } = words.records.tables[table]
  const data = Object.fromEntries(
    Object.entries(row)
      .filter(([column]) => !columns[column]?.secret)
      .map(([column, value]) => [column, withoutSecrets(columns[column]?.paths, value)]),
  )
  const answers = namedAnswers(row, { quizOf, words })
  const agreedTo = agreedText(row, shownTexts)
  return {
    what: title,
    purpose,
    until: until(retentionDays),
    data: { ...data, ...(answers && { answers }), ...(agreedTo && { consentText: agreedTo }) },
  }
}

/** The text that was shown then, whatever is shown today. */
function agreedText(
  { consentTextVersion: version, consentTextHash: hash }: Readonly<Record<string, unknown>>,
  shownTexts: ReadonlyMap<string, string>,
): string | undefined {
  const text = findConsentText(version)
  if (!text) return undefined
  const { formerCompany } = messagesFor(text.language).notice.export
  return shownTexts.get(String(hash)) ?? wordsOf(text, formerCompany)
}

/** Questions and answers in words, or that there are none any more for what was answered. */
function namedAnswers(
  { responses, scorecard, quizVersion }: Readonly<Record<string, unknown>>,
  { quizOf, words }: Pick<ExportFacts, 'quizOf' | 'words'>,
) {
  if (typeof scorecard !== 'string' || typeof quizVersion !== 'string') return undefined
  const answered = { scorecard, quizVersion }
  const quiz = quizOf(answered)
  if (typeof responses !== 'object' || responses === null) return undefined
  if (!isQuizOf(quiz, answered)) return words.records.formerQuestions
  const given = responses as Readonly<Record<string, unknown>>
  return quiz.questions.flatMap(({ id, text, choices }) => {
    const choice = given[id]
    return typeof choice === 'string' && isChoice(choice) ? [{ question: text, answer: choices[choice] }] : []
  })
}

const IN_EXPORT = ['controller', 'purposes', 'recipients', 'periods', 'ranking', 'rights']

function withoutSecrets(
  paths: Readonly<Record<string, { secret?: true }>> | undefined,
  value: unknown,
): unknown {
  if (!paths || value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => !paths[key]?.secret))
}
