import { expect, test } from 'vitest'
import { quizOf } from '#app/content/scorecards.ts'
import { mapContactFields, pickContact } from '#app/domain/lead/contact.ts'
import { CATEGORY_IDS } from '#app/domain/quiz/quiz.ts'
import { scoreAssessment } from '#app/domain/quiz/scoring.ts'
import { parseSyncPayload } from '#app/domain/hubspot/mapping.ts'
import { MigrationRefusedError } from '#prisma/migrate.ts'
import { readMigrations } from '#prisma/migration-files.ts'
import { reset } from '#prisma/reset.ts'
import { seed } from '#prisma/seed.ts'
import { seedTest } from '#prisma/seed-test.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestEmailMessage } from '#tests/factories/outbox.ts'
import { createTestDatabase, useTestDatabase } from '#tests/helpers/database.ts'
import { readAllRows } from '#tests/helpers/table-rows.ts'

const DAY_MS = 24 * 60 * 60 * 1000

const database = await useTestDatabase()

async function distinct(column: string, table = 'assessments'): Promise<string[]> {
  const rows = await database.db.$queryRawUnsafe<{ value: string }[]>(
    `SELECT DISTINCT "${column}" AS value FROM ${table} ORDER BY 1`,
  )
  return rows.map(({ value }) => value)
}

test('a second seed changes nothing', async () => {
  const count = await seed(database.db)
  const before = await database.db.assessment.findMany({ orderBy: { id: 'asc' } })
  expect(before).toHaveLength(count)
  expect(await seed(database.db)).toBe(0)
  expect(await database.db.assessment.findMany({ orderBy: { id: 'asc' } })).toEqual(before)
})

test('two seeds at once write the leads once', async () => {
  const counts = await Promise.all([seed(database.db), seed(database.db)])
  expect(Math.min(...counts)).toBe(0)
  expect(await database.db.assessment.count()).toBe(Math.max(...counts))
})

test('the seeded leads are in every category, lead quality and state of the sync', async () => {
  await seed(database.db)
  expect(await distinct('scoreCategory')).toEqual([...CATEGORY_IDS].sort())
  expect(await distinct('leadQuality')).toEqual(['basic', 'enhanced', 'executive_briefing_qualified'])
  expect(await distinct('hubspotSyncStatus')).toEqual(['failed', 'pending', 'skipped', 'synced'])
  expect(await distinct('status', 'hubspot_sync_queue')).toEqual([
    'cancelled',
    'completed',
    'dead',
    'pending',
  ])
})

async function readQueued() {
  const rows = await database.db.hubspotSyncQueue.findMany()
  return (lead: { id: string }) => rows.filter(({ assessmentId }) => assessmentId === lead.id)
}

test('the seeded leads span 60 days, and those past retention are scrubbed', async () => {
  await seed(database.db)
  const leads = await database.db.assessment.findMany()
  const queuedOf = await readQueued()
  const [{ now }] = await database.db.$queryRaw<[{ now: Date }]>`SELECT now() AS now`
  const ages = leads.map(({ createdAt }) => (now.getTime() - createdAt.getTime()) / DAY_MS)
  expect(Math.min(...ages)).toBeLessThan(2)
  expect(Math.max(...ages)).toBeGreaterThan(55)
  for (const [index, lead] of leads.entries()) {
    if (lead.emailScrubbedAt) {
      expect(pickContact(lead)).toEqual(mapContactFields(() => null))
      expect(queuedOf(lead)).toEqual([])
    } else {
      expect(ages[index]).toBeLessThan(30)
    }
  }
  const due = await database.db.$queryRaw`SELECT scrub_expired_pii('30 days', 1000) AS count`
  expect(due).toEqual([{ count: 0 }])
})

