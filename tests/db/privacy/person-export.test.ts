import { expect, test } from 'vitest'
import { contactEvidence, evidenceOf } from '#tests/factories/consent.ts'
import { CONSENT, currentText, wordsOf } from '#app/domain/lead/consent.ts'
import { ownConsentTexts } from '#app/domain/lead/own-consent.ts'
import { mapContactFields } from '#app/domain/lead/contact.ts'
import { RETENTION_CATALOGUE } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import { deriveToken, hashToken } from '#app/platform/token.server.ts'
import { hashAddress } from '#app/platform/address-hash.server.ts'
import { exportPerson } from '#app/services/privacy/export-person.server.ts'
import { openPrivacyLink } from '#app/services/privacy/open-link.server.ts'
import { requestPrivacyLink } from '#app/services/privacy/request-link.server.ts'
import { QUESTIONS, QUICK_CHECK } from '#tests/factories/quiz.ts'
import { noticeFacts } from '#app/platform/company-settings.server.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestEmailMessage, createTestQueueRow } from '#tests/factories/outbox.ts'
import { createTestContactMark, createTestErasure } from '#tests/factories/privacy.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { personalNames } from '#tests/helpers/canary.ts'
import { messagesFor } from '#app/words/messages.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'

const EMAIL = 'person@example.com'
const SECRETS = { hash: ['present-key', 'former-key'], link: ['link-key'] }

const database = await useTestDatabase()

async function linkFor(email: string) {
  const input = { email, kind: 'export', language: 'en', ipAddress: '192.0.2.1', sessionIds: [] } as const
  await requestPrivacyLink(database.db, input, SECRETS)
  const { id } = await database.db.privacyRequest.findFirstOrThrow({ where: { email } })
  const tokenHash = await hashToken(await deriveToken('link-key', id))
  const link = await openPrivacyLink(database.db, tokenHash, new Date())
  if (!link) throw new Error('The link is not good')
  return link
}

test('who exports under a former address is told where to ask, and gets nothing of the present owner’s', async () => {
  const { db } = database
  const assessment = await createTestAssessment(db, { email: 'present@example.com' })
  const { recipient } = await hashAddress(SECRETS.hash, EMAIL)
  await createTestEmailMessage(db, {
    kind: 'results',
    assessmentId: assessment.id,
    recipient: null,
    recipientHash: recipient[1]!,
    status: 'completed',
    completedAt: new Date(),
    payload: {},
  })

  const file = await exportFor()

  expect(file?.notes.join(' ')).toContain('This address was replaced by another')
  const text = JSON.stringify(file)
  for (const value of ['present@example.com', assessment.lastName!, assessment.company!])
    expect(text).not.toContain(value)
})

const notice = noticeFacts({
  RETENTION_DAYS: 30,
  COMPANY_NAME: 'Notice Partners Ltd',
  CRM_RETENTION_DAYS: 730,
})

const exportFor = async (contacts: Record<string, string>[] | null = []) =>
  exportPerson(database.db, (await linkFor(EMAIL)).email!, {
    hashSecrets: SECRETS.hash,
    notice,
    language: 'en',
    now: new Date('2026-11-23T09:00:00Z'),
    readCrmContact: async () => contacts,
  })

test('every personal column and path of the catalogue is in the export', async () => {
  const { db } = database
  const contact = { ...mapContactFields((_, { example }) => example), email: EMAIL }
  const assessment = await createTestAssessment(db, contact)
  await createTestQueueRow(db, assessment)
  await createTestEmailMessage(db, { recipient: EMAIL })
  await createTestAssessmentSession(db, contact)
  await createTestErasure(db, { email: EMAIL })
  await createTestContactMark(db, { email: EMAIL })

  const file = await exportFor()

  const titles = new Map(
    Object.entries(messagesFor('en').records.tables).map(([table, { title }]) => [title, table]),
  )
  const exported = new Set<string>()
  for (const { what, data } of file?.records ?? []) {
    for (const [column, value] of Object.entries(data)) {
      const name = `${titles.get(what)}.${column}`
      if (value !== null) exported.add(name)
      if (value !== null && typeof value === 'object')
        for (const path of Object.keys(value)) exported.add(`${name}->${path}`)
    }
  }
  for (const name of personalNames(RETENTION_CATALOGUE)) expect(exported).toContain(name)
})

