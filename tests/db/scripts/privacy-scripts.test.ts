import { expect, test } from 'vitest'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestQueueRow } from '#tests/factories/outbox.ts'
import { createTestErasure } from '#tests/factories/privacy.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { runOperatorScript } from '#tests/helpers/operator-script.ts'

const LONG_AGO = new Date('2020-01-01T00:00:00Z')

const database = await useTestDatabase()

const run = (script: string, args?: string[], options?: Record<string, string>) =>
  runOperatorScript(database.url, `privacy/${script}`, args, options)

test('the status shows counts, the last runs and open erasures, and no address', async () => {
  const { email } = await createTestAssessment(database.db, { createdAt: LONG_AGO })
  await createTestErasure(database.db, { lastError: 'authentication status=401' })
  await database.db.retentionRun.create({
    data: { job: 'scrub_expired_pii', startedAt: LONG_AGO, finishedAt: LONG_AGO, affectedRows: 12 },
  })

  const { code, printed } = await run('status')

  expect(code).toBe(1)
  expect(printed).toMatch(/assessments due now +1\n/)
  expect(printed).toMatch(/erasures open in the CRM +1\n/)
  expect(printed).toContain('HubSpot does not accept the access token')
  expect(printed).toContain('scrub_expired_pii: completed, 12 rows, 0 ms')
  expect(printed).toContain('every column is classified')
  expect(printed).not.toContain(email)

  await database.db.assessment.deleteMany()
  expect(await run('status')).toMatchObject({ code: 0 })
})

test('a dry run of the scrub says what is due and changes nothing, a real one does it', async () => {
  await createTestQueueRow(database.db, await createTestAssessment(database.db, { createdAt: LONG_AGO }))
  const due = () => database.db.assessment.count({ where: { emailScrubbedAt: null } })

  const dry = await run('scrub', ['--dry-run'])
  expect(dry.printed).toContain('1 assessment, 1 queue row, 0 messages and 0 sessions are due')
  expect(await due()).toBe(1)
  expect(await database.db.retentionRun.count()).toBe(0)

  expect(await database.db.jobSuccess.count()).toBe(0)

  expect((await run('scrub')).code).toBe(0)
  expect(await due()).toBe(0)
  expect(await database.db.jobSuccess.findMany()).toMatchObject([{ job: 'enforce_retention' }])
})

test('an erasure that nobody could finish is noted as done by hand, once', async () => {
  const { id } = await createTestErasure(database.db, {
    status: 'dead',
    email: null,
    lastError: 'address_forgotten',
  })
  expect((await run('status')).printed).toContain('--done-by-hand RECEIPT')
  expect(await run('purge', ['--done-by-hand', id, '--email', 'a@example.com'])).toMatchObject({ code: 2 })
  expect(await run('purge', ['--done-by-hand', id])).toMatchObject({
    code: 0,
    printed: expect.stringContaining('noted as done') as string,
  })
  expect(await run('purge', ['--done-by-hand', id])).toMatchObject({ code: 1 })
  expect(await run('status')).toMatchObject({ code: 0 })
})

test('an address on standard input is erased and never printed', async () => {
  await createTestAssessment(database.db, { email: 'typed@example.com' })
  const { code, printed } = await run('purge', [], { input: 'Typed@example.com\n' })
  expect(code).toBe(0)
  expect(printed).toMatch(/erased, receipt [0-9a-f-]{36}, HubSpot pending/)
  expect(printed).not.toMatch(/typed/i)
  expect(await database.db.assessment.count()).toBe(0)
})

test('scripts say in one line what is wrong with settings, options and addresses', async () => {
  expect(await run('status', [], { RETENTION_DAYS: 'soon' })).toMatchObject({
    code: 1,
    printed: expect.stringContaining('RETENTION_DAYS must be a whole number of days') as string,
  })
  const nothing = await run('purge')
  expect(nothing).toMatchObject({
    code: 2,
    printed: expect.stringContaining('Usage: npm run privacy:purge') as string,
  })
  const wrong = await run('purge', ['--email', 'very secret text'])
  expect(wrong.code).toBe(1)
  expect(wrong.printed).not.toContain('very secret')
  const unknown = await run('replay', ['--ledger', '/nowhere/ledger.jsonl'])
  expect(unknown).toMatchObject({
    code: 1,
    printed: expect.stringContaining('/nowhere/ledger.jsonl') as string,
  })
})

test('an address that is typed without --email, or after a misspelt one, is not repeated', async () => {
  for (const args of [['typed@example.com'], ['--emial', 'typed@example.com'], ['--typed@example.com']]) {
    const { code, printed } = await run('purge', args)
    expect(code).toBe(2)
    expect(printed).toContain('Usage: npm run privacy:purge')
    expect(printed).not.toContain('typed')
  }
})