test('the seeded scores are what the quiz gives for the answers, and the payloads what the sync reads', async () => {
  await seed(database.db)
  const leads = await database.db.assessment.findMany()
  const queuedOf = await readQueued()
  for (const lead of leads) {
    const { totalScore, scoreBreakdown, scoreCategory } = scoreAssessment(
      quizOf(lead),
      lead.responses as Record<string, string>,
    )
    expect(lead).toMatchObject({ totalScore, scoreBreakdown, scoreCategory })
    for (const row of queuedOf(lead)) {
      // Of what somebody has given up nothing is kept.
      if (row.status !== 'cancelled') expect(parseSyncPayload(row.payload)?.assessmentId).toBe(lead.id)
    }
  }
})

test('all seeded addresses are at example domains', async () => {
  await seed(database.db)
  const leads = await database.db.assessment.findMany({ where: { email: { not: null } } })
  for (const { email } of leads) expect(email).toMatch(/@example\.(com|org)$/)
})

test('the test scenario fits its own names', async () => {
  const now = new Date()
  const scenario = await seedTest(database.db, now)
  expect(scenario.leadWaiting).toMatchObject({ scoreCategory: 'alert', qualifiedForBriefing: true })
  expect(scenario.anonymous).toMatchObject({
    email: null,
    leadQuality: 'basic',
    hubspotSyncStatus: 'skipped',
  })
  const expired = await database.db.$queryRaw`SELECT delete_expired_sessions(10) AS count`
  expect(expired).toEqual([{ count: 1 }])
  const scrubbed = await database.db.$queryRaw`SELECT scrub_expired_pii('30 days', 10) AS count`
  expect(scrubbed).toEqual([{ count: 1 }])
})

test('the test scenario is the same however often it is written, whatever became of it, and leaves other records alone', async () => {
  const { db } = database
  const other = await createTestAssessment(db)
  const now = new Date()
  const first = await seedTest(db, now)
  const rows = await readAllRows(db)
  await db.hubspotSyncQueue.deleteMany({ where: { assessmentId: first.leadWaiting.id } })
  await db.assessment.update({ where: { id: first.leadFailed.id }, data: { firstName: 'Changed' } })
  await db.assessmentSession.delete({ where: { sessionId: first.sessionHalfway.sessionId } })
  await createTestAssessment(db, { sessionId: first.sessionHalfway.sessionId })
  await createTestEmailMessage(db, { assessmentId: first.leadSynced.id })

  expect(await seedTest(db, now)).toEqual(first)

  // What was counted once stays so: these are figures, and no records.
  const records = (all: typeof rows) => [...all].filter(([table]) => !table.endsWith('_days'))
  expect(records(await readAllRows(db))).toEqual(records(rows))
  expect(await db.assessment.findUnique({ where: { id: other.id } })).toEqual(other)
})

test('two writers of the test scenario at once leave it once', async () => {
  const now = new Date()
  await Promise.all([seedTest(database.db, now), seedTest(database.db, now)])
  expect(await database.db.assessmentSession.count()).toBe(3)
  expect(await database.db.assessment.count()).toBe(6)
})

test('a reset makes the database anew, migrated and empty', async () => {
  const other = await createTestDatabase()
  try {
    await seedTest(other.db)
    const { applied } = await reset(other.url)
    expect(applied).toHaveLength((await readMigrations()).length)
    expect(await other.db.assessmentSession.count()).toBe(0)
  } finally {
    await other.close()
  }
})

test.each([
  'postgresql://user:word@db.example.com/scorecard',
  'postgresql://user:word@localhost/scorecard?host=db.example.com',
])('a reset of a database elsewhere is refused without its name: %s', async (url) => {
  const message = 'scorecard at db.example.com:5432 is not on this machine'
  await expect(reset(url)).rejects.toThrow(message)
  await expect(reset(url, { confirmedName: 'scorecards' })).rejects.toThrow('nothing was done')
})

test('a reset through a pooled connection is refused before anything is dropped', async () => {
  const url = 'postgresql://user:word@ep-x-pooler.eu-central-1.aws.neon.tech/scorecard'
  await expect(reset(url, { confirmedName: 'scorecard' })).rejects.toThrow(MigrationRefusedError)
})
