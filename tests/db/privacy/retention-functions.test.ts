import { describe, expect, test } from 'vitest'
import type { Database } from '#app/data/database.server.ts'
import { createNodeClient } from '#app/data/node-client.server.ts'
import { mapContactFields } from '#app/domain/lead/contact.ts'
import { withRollback, useTestDatabase } from '#tests/helpers/database.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestEmailMessage, createTestQueueRow } from '#tests/factories/outbox.ts'
import { createTestErasure } from '#tests/factories/privacy.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'

const LONG_AGO = new Date('2020-01-01T00:00:00Z')
const MARKER = 'canary@example.org'

const database = await useTestDatabase()

async function call(db: Database, expression: string): Promise<number> {
  const rows = await db.$queryRawUnsafe<[{ count: number }]>(`SELECT ${expression} AS count`)
  return rows[0].count
}

/** Runs in a transaction whose session is in New York and in which now() stands still. */
async function inNewYork<T>(work: (tx: Database) => Promise<T>): Promise<T> {
  return withRollback(database.db, async (tx) => {
    await tx.$executeRaw`SET LOCAL TIME ZONE 'America/New_York'`
    return work(tx)
  })
}

const ALL_TEXT = `
  SELECT string_agg(t, ' ') AS content FROM (
    SELECT a::text FROM assessments a UNION ALL SELECT s::text FROM assessment_sessions s
    UNION ALL SELECT q::text FROM hubspot_sync_queue q UNION ALL SELECT m::text FROM email_messages m) AS rows(t)`

async function databaseContent(): Promise<string> {
  const rows = await database.db.$queryRawUnsafe<[{ content: string | null }]>(ALL_TEXT)
  return rows[0].content ?? ''
}

const AROUND_THE_CUTOFF = [
  ['one second before', '-1 second', 0],
  ['at', '0', 1],
  ['one second after', '1 second', 1],
] as const

describe('delete_expired_sessions', () => {
  test.each(AROUND_THE_CUTOFF)(
    '%s the expiry, whatever the time zone of the session',
    async (_, past, count) => {
      await inNewYork(async (tx) => {
        await createTestAssessmentSession(tx)
        await tx.$executeRaw`
        UPDATE assessment_sessions SET "expiresAt" = date_trunc('milliseconds', now()) - ${past}::interval`
        // At the very instant: the column keeps milliseconds, now() microseconds, so that "at" is never ahead of it.
        expect(await call(tx, 'delete_expired_sessions(10)')).toBe(count)
      })
    },
  )

  test('takes at most the limit, the longest expired first', async () => {
    for (const day of ['03', '01', '02']) {
      await createTestAssessmentSession(database.db, {
        sessionId: day,
        expiresAt: new Date(`2020-01-${day}`),
      })
    }
    expect(await call(database.db, 'delete_expired_sessions(2)')).toBe(2)
    expect(await database.db.assessmentSession.findMany()).toMatchObject([{ sessionId: '03' }])
  })

  test('cancels and empties the messages that were written for the session', async () => {
    const { sessionId } = await createTestAssessmentSession(database.db, {
      expiresAt: LONG_AGO,
      email: MARKER,
    })
    await createTestEmailMessage(database.db, {
      kind: 'resume',
      sessionId,
      recipient: MARKER,
      claimToken: 'held',
      lastError: MARKER,
      payload: { to: MARKER },
    })
    await call(database.db, 'delete_expired_sessions(10)')
    expect(await database.db.emailMessage.findFirstOrThrow()).toMatchObject({
      status: 'cancelled',
      claimToken: null,
    })
    expect(await databaseContent()).not.toContain(MARKER)
  })

  test('leaves a session alone that somebody is just saving', async () => {
    const { sessionId } = await createTestAssessmentSession(database.db, { expiresAt: LONG_AGO })
    await database.db.$transaction(async (saving) => {
      await saving.$executeRaw`SELECT FROM assessment_sessions WHERE "sessionId" = ${sessionId} FOR UPDATE`
      expect(await call(database.db, 'delete_expired_sessions(10)')).toBe(0)
    })
    expect(await call(database.db, 'delete_expired_sessions(10)')).toBe(1)
  })
})

