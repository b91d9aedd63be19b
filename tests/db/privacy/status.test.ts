import { expect, test } from 'vitest'
import { reportPrivacy } from '#app/services/privacy/report-privacy.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestErasure } from '#tests/factories/privacy.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'

const database = await useTestDatabase()
const { db } = database

const HOUR_MS = 60 * 60 * 1000
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS)
const RETENTION_DAYS = 30

const verdict = async () => (await reportPrivacy(db, RETENTION_DAYS)).needsSomebody

test('personal data past its retention needs somebody once a daily scrub has missed it', async () => {
  expect(await verdict()).toBe(false)
  await createTestAssessment(db, { createdAt: hoursAgo(31 * 24) })
  expect(await verdict()).toBe(false)
  await db.assessment.updateMany({ data: { createdAt: hoursAgo(31 * 24 + 1) } })
  expect(await verdict()).toBe(true)
})

test('an erasure needs somebody once it has been open for a quarter of an hour', async () => {
  const { id } = await createTestErasure(db, { erasedAt: hoursAgo(0.2) })
  expect(await verdict()).toBe(false)
  await db.erasure.update({ where: { id }, data: { erasedAt: hoursAgo(0.25) } })
  expect(await verdict()).toBe(true)
  const done = { email: null, completedAt: new Date() }
  await db.erasure.update({ where: { id }, data: { status: 'completed', ...done } })
  expect(await verdict()).toBe(false)
})

test('an erasure that could not be finished in HubSpot needs somebody', async () => {
  await createTestErasure(db, { status: 'dead', email: null, lastError: 'address_forgotten' })
  expect(await verdict()).toBe(true)
})

test('a column that is not classified needs somebody', async () => {
  await db.$executeRaw`ALTER TABLE assessments ADD COLUMN nickname text`
  try {
    expect(await reportPrivacy(db, RETENTION_DAYS)).toMatchObject({
      needsSomebody: true,
      catalogueProblems: ['assessments.nickname is not classified in the retention catalogue'],
    })
  } finally {
    await db.$executeRaw`ALTER TABLE assessments DROP COLUMN nickname`
  }
})
