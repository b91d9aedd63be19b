import { beforeEach, expect, test } from 'vitest'
import type { Crm } from '#app/domain/crm/crm.ts'
import { completeErasures, erasePerson, makeErasuresDue, runLate } from '#tests/helpers/late-run.ts'
import { createLatch } from '#tests/helpers/latch.ts'
import {
  UNCONFIRMED,
  createTestLead,
  drainDependencies,
  useHubspotSync,
} from '#tests/helpers/hubspot-sync.ts'

const EMAIL = 'robin@works.example'

const { db, portal, drain, erase } = await useHubspotSync({ max: 6 })
const crm = drainDependencies(db, portal).crm!
const sync = { db, crm, drain }

beforeEach(() => db.$executeRaw`TRUNCATE assessments, erasures CASCADE`)

/** Erased here, and in HubSpot as far as there is anything. */
const eraseWhole = async (email = EMAIL) => {
  await erasePerson(db, email)
  await completeErasures(db, erase)
}

test.each([
  ['created', UNCONFIRMED],
  ['upserted', {}],
])('a contact that a run has %s after its erasure was done goes with it all the same', async (_, address) => {
  await createTestLead(db, { email: EMAIL, ...address })
  expect(await runLate(sync, 'contacts', () => eraseWhole())).toMatchObject({ lost: 1 })
  const [contact] = portal.contacts()
  expect(await db.erasure.findMany()).toMatchObject([
    { status: 'pending', email: null, contactIds: [contact!.id], completedAt: null },
  ])
  expect(await erase()).toMatchObject({ completed: 1 })
  expect(portal.contacts()).toEqual([])
  expect(await db.erasure.findMany()).toMatchObject([
    { status: 'completed', contactIds: [], erasedContactIds: [contact!.id] },
  ])
})

test('a deal that a run has made after its erasure was done goes with it', async () => {
  await createTestLead(db, { email: EMAIL, qualifiedForBriefing: true })
  await runLate(sync, 'deals', () => eraseWhole())
  expect(portal.deals()).toHaveLength(1)
  expect(await erase()).toMatchObject({ completed: 1 })
  expect([portal.contacts(), portal.deals()]).toEqual([[], []])
})

test('a contact that was there before stays, and the erasure is done', async () => {
  await createTestLead(db, { email: EMAIL })
  await runLate(sync, 'contacts', async () => {
    await eraseWhole()
    await crm.create('contacts', 'email', [{ key: EMAIL, traceId: 'of sales', properties: {} }])
  })
  expect(portal.contacts()).toHaveLength(1)
  expect(await db.erasure.findMany()).toMatchObject([{ status: 'completed' }])
})

test('the contact of somebody who has come back meanwhile stays: whose lead is on its way, and who has it already', async () => {
  await createTestLead(db, { email: EMAIL, ...UNCONFIRMED })
  await runLate(sync, 'contacts', async () => {
    await eraseWhole()
    await createTestLead(db, { email: EMAIL, ...UNCONFIRMED })
  })
  expect(await db.erasure.findMany()).toMatchObject([{ status: 'completed' }])
  expect(await drain()).toMatchObject({ completed: 1 })
  expect(portal.contacts()).toHaveLength(1)

  const other = 'other@works.example'
  await createTestLead(db, { email: other, ...UNCONFIRMED })
  await runLate(
    sync,
    'contacts',
    () => eraseWhole(other),
    async () => {
      await createTestLead(db, { email: other, ...UNCONFIRMED })
      await drain()
    },
  )
  expect(portal.contacts()).toHaveLength(2)
  expect(await db.erasure.count({ where: { status: 'pending' } })).toBe(0)
})

test('a contact that its erasure has found and taken is not looked for again', async () => {
  await createTestLead(db, { email: EMAIL, ...UNCONFIRMED })
  await runLate(
    sync,
    'contacts',
    async () => null,
    () => eraseWhole(),
  )
  expect(portal.contacts()).toEqual([])
  expect(await db.erasure.findMany()).toMatchObject([{ status: 'completed' }])
})

test('an erasure that is just being done is done once more', async () => {
  await createTestLead(db, { email: EMAIL, ...UNCONFIRMED })
  const [asleep, awake] = [createLatch(), createLatch()]
  const create: Crm['create'] = async (...args) => {
    asleep.open()
    await awake.opened
    return crm.create(...args)
  }
  const late = drain({ crm: { ...crm, create } })
  await asleep.opened
  await erasePerson(db, EMAIL)
  await makeErasuresDue(db)
  // It has looked, and found nobody.
  const searchContacts: Crm['searchContacts'] = async (...args) => {
    const found = await crm.searchContacts(...args)
    awake.open()
    await late
    return found
  }
  expect(await erase({ crm: { ...crm, searchContacts } })).toMatchObject({ completed: 2 })
  expect(portal.contacts()).toEqual([])
  expect(await db.erasure.findMany()).toMatchObject([{ status: 'completed', hubspotContacts: 1 }])
})

test('a run that has lost a lead whose person lives asks for nothing', async () => {
  await createTestLead(db, { email: EMAIL, ...UNCONFIRMED })
  await runLate(sync, 'contacts', () => db.$queryRaw`SELECT withdraw_consent(${EMAIL})`)
  expect(portal.contacts()).toHaveLength(1)
  expect(await db.erasure.count()).toBe(0)
})
