import { beforeEach, expect, test } from 'vitest'
import { pauseOperation } from '#app/data/pauses.server.ts'
import { deleteExpiredSessions } from '#app/data/sessions.server.ts'
import type { Figure } from '#app/domain/console/page-view.ts'
import { showPage } from '#app/services/console/console-page.server.ts'
import { findPage } from '#app/services/console/pages.server.ts'
import { scrubPersonalData } from '#app/services/privacy/scrub-personal-data.server.ts'
import { seed } from '#prisma/seed.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { readStages } from '#tests/helpers/roll-up.ts'

const { db } = await useTestDatabase()
beforeEach(() => seed(db))

const DAY_MS = 24 * 60 * 60 * 1000
const RETENTION_DAYS = 30

async function figuresOf(path: string, query = ''): Promise<Record<string, Figure['value']>> {
  const { page, id } = findPage(path)!
  const expected = { retentionDays: RETENTION_DAYS, hubspot: true }
  const request = {
    params: new URLSearchParams(query),
    id,
    expected,

    details: false,
    now: new Date(),
  }
  const view = await showPage(db, page.show, request, null)
  return Object.fromEntries(
    view!.sections.flatMap(({ id: section, figures = [] }) =>
      figures.map((figure) => [`${section}.${figure.id}`, figure.value]),
    ),
  )
}

interface Row {
  status: string
  nextRetryAt: Date
  completedAt: Date | null
  lastAttemptAt: Date | null
  retryCount: number
  awaitsConfirmation?: boolean
}

/** A queue as its page shows it, counted from its rows one by one. */
function countRows(rows: readonly Row[], now: Date) {
  const within = (time: Date | null) => time !== null && time > new Date(now.getTime() - DAY_MS)
  const open = rows.filter(({ status, awaitsConfirmation }) => status === 'pending' && !awaitsConfirmation)
  const dead = rows.filter(({ status }) => status === 'dead')
  const sent = rows.filter(({ status, completedAt }) => status === 'completed' && within(completedAt)).length
  const failed = rows.filter(
    ({ status, lastAttemptAt, retryCount }) =>
      (status === 'dead' || (status === 'pending' && retryCount > 0)) && within(lastAttemptAt),
  ).length
  return {
    'queue.due': open.filter(({ nextRetryAt }) => nextRetryAt <= now).length,
    'queue.waiting': open.filter(({ nextRetryAt }) => nextRetryAt > now).length,
    'queue.held': 0,
    'queue.inFlight': 0,
    'queue.dead': dead.length,
    'queue.success': sent + failed === 0 ? null : `${Math.floor((sent / (sent + failed)) * 1000) / 10}%`,
  }
}

/** Every count that a page shows, against the rows themselves. */
async function expectPagesToAgree(): Promise<void> {
  const [{ now }] = await db.$queryRaw<[{ now: Date }]>`SELECT now() AS now`
  const assessments = await db.assessment.findMany()
  const leads = await db.hubspotSyncQueue.findMany()
  const emails = await db.emailMessage.findMany()
  const sessions = await db.assessmentSession.findMany()
  const since = (days: number) => (time: Date | null) =>
    time !== null && time > new Date(now.getTime() - days * DAY_MS)
  const sent = (rows: readonly Row[]) =>
    rows.filter(({ status, completedAt }) => status === 'completed' && since(1)(completedAt)).length

  expect(await figuresOf('')).toMatchObject({
    'today.completedToday': assessments.filter(({ createdAt }) => since(1)(createdAt)).length,
    'today.completedThisWeek': assessments.filter(({ createdAt }) => since(7)(createdAt)).length,
    'today.underWay': sessions.filter(({ expiresAt }) => expiresAt > now).length,
    'today.leadsSentToday': sent(leads),
    'today.emailsSentToday': sent(emails),
  })
  expect(await figuresOf('hubspot')).toMatchObject({
    ...countRows(leads, now),
    'queue.awaiting': leads.filter((row) => row.status === 'pending' && row.awaitsConfirmation).length,
  })
  expect(await figuresOf('mail')).toMatchObject({
    ...countRows(emails, now),
    'queue.bounced': emails.filter(({ undeliverable }) => undeliverable === 'bounced').length,
    'queue.complained': 0,
  })
  const left = assessments.filter(({ emailScrubbedAt }) => emailScrubbedAt === null)
  const dueIn = (days: number) =>
    left.filter(({ createdAt }) => now.getTime() - createdAt.getTime() >= (RETENTION_DAYS - days) * DAY_MS)
  expect(await figuresOf('privacy')).toMatchObject({
    'retention.unscrubbed': left.length,
    'retention.dueNow': dueIn(0).length,
    'retention.dueTomorrow': dueIn(1).length - dueIn(0).length,
    'retention.dueThisWeek': dueIn(7).length - dueIn(0).length,
    'retention.expiredSessions': sessions.filter(({ expiresAt }) => expiresAt <= now).length,
  })
  const deadOf = new Set(leads.filter(({ status }) => status === 'dead').map((row) => row.assessmentId))
  const lists: [string, number][] = [
    ['', assessments.length],
    ['quality=basic', assessments.filter(({ leadQuality }) => leadQuality === 'basic').length],
    ['category=crisis', assessments.filter(({ scoreCategory }) => scoreCategory === 'crisis').length],
    ['least=80', assessments.filter(({ totalScore }) => totalScore! >= 80).length],
    ['email=bounced', assessments.filter((row) => row.emailDeliveryStatus === 'bounced').length],
    ['sync=dead', deadOf.size],
  ]
  for (const [query, count] of lists)
    expect(await figuresOf('leads', query), query).toMatchObject({ 'leads.matching': count })
}

