import { expect, test } from 'vitest'
import { LANGUAGES } from '#app/domain/language/languages.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import { RETENTION_CATALOGUE } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import type { PersonalTable } from '#app/domain/privacy/catalogue/names.ts'
import { privacyNotice } from '#app/services/privacy/notice-records.server.ts'
import { messagesFor } from '#app/words/messages.ts'

test('every number and hash that outlasts the removal is said to stay, and there is none', () => {
  const kept = Object.values(RETENTION_CATALOGUE).flatMap(({ columns }) =>
    Object.values(columns).filter(({ class: is, removal }) => is === 'pseudonymous' && removal === 'kept'),
  )
  const said = privacyNotice(RETENTION_CATALOGUE, 45, messagesFor('en').records).flatMap(({ stays }) => stays)
  expect(said).toHaveLength(kept.length)
  expect(said).toEqual([])
})

test('the words of the catalogue are those of the tables about people, and no others', () => {
  const about = Object.keys(RETENTION_CATALOGUE).filter((table) => !RETENTION_CATALOGUE[table]!.internal)
  for (const language of LANGUAGES)
    expect(Object.keys(messagesFor(language).records.tables).sort()).toEqual(about.sort())
})

test.each(LANGUAGES)('the times in the notice are those of the code (%s)', (language) => {
  const { records } = messagesFor(language)
  const notice = privacyNotice(RETENTION_CATALOGUE, 45, records)
  const untilOf = (table: PersonalTable) =>
    notice.find(({ title }) => title === records.tables[table].title)?.until
  const within = (seconds: number) =>
    new RegExp(`\\b${seconds / 3600 > 24 ? seconds / 86_400 : 24}\\s\\p{L}`, 'u')
  expect(untilOf('assessments')).toMatch(/\b45\s\p{L}/u)
  expect(untilOf('access_links')).toMatch(within(LIFETIMES.resultsLink))
  expect(untilOf('privacy_requests')).toMatch(within(LIFETIMES.privacyLink))
  expect(untilOf('erasures')).toMatch(within(LIFETIMES.retentionLog))
})