describe('scrub_expired_pii', () => {
  test.each(AROUND_THE_CUTOFF)(
    '%s thirty days, whatever the time zone of the session',
    async (_, past, count) => {
      await inNewYork(async (tx) => {
        await createTestAssessment(tx)
        await tx.$executeRaw`
        UPDATE assessments SET "createdAt" = date_trunc('milliseconds', now()) - interval '720 hours' - ${past}::interval`
        expect(await call(tx, `scrub_expired_pii('30 days', 10)`)).toBe(count)
      })
    },
  )

  test('leaves nothing personal, closes what is open, and keeps scores, answers and analytics', async () => {
    const before = await createTestAssessment(database.db, {
      createdAt: LONG_AGO,
      ...mapContactFields(() => MARKER),
      hubspotSyncError: MARKER,
      emailDeliveryError: MARKER,
      hubspotContactId: MARKER,
      hubspotDealId: MARKER,
      ipAddressHash: MARKER,
    })
    const held = { claimToken: 'held', lastError: MARKER, payload: { email: MARKER } }
    await createTestQueueRow(database.db, before, held)
    await createTestQueueRow(database.db, before, { ...held, status: 'dead' })
    await createTestEmailMessage(database.db, { ...held, assessmentId: before.id, recipient: MARKER })

    expect(await call(database.db, `scrub_expired_pii('30 days', 10)`)).toBe(1)

    expect(await databaseContent()).not.toContain(MARKER)
    const after = await database.db.assessment.findUniqueOrThrow({ where: { id: before.id } })
    expect(after).toEqual({
      ...before,
      ...mapContactFields(() => null),
      hubspotSyncError: null,
      emailDeliveryError: null,
      hubspotContactId: null,
      hubspotDealId: null,
      ipAddressHash: null,
      sessionId: expect.not.stringMatching(before.sessionId) as string,
      hubspotSyncStatus: 'skipped',
      emailDeliveryStatus: 'skipped',
      emailScrubbedAt: expect.any(Date) as Date,
      updatedAt: expect.any(Date) as Date,
    })
    const queue = await database.db.hubspotSyncQueue.findMany({ orderBy: { status: 'asc' } })
    expect(queue).toMatchObject([
      { status: 'cancelled', claimToken: null },
      { status: 'dead', claimToken: null },
    ])
    expect(await database.db.emailMessage.findFirstOrThrow()).toMatchObject({
      status: 'cancelled',
      claimToken: null,
    })
  })

  test('handles at most the limit, the oldest first, and nothing twice', async () => {
    for (const day of ['03', '01', '02']) {
      await createTestAssessment(database.db, { sessionId: day, createdAt: new Date(`2020-01-${day}`) })
    }
    expect(await call(database.db, `scrub_expired_pii('30 days', 2)`)).toBe(2)
    expect(await database.db.assessment.findMany({ where: { emailScrubbedAt: null } })).toMatchObject([
      { sessionId: '03' },
    ])
    expect(await call(database.db, `scrub_expired_pii('30 days', 2)`)).toBe(1)
    expect(await call(database.db, `scrub_expired_pii('30 days', 2)`)).toBe(0)
  })

  test('cleans old messages that belong to no assessment', async () => {
    await createTestEmailMessage(database.db, { kind: 'privacy', createdAt: LONG_AGO, recipient: MARKER })
    await createTestEmailMessage(database.db, { kind: 'privacy', recipient: 'recent@example.com' })
    expect(await call(database.db, `scrub_expired_pii('30 days', 10)`)).toBe(1)
    const content = await databaseContent()
    expect(content).not.toContain(MARKER)
    expect(content).toContain('recent@example.com')
  })

  test('ends what else the daily run ends: addresses of erasures, and sessions that somebody keeps alive', async () => {
    await createTestErasure(database.db, { erasedAt: LONG_AGO, email: MARKER })
    await createTestAssessmentSession(database.db, { startedAt: LONG_AGO, email: MARKER })
    expect(await call(database.db, `scrub_expired_pii('30 days', 10)`)).toBe(2)
    expect(await call(database.db, `scrub_expired_pii('30 days', 10)`)).toBe(0)
    expect(await database.db.erasure.findFirstOrThrow()).toMatchObject({
      email: null,
      status: 'dead',
    })
    expect(await call(database.db, 'delete_expired_sessions(10)')).toBe(1)
    expect(await databaseContent()).not.toContain(MARKER)
  })

  test('two runs at once share the work', async () => {
    await createTestAssessment(database.db, { createdAt: LONG_AGO })
    await createTestAssessment(database.db, { createdAt: LONG_AGO })
    await database.db.$transaction(async (first) => {
      expect(await call(first, `scrub_expired_pii('30 days', 1)`)).toBe(1)
      expect(await call(database.db, `scrub_expired_pii('30 days', 10)`)).toBe(1)
    })
    expect(await database.db.assessment.count({ where: { emailScrubbedAt: null } })).toBe(0)
  })

  test('a scrubbed assessment takes no new contact', async () => {
    const { id } = await createTestAssessment(database.db, { createdAt: LONG_AGO })
    await call(database.db, `scrub_expired_pii('30 days', 10)`)
    await expect(
      database.db.assessment.update({ where: { id }, data: { email: 'back@example.com' } }),
    ).rejects.toThrow('assessments_scrubbed_check')
  })

  test('a batch goes on where the one before ended', async () => {
    for (const day of ['01', '02', '03']) {
      await createTestAssessment(database.db, { createdAt: new Date(`2020-01-${day}T00:00:00Z`) })
    }
    const scrub = (after: string) => database.db.$queryRaw`
      SELECT * FROM scrub_assessments('2020-01-02T12:00:00Z', ${after}::timestamptz, 1)`
    expect(await scrub('-infinity')).toEqual([
      { scrubbed: 1, lastCreatedAt: new Date('2020-01-01T00:00:00Z') },
    ])
    expect(await scrub('2020-01-01T00:00:00Z')).toEqual([
      { scrubbed: 1, lastCreatedAt: new Date('2020-01-02T00:00:00Z') },
    ])
    expect(await scrub('2020-01-02T00:00:00Z')).toEqual([{ scrubbed: 0, lastCreatedAt: null }])
  })

  test.each(["'0 days'", "'-30 days'", "'23 hours'", 'NULL'])(
    'refuses a retention of %s',
    async (retention) => {
      await expect(call(database.db, `scrub_expired_pii(${retention}, 10)`)).rejects.toThrow(
        'The retention must be at least one day',
      )
    },
  )
})

