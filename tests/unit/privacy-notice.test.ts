import { expect, test } from 'vitest'
import { inWords } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import { privacyNotice } from '#app/domain/privacy/notice-records.ts'
import { RETENTION_CATALOGUE } from '#app/domain/privacy/catalogue/retention-catalogue.ts'

const notice = privacyNotice(RETENTION_CATALOGUE, 45)
const untilOf = (title: string) => notice.find((record) => record.title === title)?.until

test('every number and hash that outlasts the removal is said to stay, and there is none', () => {
  const kept = Object.values(RETENTION_CATALOGUE).flatMap(({ title, columns }) =>
    Object.values(columns).flatMap(({ class: is, removal, label }) =>
      is === 'pseudonymous' && removal === 'kept' ? [`${title}: ${label}`] : [],
    ),
  )
  const said = notice.flatMap(({ title, stays }) => stays.map((label) => `${title}: ${label}`))
  expect(new Set(said)).toEqual(new Set(kept))
  expect(said).toEqual([])
})

test('the times in the notice are those of the code', () => {
  expect(untilOf('Your result')).toContain('45 days')
  expect(untilOf('Links in e-mails, and those that you share')).toContain(inWords(LIFETIMES.resultsLink))
  expect(untilOf('Your request about your data')).toContain(inWords(LIFETIMES.privacyLink))
  expect(untilOf('The record that we erased your data')).toContain(`after ${inWords(LIFETIMES.retentionLog)}`)
})
