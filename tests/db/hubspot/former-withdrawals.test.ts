import { beforeEach, expect, test } from 'vitest'
import { withdrawPerson } from '#app/data/privacy/contact-marks.server.ts'
import { hashAddress } from '#app/platform/address-hash.server.ts'
import { FORMER, PRESENT, formerAddresses } from '#tests/helpers/former-addresses.ts'
import { call } from '#tests/helpers/hubspot-stand-in.ts'
import { createTestLead, useHubspotSync } from '#tests/helpers/hubspot-sync.ts'

const SOMEBODY_ELSE = 'somebody-else@example.com'

const { db, portal, drain, erase, mark } = await useHubspotSync({ max: 8 })
const { correctedTwice } = formerAddresses({ db, portal, drain, erase })

beforeEach(() => db.$executeRaw`TRUNCATE assessments, erasures, contact_marks CASCADE`)

const withdrawUnder = (email: string, sessionIds: string[] | null = null) =>
  withdrawPerson(db, {
    email,
    recipientHashes: [`recipient of ${email}`],
    sessionIds,
    source: sessionIds ? 'browser' : 'request',
    language: 'en',
  })

test.each(['confirmed', 'browser'] as const)(
  'who withdraws (%s) is marked in the contacts of all addresses that our sync has made, and in no other',
  async (by) => {
    const { sessionId } = await correctedTwice(async () => {
      await call(portal, 'POST', '/crm/objects/2026-09/contacts', { properties: { email: FORMER[0] } })
    })
    await withdrawUnder(PRESENT, by === 'browser' ? [sessionId] : null)
    await mark()
    const marked = portal.notes().flatMap(({ contacts }) => contacts)
    const ids = new Map(portal.contacts().map(({ id, properties }) => [properties.email, id]))
    expect(new Set(marked)).toEqual(new Set([ids.get(PRESENT), ids.get(FORMER[1])]))
    expect(portal.unsubscribed().sort()).toEqual(by === 'browser' ? [] : [PRESENT, FORMER[1]].sort())
    expect(await db.contactMark.findFirstOrThrow()).toMatchObject({ status: 'completed' })
  },
)

test('a contact that our sync has made and somebody else has come to have is not marked with a withdrawal', async () => {
  await correctedTwice()
  await createTestLead(db, { email: FORMER[0] })
  await drain()
  await withdrawUnder(PRESENT)
  await mark()
  expect(portal.unsubscribed().sort()).toEqual([PRESENT, FORMER[1]].sort())
})

test('a withdrawal under a former address reaches the contact that our sync has made for the present one', async () => {
  await correctedTwice()
  const { recipient } = await hashAddress(['hash-key'], FORMER[0])
  const withdrawal = { email: FORMER[0], recipientHashes: recipient, sessionIds: null } as const
  await withdrawPerson(db, { ...withdrawal, source: 'request', language: 'en' })
  await mark()
  expect(portal.unsubscribed().sort()).toEqual([PRESENT, ...FORMER].sort())
})

test('the contact of somebody whose own lead is still on its way is not marked with a withdrawal of who typed their address', async () => {
  await correctedTwice()
  const theirs = await createTestLead(db, { email: FORMER[0] })
  await db.hubspotSyncQueue.updateMany({
    where: { assessmentId: theirs.id },
    data: { awaitsConfirmation: true },
  })
  await withdrawUnder(PRESENT)
  await mark()
  expect(portal.unsubscribed().sort()).toEqual([PRESENT, FORMER[1]].sort())
})

test('a withdrawal asks nobody to look for a contact that has become somebody else’s', async () => {
  const lead = await createTestLead(db, { email: FORMER[0] })
  await drain()
  await db.assessment.update({ where: { id: lead.id }, data: { email: PRESENT } })
  await createTestLead(db, { email: FORMER[0] })
  await drain()
  await withdrawUnder(PRESENT)
  await mark()
  expect(portal.unsubscribed()).toEqual([])
  expect(await db.contactMark.findFirstOrThrow()).toMatchObject({ status: 'completed', lastError: null })
})

test('nor where two contacts of ours have been merged into somebody else’s', async () => {
  await correctedTwice()
  await db.assessment.updateMany({ data: { email: 'latest@example.com' } })
  await createTestLead(db, { email: SOMEBODY_ELSE })
  await drain()
  const primaryObjectId = portal.contacts().find(({ properties }) => properties.email === SOMEBODY_ELSE)!.id
  for (const { id } of portal.contacts().filter((contact) => contact.id !== primaryObjectId))
    await call(portal, 'POST', '/crm/objects/2026-09/contacts/merge', {
      primaryObjectId,
      objectIdToMerge: id,
    })
  await withdrawUnder('latest@example.com')
  await mark()
  expect(portal.unsubscribed()).toEqual([])
  expect(await db.contactMark.findFirstOrThrow()).toMatchObject({ status: 'completed' })
})