test('the export has nothing of anybody else, and nothing that opens something', async () => {
  const { db } = database
  const mine = await createTestAssessment(db, { email: EMAIL })
  const other = await createTestAssessment(db, { email: `not-${EMAIL}` })
  await createTestQueueRow(db, other)
  const session = await createTestAssessmentSession(db, { email: EMAIL })

  const text = JSON.stringify(await exportFor())

  expect(text).toContain(mine.id)
  for (const secret of [mine.sessionId, session.sessionId, other.id, `not-${EMAIL}`, 'tokenHash'])
    expect(text).not.toContain(secret)
})

test('messages that have forgotten the address are found by its hash under a former key', async () => {
  const { recipient } = await hashAddress(SECRETS.hash, EMAIL)
  await createTestEmailMessage(database.db, {
    status: 'skipped',
    recipient: null,
    recipientHash: recipient[1]!,
    providerMessageId: 'provider-17',
  })
  expect(JSON.stringify(await exportFor())).toContain('provider-17')
})

test('the file says the questions and answers in words, who gets the data, for how long, and what can be asked for', async () => {
  await createTestAssessment(database.db, { email: EMAIL, responses: answerAll('B') })
  const file = await exportFor()
  const result = file.records.find(({ what }) => what === 'Your result')!.data as {
    answers: { question: string; answer: string }[]
  }
  expect(result.answers).toHaveLength(QUESTIONS.length)
  expect(result.answers[0]).toEqual({ question: QUESTIONS[0]!.text, answer: QUESTIONS[0]!.choices.B })

  expect(file.notice.map(({ title }) => title)).toEqual([
    'Who is responsible',
    'What we use your data for, and what allows us to',
    'Who else gets it, and where',
    'For how long',
    'How we rank whom to contact',
    'Your rights, and how to use them',
  ])
  const text = JSON.stringify(file.notice)
  for (const fact of ['Notice Partners Ltd', 'HubSpot, Inc., USA', '730 days', 'Art. 16'])
    expect(text).toContain(fact)
})

test('of answers to questions whose words are not kept any more the file says so, beside what is stored', async () => {
  await createTestAssessment(database.db, { email: EMAIL, quizVersion: '1999-01' })
  const { data } = (await exportFor()).records.find(({ what }) => what === 'Your result')!
  expect(data).toHaveProperty('responses')
  expect(data.answers).toContain('These questions were replaced so long ago')
})

test('the consent in the export is the text that was shown', async () => {
  await createTestAssessment(database.db, { email: EMAIL, ...(await contactEvidence('Notice Partners Ltd')) })
  await createTestAssessment(database.db, { email: EMAIL, ...(await contactEvidence('Former Partners Ltd')) })
  const file = await exportFor()
  const results = file.records.filter(({ what }) => what === 'Your result')
  expect(results.map(({ data }) => data.consentText).sort()).toEqual([
    wordsOf(CONSENT, 'Notice Partners Ltd'),
    wordsOf(CONSENT, 'the company, by the name that it had then,'),
  ])
})

test('it is so too where it was a text of the scorecard’s own', async () => {
  const text = currentText('contact', { ownTexts: ownConsentTexts(QUICK_CHECK) })
  const evidence = await evidenceOf(text, 'Notice Partners Ltd')
  await createTestAssessment(database.db, { email: EMAIL, scorecard: 'quick-check', ...evidence })
  const { data } = (await exportFor()).records.find(({ what }) => what === 'Your result')!
  expect(data.consentText).toBe(wordsOf(text, 'Notice Partners Ltd'))
})

test('what HubSpot holds is in the file, and when it cannot be asked the file says so', async () => {
  const { records } = await exportFor([{ firstname: 'Robin' }])
  expect(records.at(-1)).toMatchObject({ data: { firstname: 'Robin' } })
  const { notes } = await exportFor(null)
  expect(notes.join(' ')).toContain('did not answer')
})