describe('purge_person', () => {
  test('removes all rows of a person in whatever case, and nobody else', async () => {
    const mine = await createTestAssessment(database.db, { email: 'Canary@Example.org' })
    await createTestQueueRow(database.db, mine)
    await createTestEmailMessage(database.db, { assessmentId: mine.id, recipient: null, status: 'skipped' })
    await createTestEmailMessage(database.db, { kind: 'privacy', recipient: 'CANARY@EXAMPLE.ORG' })
    await createTestAssessmentSession(database.db, { email: MARKER, sessionId: 'mine' })
    await createTestEmailMessage(database.db, {
      kind: 'resume',
      sessionId: 'mine',
      recipient: null,
      status: 'skipped',
    })
    const other = await createTestAssessment(database.db)
    await createTestQueueRow(database.db, other)

    expect(await call(database.db, `purge_person('  caNary@example.org ', 100)`)).toBe(4)

    expect((await databaseContent()).toLowerCase()).not.toContain(MARKER)
    expect(await database.db.assessment.findMany()).toMatchObject([{ id: other.id }])
    expect(await database.db.hubspotSyncQueue.count()).toBe(1)
    expect(await database.db.emailMessage.count()).toBe(0)
    expect(await database.db.assessmentSession.count()).toBe(0)
    expect(await call(database.db, `purge_person('${MARKER}', 100)`)).toBe(0)
  })

  test('takes at most the limit of each table, and the next call goes on', async () => {
    for (let count = 0; count < 3; count++) await createTestAssessment(database.db, { email: MARKER })
    expect(await call(database.db, `purge_person('${MARKER}', 2)`)).toBe(2)
    expect(await call(database.db, `purge_person('${MARKER}', 2)`)).toBe(1)
  })

  test.each(["''", "'   '", 'NULL'])('refuses %s as an address', async (address) => {
    await expect(call(database.db, `purge_person(${address}, 10)`)).rejects.toThrow(
      'An e-mail address is needed',
    )
  })
})

test.each([
  'delete_expired_sessions(0)',
  `scrub_expired_pii('30 days', NULL)`,
  `purge_person('a@example.com', -1)`,
])('%s is refused for its batch limit', async (expression) => {
  await expect(call(database.db, expression)).rejects.toThrow('The batch limit must be at least 1')
})

test('days have 24 hours in a session whose zone changed its clocks within them', async () => {
  const url = new URL(database.url)
  url.searchParams.set('options', '-c TimeZone=America/New_York')
  const db = createNodeClient(url.toString())
  try {
    // A year holds both changes, so that one of the two spans is off by an hour wherever the year stands.
    const rows = await db.$queryRaw<[{ zone: string; hours: number[] }]>`
      SELECT current_setting('TimeZone') AS zone, array_agg(EXTRACT(EPOCH FROM now() - utc_ago(make_interval(days => days)))::int / 3600) AS hours
      FROM (VALUES (120), (300)) AS spans(days)`
    expect(rows).toEqual([{ zone: 'America/New_York', hours: [120 * 24, 300 * 24] }])
  } finally {
    await db.$disconnect()
  }
})
