import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { PrismaClient } from '#app/data/database.server.ts'
import { readLedger } from '#app/data/privacy/erasure-ledger.server.ts'
import { systemClock } from '#app/platform/clock.server.ts'
import { hashAddress } from '#app/services/privacy/address-hashes.server.ts'
import { eraseInHubspot } from '#app/services/hubspot/erase.server.ts'
import { replayErasures } from '#app/services/privacy/replay-erasures.server.ts'
import { purge } from '#scripts/privacy/purge.ts'
import { replay } from '#scripts/privacy/replay.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestEmailMessage, createTestQueueRow } from '#tests/factories/outbox.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { type TestDatabase, createTestDatabase } from '#tests/helpers/database.ts'
import { dumpDatabase } from '#tests/helpers/dump.ts'
import { readAllRows } from '#tests/helpers/table-rows.ts'

const SECRETS = ['present-key-0000000000000000000000000000', 'former-key-00000000000000000000000000000']
const EMAIL = 'canary-replay@example.com'

let live: TestDatabase
let restored: TestDatabase

beforeAll(async () => {
  live = await createTestDatabase()
  restored = await createTestDatabase()
})
afterAll(async () => {
  await live.close()
  await restored.close()
})

const context = (database: TestDatabase, lines: string[], secrets = SECRETS) => ({
  db: database.db,
  label: 'test',
  settings: { IP_HASH_SECRET: secrets, RETENTION_DAYS: 30 },
  print: (line: string) => void lines.push(line),
})

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
  const lines: string[] = []
  await createPerson(live.db, EMAIL)
  await createPerson(live.db, 'neighbour@example.com')
  const backup = await readAllRows(live.db)
  await purge(context(live, lines), { addresses: [EMAIL.toUpperCase()], hubspot: null })
  await eraseInHubspot({ db: live.db, hubspot: null, clock: systemClock, random: () => 1 })
  expect(await dumpDatabase(live.url)).not.toMatch(/canary/i)

  await restoreBackup(backup, restored.db)
  expect(await dumpDatabase(restored.url)).toContain(EMAIL)
  await replay(context(restored, lines), ['--from', live.url])

  expect(await restored.db.assessment.findMany()).toMatchObject([{ email: 'neighbour@example.com' }])
  expect(await restored.db.assessmentSession.findMany()).toMatchObject([{ email: 'neighbour@example.com' }])
  expect(await restored.db.hubspotSyncQueue.count()).toBe(1)
  expect(lines.join('\n')).toContain('1 people erased again')
  expect(lines.join('\n')).not.toMatch(/canary/i)

  // The address is kept until it is sure that nothing is in HubSpot.
  await eraseInHubspot({ db: restored.db, hubspot: null, clock: systemClock, random: () => 1 })
  expect(await dumpDatabase(restored.url)).not.toMatch(/canary/i)
})

test('the ledger goes through a file, and a second replay does nothing', async () => {
  const lines: string[] = []
  const folder = await mkdtemp(join(tmpdir(), 'scorecard-ledger-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'ledger.jsonl')
  await createPerson(live.db, 'file@example.com')
  const backup = await readAllRows(live.db)
  await purge(context(live, lines), { addresses: ['file@example.com'], hubspot: null })
  await replay(context(live, lines), ['--save', file])

  await restoreBackup(backup, restored.db)
  await replay(context(restored, lines), ['--ledger', file])
  await replay(context(restored, lines), ['--ledger', file])

  expect(
    lines.filter((line) => line.includes('erased again')).map((line) => /(\d+) people/.exec(line)?.[1]),
  ).toEqual(['1', '0'])
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
  const lines: string[] = []
  await createPerson(db, 'rotated@example.com')
  const backup = await readAllRows(db)
  await purge(context(restored, lines, [SECRETS[1]!]), { addresses: ['rotated@example.com'], hubspot: null })
  const ledger = await readLedger(db)
  await restoreBackup(backup, db)
  await replayErasures(db, ledger, SECRETS)
  expect(await db.assessment.count({ where: { email: 'rotated@example.com' } })).toBe(0)
})

test('one address that is none stops a purge before anybody is erased, and is not repeated', async () => {
  const lines: string[] = []
  await createPerson(live.db, 'safe@example.com')
  const purging = purge(context(live, lines), {
    addresses: ['safe@example.com', 'secret nonsense'],
    hubspot: null,
  })
  await expect(purging).rejects.toThrow(/^Address 2 is none: nobody was erased/)
  await expect(purging).rejects.not.toThrow(/nonsense/)
  expect(await live.db.assessment.count({ where: { email: 'safe@example.com' } })).toBe(1)
})

test('a broken line of a ledger file stops the replay before anybody is erased', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scorecard-ledger-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'ledger.jsonl')
  await writeFile(file, '{"id":"1"}\n')
  await expect(replay(context(restored, []), ['--ledger', file])).rejects.toThrow('Line 1 of')
  await expect(replay(context(restored, []), [])).rejects.toThrow('Usage')
})
