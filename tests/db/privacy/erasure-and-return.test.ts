import { PEOPLE_LIMITS } from '#app/services/crm/one-by-one.server.ts'
import { expect, test } from 'vitest'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { findErasureReceipt } from '#app/data/privacy/erasures.server.ts'
import { erasePersonRows } from '#app/data/privacy/person.server.ts'
import { checkHealth } from '#app/services/check-health.server.ts'
import { drainLeads } from '#app/services/crm/drain.server.ts'
import { eraseInCrm } from '#app/services/crm/erase.server.ts'
import { createTestErasure } from '#tests/factories/privacy.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import {
  UNLIMITED,
  createTestClock,
  createTestLead,
  drainDependencies,
  makeAllDue,
  useSyncPortal,
} from '#tests/helpers/hubspot-sync.ts'

const EMAIL = 'returns@example.com'

const database = await useTestDatabase({ max: 8 })
const portal = await useSyncPortal()

const drain = () => drainLeads(drainDependencies(database.db, portal), UNLIMITED)

const eraseHere = (email = EMAIL) =>
  erasePersonRows(database.db, {
    email,
    addressHash: 'hash-of-returning',
    recipientHashes: [],
    source: 'operator',
    before: null,
  })

const eraseThere = () =>
  eraseInCrm(
    {
      db: database.db,
      crm: createHubspotClient({ token: portal.token, baseUrl: portal.url, timeoutMs: 60_000 }),
      clock: createTestClock(),
      random: () => 1,
    },
    { ...PEOPLE_LIMITS, burst: null },
  )

async function passTime() {
  await makeAllDue(database.db)
  await database.db.$executeRaw`UPDATE erasures SET "nextRetryAt" = now() WHERE status = 'pending'`
}

test('a lead of somebody who comes back waits until their erasure is done in HubSpot, and then arrives', async () => {
  await createTestLead(database.db, { email: EMAIL, lastName: 'Before' })
  await drain()
  await eraseHere()
  portal.setFaults({ rules: [{ kind: 'status_503' }] })
  await eraseThere()
  portal.setFaults({})

  const returned = await createTestLead(database.db, { email: EMAIL, lastName: 'After' })
  await createTestLead(database.db, { email: 'somebody-else@example.com' })
  expect(await drain()).toMatchObject({ claimed: 1, completed: 1 })
  await passTime()
  expect(await eraseThere()).toMatchObject({ completed: 1 })
  expect(await drain()).toMatchObject({ claimed: 1, completed: 1 })

  expect(await database.db.assessment.findUnique({ where: { id: returned.id } })).toMatchObject({
    email: EMAIL,
    hubspotSyncStatus: 'synced',
  })
  const theirs = portal.contacts().filter(({ properties }) => properties.email === EMAIL)
  expect(theirs).toMatchObject([{ properties: { lastname: 'After' } }])
})

test('an assessment that was made after an erasure is never deleted by it, whatever HubSpot says of its contact', async () => {
  await createTestLead(database.db, { email: EMAIL })
  await drain()
  const [contact] = portal.contacts()
  await eraseHere()
  const later = await createTestLead(database.db, {
    email: 'other-address-of-theirs@example.com',
    hubspotContactId: contact!.id,
    createdAt: new Date('2100-01-01T00:00:00Z'),
  })

  expect(await eraseThere()).toMatchObject({ completed: 1 })

  expect(await database.db.assessment.findMany()).toMatchObject([{ id: later.id }])
})

test('an erasure whose address was forgotten before anybody could look for the contact is not called done', async () => {
  await createTestLead(database.db, { email: EMAIL })
  await drain()
  const contactIds = portal.contacts().map(({ id }) => id)
  const { id: known } = await createTestErasure(database.db, { email: null, contactIds })
  const { id: unknown } = await createTestErasure(database.db, { email: null, assessmentIds: ['assessment'] })
  await passTime()

  await eraseThere()

  const stateOf = async (id: string) => (await findErasureReceipt(database.db, id))?.status
  expect(await stateOf(known)).toBe('completed')
  expect(await stateOf(unknown)).toBe('dead')
})

test('an erasure that the token may not do is seen in /health within minutes, although leads get through', async () => {
  await createTestLead(database.db, { email: EMAIL })
  await drain()
  await eraseHere()
  const health = () => checkHealth(database.db, { retentionDays: 30, hubspot: true })
  portal.setFaults({ rules: [{ kind: 'missing_scopes', path: 'gdpr-delete' }] })

  expect(await eraseThere()).toMatchObject({ completed: 0, released: 1 })
  await drain()
  expect((await health()).problems).toEqual([])
  await database.db.$executeRaw`UPDATE erasures SET "erasedAt" = now() - interval '15 minutes'`
  await passTime()
  expect(await eraseThere()).toMatchObject({ completed: 0, released: 1 })
  await drain()

  expect((await health()).problems).toEqual(['open_erasures'])
})
