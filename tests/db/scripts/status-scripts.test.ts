import { expect, test } from 'vitest'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestEmailMessage, createTestQueueRow } from '#tests/factories/outbox.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { runOperatorScript } from '#tests/helpers/operator-script.ts'

const database = await useTestDatabase()

const LONG_AGO = new Date('2020-01-01T00:00:00Z')
const PASSING = { lastError: 'server_error', nextRetryAt: new Date() }

test('mail:status says what waits and what failed, with cause and remedy, and no address', async () => {
  const { db } = database
  await createTestEmailMessage(db, { recipient: 'waiting@example.com', lastError: 'key_refused' })
  await createTestEmailMessage(db, {
    status: 'skipped',
    recipient: null,
    payload: {},
    lastError: 'address_cap',
  })
  const { id } = await createTestEmailMessage(db, {
    status: 'dead',
    recipient: null,
    payload: {},
    lastError: 'server_error',
  })

  const status = await runOperatorScript(database.url, 'mail/status')
  expect(status.printed).toContain('e-mails: 1 due')
  expect(status.printed).toContain('0 sent, 1 dead, 0 cancelled, 1 skipped')
  expect(status.printed).toContain(
    'to be tried again: 1 x The mail provider refuses the API key: Replace MAIL_API_KEY',
  )
  expect(status.printed).toContain(
    `It was tried for days. Once the provider works: npm run mail:retry.\n      ${id}`,
  )
  expect(status.printed).not.toContain('@example.com')
  expect(status.code).toBe(1)

  // What passes by itself is nothing to do, unless it takes too long.
  await db.emailMessage.updateMany({ where: { status: 'pending' }, data: PASSING })
  expect((await runOperatorScript(database.url, 'mail/status')).code).toBe(0)
  await db.emailMessage.updateMany({ where: { status: 'pending' }, data: { createdAt: LONG_AGO } })
  const late = await runOperatorScript(database.url, 'mail/status')
  expect(late).toMatchObject({ code: 1, printed: expect.stringContaining('\nlate: ') as string })
})

test('hubspot:status ends with 1 while a dead lead waits for somebody, and with 0 once hubspot:retry has made it due again or dismissed it', async () => {
  const { db } = database
  const assessment = await createTestAssessment(db, { hubspotSyncStatus: 'failed' })
  const { id } = await createTestQueueRow(db, assessment, {
    status: 'dead',
    lastError: 'property_missing status=400 properties=ai_lead_quality',
  })

  // HubSpot will never take this address: somebody is to know of the lead, and to say so.
  const refused = await createTestQueueRow(db, await createTestAssessment(db), {
    status: 'dead',
    lastError: 'invalid_email status=400',
  })

  const dead = await runOperatorScript(database.url, 'hubspot/status')
  expect(dead).toMatchObject({ code: 1, printed: expect.stringContaining(id) as string })
  expect(dead.printed).not.toContain(assessment.email)
  const usage = await runOperatorScript(database.url, 'hubspot/retry', ['--id', id, '--all-dead'])
  expect(usage).toMatchObject({ code: 2, printed: expect.stringMatching(/^Usage: /) as string })
  expect(await runOperatorScript(database.url, 'hubspot/retry', ['--id', id])).toMatchObject({
    code: 0,
    printed: expect.stringContaining('1 due again') as string,
  })
  const again = await runOperatorScript(database.url, 'hubspot/retry', ['--id', id])
  expect(again).toMatchObject({ code: 1, printed: expect.stringContaining('no dead lead there') as string })
  expect(await runOperatorScript(database.url, 'hubspot/status')).toMatchObject({ code: 1 })
  await runOperatorScript(database.url, 'hubspot/retry', ['--id', refused.id, '--dismiss'])
  expect(await runOperatorScript(database.url, 'hubspot/status')).toMatchObject({ code: 0 })
})

test('hubspot:retry --dismiss ends dead leads for good, and hubspot:status is content', async () => {
  const { id } = await createTestQueueRow(database.db, await createTestAssessment(database.db), {
    status: 'dead',
    lastError: 'invalid_email status=400',
  })
  const retry = (...args: string[]) => runOperatorScript(database.url, 'hubspot/retry', args)
  const status = await runOperatorScript(database.url, 'hubspot/status')
  expect(status).toMatchObject({ code: 1, printed: expect.stringContaining('--dismiss') as string })

  expect(await retry('--dismiss')).toMatchObject({ code: 2 })
  expect(await retry('--id', id, '--dismiss')).toMatchObject({
    code: 0,
    printed: expect.stringContaining('1 dismissed') as string,
  })
  expect(await retry('--id', id, '--dismiss')).toMatchObject({
    code: 1,
    printed: expect.stringContaining('no such lead there') as string,
  })
  expect(await runOperatorScript(database.url, 'hubspot/status')).toMatchObject({ code: 0 })
})

test('PRISMA_LOG makes a script tell its statements beside what it answers, and a level that there is not stops it', async () => {
  const told = await runOperatorScript(database.url, 'mail/status', [], { PRISMA_LOG: 'query' })
  expect(told.printed).toContain('{"level":"info","event":"database_query","statement":"SELECT (count(*)')
  expect(told.printed).toContain('e-mails: 0 due')

  const stopped = await runOperatorScript(database.url, 'mail/status', [], { PRISMA_LOG: 'verbose' })
  expect(stopped).toMatchObject({
    code: 1,
    printed: expect.stringContaining('PRISMA_LOG must be a comma list of query, info, warn, error') as string,
  })
})

test('weights are drafted for no scorecard of which too few deals were closed', async () => {
  const { code, printed } = await runOperatorScript(database.url, 'content/weights', ['quick-check'])
  expect(printed).toContain(
    'Nothing is worked out before 60 deals were won and 60 lost; so far there are 0 and 0.',
  )
  expect(code).toBe(0)
  expect(await runOperatorScript(database.url, 'content/weights', [])).toMatchObject({ code: 2 })
})

test('hubspot:status counts what follows leads', async () => {
  const { db } = database
  const { id } = await createTestAssessment(db, { hubspotContactId: '501' })
  await db.hubspotFollowUp.create({ data: { assessmentId: id, kind: 'note', contactId: '501' } })
  const { code, printed } = await runOperatorScript(database.url, 'hubspot/status')
  expect(printed).toContain('notes: 1 waiting, 0 done, 0 left out')
  expect(code).toBe(0)
})