test('the counts of every page are those of its rows, before and after expiry, erasure and scrub', async () => {
  await expectPagesToAgree()
  const stages = await readStages(db)

  await db.$executeRaw`UPDATE assessment_sessions SET "expiresAt" = now()`
  await expectPagesToAgree()
  expect(await deleteExpiredSessions(db, 1000)).toBeGreaterThan(0)
  await expectPagesToAgree()

  for (const status of ['dead', 'completed', 'pending']) {
    const { assessmentId: id } = await db.hubspotSyncQueue.findFirstOrThrow({
      where: { status, awaitsConfirmation: false },
    })
    const assessment = await db.assessment.findUniqueOrThrow({ where: { id } })
    await db.$executeRaw`SELECT erase_person(${assessment.email}, 'hash', '{}', 'request')`
    expect(await db.assessment.count({ where: { id: assessment.id } }), status).toBe(0)
  }
  await expectPagesToAgree()

  // What is older than ten days is due, and more of it than one batch.
  const before = await db.assessment.count({ where: { emailScrubbedAt: null } })
  await scrubPersonalData(db, { retentionDays: 10, seconds: 60, clock: () => 0 })
  const after = await db.assessment.count({ where: { emailScrubbedAt: null } })
  expect(after).toBeGreaterThan(0)
  expect(after).toBeLessThan(before)
  await expectPagesToAgree()

  expect(await readStages(db)).toEqual(stages)
})

test('what a pause holds is counted as held, and nothing of it as due', async () => {
  const before = await figuresOf('hubspot')
  await pauseOperation(db, {
    operation: 'contacts',
    reason: 'unavailable',
    evidence: 'server_error',
    seconds: 60,
  })
  const held = await figuresOf('hubspot')
  expect(held).toMatchObject({ 'queue.due': 0, 'queue.waiting': 0 })
  expect(held['queue.held']).toBe(Number(before['queue.due']) + Number(before['queue.waiting']))
})

test('causes are counted as the rows that name them, open and given up', async () => {
  const { page } = findPage('hubspot')!
  const expected = { retentionDays: RETENTION_DAYS, hubspot: true }
  const request = {
    params: new URLSearchParams(),
    id: '',
    expected,

    details: false,
    now: new Date(),
  }
  const view = await showPage(db, page.show, request, null)
  const shown = view!.sections
    .find(({ id }) => id === 'causes')!
    .table!.rows.reduce((sum, { cells }) => sum + Number(cells.count), 0)
  const failed = await db.hubspotSyncQueue.count({
    where: { status: { in: ['pending', 'dead'] }, lastError: { not: null } },
  })
  expect(failed).toBeGreaterThan(3)
  expect(shown).toBe(failed)
})

test('what was erased of the funnel’s people stays in every stage that they came to', async () => {
  const stages = await readStages(db)
  const person = await db.assessment.findFirstOrThrow({ where: { phone: { not: null } } })
  await db.$executeRaw`SELECT erase_person(${person.email}, 'hash', '{}', 'request')`
  expect(await db.assessment.count({ where: { id: person.id } })).toBe(0)
  expect(await readStages(db)).toEqual(stages)
})
