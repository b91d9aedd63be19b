import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { PrismaClient } from '#app/data/database.server.ts'
import { readLedger } from '#app/data/privacy/erasure-ledger.server.ts'
import { systemClock } from '#app/platform/clock.server.ts'
import { hashAddress } from '#app/platform/address-hash.server.ts'
import { eraseInCrm } from '#app/services/crm/erase.server.ts'
import { replayErasures } from '#app/services/privacy/replay-erasures.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestEmailMessage, createTestQueueRow } from '#tests/factories/outbox.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { type TestDatabase, useTestDatabase } from '#tests/helpers/database.ts'
import { dumpDatabase } from '#tests/helpers/dump.ts'
import { runOperatorScript } from '#tests/helpers/operator-script.ts'
import { readAllRows } from '#tests/helpers/table-rows.ts'

const SECRETS = ['present-key-0000000000000000000000000000', 'former-key-00000000000000000000000000000']
const EMAIL = 'canary-replay@example.com'

const live = await useTestDatabase()
const restored = await useTestDatabase()

const run = (database: TestDatabase, script: 'purge' | 'replay', args: string[], secrets = SECRETS) =>
  runOperatorScript(database.url, `privacy/${script}`, args, { IP_HASH_SECRET: secrets.join(',') })

/** Somebody with all that can be held on them. */
async function createPerson(db: PrismaClient, email: string): Promise<void> {
  const assessment = await createTestAssessment(db, { email, firstName: email.split('@')[0]! })
  await createTestQueueRow(db, assessment)
  await createTestEmailMessage(db, { assessmentId: assessment.id, recipient: email })
  await createTestAssessmentSession(db, { email })
}

/** Copies all rows, as restoring a backup does. */
async function restoreBackup(
  backup: Awaited<ReturnType<typeof readAllRows>>,
  db: PrismaClient,
): Promise<void> {
  await db.$executeRaw`DELETE FROM erasures`
  await db.$executeRaw`DELETE FROM assessments`
  await db.$executeRaw`DELETE FROM assessment_sessions`
  await db.$executeRaw`DELETE FROM email_messages`
  for (const table of [
    'assessment_sessions',
    'assessments',
    'hubspot_sync_queue',
    'email_messages',
    'erasures',
  ]) {
    await db.$executeRawUnsafe(
      `INSERT INTO "${table}" SELECT * FROM jsonb_populate_recordset(NULL::"${table}", $1::jsonb)`,
      JSON.stringify(backup.get(table)),
    )
  }
}

test('a backup, an erasure, a restore and a replay leave nothing of the person, and all of the others', async () => {
  await createPerson(live.db, EMAIL)
  await createPerson(live.db, 'neighbour@example.com')
  const backup = await readAllRows(live.db)
  const purge = await run(live, 'purge', ['--email', EMAIL.toUpperCase()])
  await eraseInCrm({ db: live.db, crm: null, clock: systemClock, random: () => 1 })
  expect(await dumpDatabase(live.url)).not.toMatch(/canary/i)

  await restoreBackup(backup, restored.db)
  expect(await dumpDatabase(restored.url)).toContain(EMAIL)
  const replay = await run(restored, 'replay', ['--from', live.url])

  expect(await restored.db.assessment.findMany()).toMatchObject([{ email: 'neighbour@example.com' }])
  expect(await restored.db.assessmentSession.findMany()).toMatchObject([{ email: 'neighbour@example.com' }])
  expect(await restored.db.hubspotSyncQueue.count()).toBe(1)
  expect([purge.code, replay.code]).toEqual([0, 0])
  expect(replay.printed).toContain('1 person erased again')
  expect(purge.printed + replay.printed).not.toMatch(/canary/i)

  // The address is kept until it is sure that nothing is in HubSpot.
  await eraseInCrm({ db: restored.db, crm: null, clock: systemClock, random: () => 1 })
  expect(await dumpDatabase(restored.url)).not.toMatch(/canary/i)
})

test('the ledger goes through a file, and a second replay does nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scorecard-ledger-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'ledger.jsonl')
  await createPerson(live.db, 'file@example.com')
  const backup = await readAllRows(live.db)
  await run(live, 'purge', ['--email', 'file@example.com'])
  await run(live, 'replay', ['--save', file])

  await restoreBackup(backup, restored.db)
  const first = await run(restored, 'replay', ['--ledger', file])
  const second = await run(restored, 'replay', ['--ledger', file])

  expect([first.printed, second.printed]).toEqual([
    expect.stringContaining('1 person erased again'),
    expect.stringContaining('0 people erased again'),
  ])
  expect(await restored.db.assessment.count({ where: { email: 'file@example.com' } })).toBe(0)
  const entries = await readLedger(restored.db)
  expect(entries.map(({ id }) => id)).toEqual(
    expect.arrayContaining((await readLedger(live.db)).map(({ id }) => id)),
  )
})

test('what somebody leaves after their erasure stays, here and in HubSpot', async () => {
  const { db } = restored
  await createPerson(db, 'back@example.com')
  await db.$executeRaw`UPDATE assessments SET "createdAt" = now() - interval '2 days' WHERE email = 'back@example.com'`
  await db.$executeRaw`DELETE FROM assessment_sessions WHERE email = 'back@example.com'`
  await db.$executeRaw`DELETE FROM email_messages WHERE recipient = 'back@example.com'`
  const [addressHash] = (await hashAddress(SECRETS, 'back@example.com')).erased
  const returned = await createTestAssessment(db, { email: 'back@example.com' })
  const erasedAt = new Date(returned.createdAt.getTime() - 60_000).toISOString()

  const ledger = [{ id: crypto.randomUUID(), addressHash: addressHash!, erasedAt }]
  expect(await replayErasures(db, ledger, SECRETS)).toMatchObject({ erased: 1 })

  expect(await db.assessment.findMany({ where: { email: 'back@example.com' } })).toMatchObject([
    { id: returned.id },
  ])
  expect(
    await db.erasure.findFirstOrThrow({ where: { addressHash: addressHash!, source: 'replay' } }),
  ).toMatchObject({
    status: 'completed',
    email: null,
  })
})

test('a ledger made under a key that was replaced since is still understood', async () => {
  const { db } = restored
  await createPerson(db, 'rotated@example.com')
  const backup = await readAllRows(db)
  await run(restored, 'purge', ['--email', 'rotated@example.com'], [SECRETS[1]!])
  const ledger = await readLedger(db)
  await restoreBackup(backup, db)
  await replayErasures(db, ledger, SECRETS)
  expect(await db.assessment.count({ where: { email: 'rotated@example.com' } })).toBe(0)
})

test('one address that is none stops a purge before anybody is erased, and is not repeated', async () => {
  await createPerson(live.db, 'safe@example.com')
  const purge = await run(live, 'purge', ['--email', 'safe@example.com', '--email', 'secret nonsense'])
  expect(purge.code).toBe(1)
  expect(purge.printed).toMatch(/^Address 2 is none: nobody was erased/)
  expect(purge.printed).not.toMatch(/nonsense/)
  expect(await live.db.assessment.count({ where: { email: 'safe@example.com' } })).toBe(1)
})

test('a broken line of a ledger file stops the replay before anybody is erased', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scorecard-ledger-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'ledger.jsonl')
  await writeFile(file, '{"id":"1"}\n')
  expect(await run(restored, 'replay', ['--ledger', file])).toMatchObject({
    code: 1,
    printed: expect.stringMatching(/^Line 1 of /) as string,
  })
  expect(await run(restored, 'replay', [])).toMatchObject({
    code: 2,
    printed: expect.stringMatching(/^Usage: /) as string,
  })
})
