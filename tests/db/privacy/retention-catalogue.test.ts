import { QUIZ } from '#tests/factories/quiz.ts'
import { expect, test } from 'vitest'
import {
  compareCatalogue,
  personalDataLeft,
  unclassifiedPaths,
} from '#app/domain/privacy/catalogue/catalogue-check.ts'
import { cleared, plain } from '#app/domain/privacy/catalogue/catalogue-types.ts'
import { readLiveColumns } from '#app/data/privacy/live-columns.server.ts'
import { RETENTION_CATALOGUE, type TableEntry } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import { readSessionVersion } from '#app/data/sessions.server.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import { CONTACT_EVIDENCE } from '#tests/factories/consent.ts'
import { CONSENT } from '#app/domain/lead/consent.ts'
import { completeAssessment } from '#app/services/assessment/complete.server.ts'
import { expireSessions } from '#app/services/privacy/expire-sessions.server.ts'
import { requestPrivacyLink } from '#app/services/privacy/request-link.server.ts'
import { requestResumeLink } from '#app/services/assessment/request-resume-link.server.ts'
import { scrubPersonalData } from '#app/services/privacy/scrub-personal-data.server.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestEmailMessage, createTestQueueRow } from '#tests/factories/outbox.ts'
import {
  createTestContactMark,
  createTestErasure,
  createTestPrivacyRequest,
} from '#tests/factories/privacy.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { markPersonalColumns, personalNames } from '#tests/helpers/canary.ts'
import { withRollback, useTestDatabase } from '#tests/helpers/database.ts'
import { letDaysPass } from '#tests/helpers/passing-time.ts'
import { readAllRows } from '#tests/helpers/table-rows.ts'

const database = await useTestDatabase()
const { db } = database

const BOUNDS = { retentionDays: 30, seconds: 60, clock: () => 0 }
const MARKER = 'canary-7d1f'

/** A row of everything that can hold something personal, all of it marked. */
async function fillTables(catalogue: Readonly<Record<string, TableEntry>>) {
  const assessment = await createTestAssessment(db)
  await createTestQueueRow(db, assessment)
  await createTestEmailMessage(db, { assessmentId: assessment.id })
  await createTestEmailMessage(db, { kind: 'privacy' })
  await createTestAssessmentSession(db)
  await createTestPrivacyRequest(db, { expiresAt: new Date(Date.now() + LIFETIMES.privacyLink * 1000) })
  await createTestErasure(db)
  await createTestContactMark(db)
  return markPersonalColumns(db, catalogue, MARKER)
}

async function runRetention() {
  await scrubPersonalData(db, BOUNDS)
  await expireSessions(db, BOUNDS)
}

async function personalLeft(catalogue: Readonly<Record<string, TableEntry>>) {
  const rows = await readAllRows(db)
  return [...rows].flatMap(([table, tableRows]) => personalDataLeft(catalogue, table, tableRows))
}

test('the catalogue classifies every column of the database, and none besides', async () => {
  expect(compareCatalogue(RETENTION_CATALOGUE, await readLiveColumns(db))).toEqual([])
})

test('a column that nobody classified is reported by its name', async () => {
  await withRollback(db, async (tx) => {
    await tx.$executeRaw`ALTER TABLE assessments ADD COLUMN nickname text`
    await tx.$executeRaw`CREATE TABLE visitors (name text)`

    expect(compareCatalogue(RETENTION_CATALOGUE, await readLiveColumns(tx))).toEqual([
      'assessments.nickname is not classified in the retention catalogue',
      'visitors.name is not classified in the retention catalogue',
    ])
  })
})

test('a catalogue that keeps personal data, or leaves JSON without paths, is refused', () => {
  const table: TableEntry = {
    ...RETENTION_CATALOGUE.rate_limits!,
    columns: {
      name: { class: 'personal', removal: 'kept', name: 'firstName' },
      details: plain(),
      gone: plain(),
      nickname: { class: 'personal', removal: 'cleared' },
    },
  }

  const problems = compareCatalogue({ people: table }, [
    { table: 'people', column: 'name', type: 'text' },
    { table: 'people', column: 'details', type: 'jsonb' },
    { table: 'people', column: 'nickname', type: 'text' },
  ])

  expect(problems).toEqual([
    'people.name is personal, and kept',
    'people.details holds JSON and is not classified by path',
    'people.nickname is personal and has no name in the notice',
    'people.gone is in the catalogue and not in the database',
  ])
})

test('once the retention is over nothing is left in any column or path that the catalogue calls personal', async () => {
  const marked = await fillTables(RETENTION_CATALOGUE)
  expect(new Set(marked)).toEqual(new Set(personalNames(RETENTION_CATALOGUE)))
  await letDaysPass(db, 31)

  await runRetention()

  expect(await personalLeft(RETENTION_CATALOGUE)).toEqual([])
  expect(JSON.stringify([...(await readAllRows(db))])).not.toContain(MARKER)
})

test('personal columns and paths that the scrub leaves are reported by their names', async () => {
  const assessments = RETENTION_CATALOGUE.assessments!
  const careless = {
    ...RETENTION_CATALOGUE,
    assessments: {
      ...assessments,
      columns: {
        ...assessments.columns,
        referrerSource: cleared('referrer'),
        browserInfo: { ...plain(), paths: { serialNumber: cleared('browserNumber') } },
      },
    },
  }
  await fillTables(careless)
  await letDaysPass(db, 31)

  await runRetention()

  expect(await personalLeft(careless)).toEqual([
    'assessments.browserInfo->serialNumber is personal, and the scrub leaves it',
    'assessments.referrerSource is personal, and the scrub leaves it',
  ])
})

test('every JSON path that the product writes is classified', async () => {
  const person = { email: 'person@example.com', consentAt: new Date(), ...CONTACT_EVIDENCE }
  const session = await createTestAssessmentSession(db, { ...person, responses: answerAll('E') })
  const origin = { secrets: ['link-key'], hashSecret: 'hash-key', networkHash: null }
  const fields = { email: person.email, consent: CONSENT.version }
  const now = new Date()
  const form = {
    quiz: QUIZ,
    step: 1,
    sessionId: session.sessionId,
    fields,
    now,
    emailOrigin: () => Promise.resolve(origin),
  }
  expect(await requestResumeLink(db, form)).toMatchObject({ kind: 'queued' })
  const privacy = {
    email: person.email,
    kind: 'erasure',
    language: 'en',
    ipAddress: null,
    sessionIds: [],
  } as const
  await requestPrivacyLink(db, privacy, { hash: ['hash-key'], link: ['link-key'] })
  const found = await readSessionVersion(db, session.sessionId)
  await completeAssessment(db, found!, now, origin)

  const rows = await readAllRows(db)
  const messages = await db.emailMessage.findMany({ orderBy: { kind: 'asc' } })
  expect(
    messages.map(({ kind, payload }) => [kind, Object.keys(payload as object).includes('linkId')]),
  ).toEqual([
    ['privacy', true],
    ['results', true],
    ['resume', true],
  ])
  expect([...rows].flatMap(([table, held]) => unclassifiedPaths(RETENTION_CATALOGUE, table, held))).toEqual(
    [],
  )
})

test('a JSON path that nobody classified is reported by its name', () => {
  const rows = [{ payload: { version: 1, spouse: { name: 'Robin' } } }]

  expect(unclassifiedPaths(RETENTION_CATALOGUE, 'hubspot_sync_queue', rows)).toEqual([
    'hubspot_sync_queue.payload->spouse.name is not classified',
  ])
})
