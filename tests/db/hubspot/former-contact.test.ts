import { beforeEach, expect, test } from 'vitest'
import { type ClaimedLead, claimLeads, settleLeads } from '#app/data/hubspot/claims.server.ts'
import { findErasureReceipt, listUnfinishedErasures } from '#app/data/privacy/erasures.server.ts'
import { showReceipt } from '#app/services/privacy/show-receipt.server.ts'
import { receiptMessage } from '#app/routes/privacy._index/privacy-view.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { FORMER, PRESENT, formerAddresses } from '#tests/helpers/former-addresses.ts'
import { call } from '#tests/helpers/hubspot-stand-in.ts'
import { useHubspotSync, createTestLead, makeAllDue } from '#tests/helpers/hubspot-sync.ts'

const SOMEBODY_ELSE = 'somebody-else@example.com'

const { db, portal, drain, erase } = await useHubspotSync({ max: 8 })
const { giveAddress, withoutAddress, erasePerson, correctedTwice, addresses } = formerAddresses({
  db,
  portal,
  drain,
  erase,
})

beforeEach(() => db.$executeRaw`TRUNCATE assessments, erasures CASCADE`)

/** Somebody with a lead of their own, whose address a stranger gave before giving one of theirs. */
async function strangerWithTwoAddresses(between: () => Promise<unknown>) {
  const victim = await createTestLead(db, { email: SOMEBODY_ELSE })
  await drain()
  const stranger = await withoutAddress()
  await giveAddress(stranger, SOMEBODY_ELSE)
  await between()
  await giveAddress(stranger, PRESENT)
  return { victim }
}

async function expectUntouched(victim: { id: string }) {
  expect(portal.contacts().map(({ properties }) => properties.email)).toEqual([SOMEBODY_ELSE])
  expect(await db.assessment.findMany()).toMatchObject([{ id: victim.id, email: SOMEBODY_ELSE }])
}

test('an erasure takes nothing from the owner of an address that the person gave before their own', async () => {
  const { victim } = await strangerWithTwoAddresses(drain)
  await drain()
  await erasePerson(PRESENT)
  await expectUntouched(victim)
})

test('the same holds when the lead had reached HubSpot as a contact only, and waits for another attempt', async () => {
  const { victim } = await strangerWithTwoAddresses(async () => {
    const [row] = await claimLeads(db, { limit: 1, token: 'run' })
    const outcome = { result: 'retry', error: 'timeout', waitSeconds: 60, nextDelaySeconds: 120 } as const
    const contactId = portal.contacts()[0]!.id
    await settleLeads(db, [{ row: row!, outcome, extra: { contactId, dealId: null } }])
  })
  await erasePerson(PRESENT)
  await expectUntouched(victim)
})

test('the same holds when the own address is given while the other one is on its way to HubSpot', async () => {
  let row: ClaimedLead | undefined
  const { victim } = await strangerWithTwoAddresses(async () => {
    row = (await claimLeads(db, { limit: 1, token: 'run' }))[0]
  })
  const contactId = portal.contacts()[0]!.id
  const settlement = {
    row: row!,
    outcome: { result: 'completed' },
    extra: { contactId, dealId: null },
  } as const
  expect(await settleLeads(db, [settlement])).toMatchObject([{ reopened: true }])
  await erasePerson(PRESENT)
  await expectUntouched(victim)
})

test('a newer assessment counts as sent under the address that it was sent to, not under the one given since', async () => {
  const newer = await createTestAssessment(db, { completedAt: new Date('2026-11-03T08:00:00Z') })
  await giveAddress(newer, SOMEBODY_ELSE)
  await drain()
  await giveAddress(newer, PRESENT)
  await db.hubspotSyncQueue.updateMany({ where: { status: 'pending' }, data: { status: 'dead' } })
  await createTestLead(db, {
    email: PRESENT,
    completedAt: new Date('2026-11-02T08:00:00Z'),
    totalScore: 61,
  })

  expect(await drain()).toMatchObject({ completed: 1 })

  const { properties } = portal.contacts().find((contact) => contact.properties.email === PRESENT)!
  expect(properties).toMatchObject({ ai_assessment_score: '61' })
})

test.each([PRESENT, ...FORMER])(
  'whoever is erased under %s has the contacts of all addresses erased that our sync has made',
  async (email) => {
    await correctedTwice()
    expect(addresses()).toHaveLength(3)
    await erasePerson(email)
    expect(addresses()).toEqual([])
    expect(await db.erasure.findMany()).toMatchObject([
      { status: 'completed', hubspotContacts: 3, formerContactIds: [], madeContactIds: [] },
    ])
  },
)

test('a contact that was there before the person typed its address stays, and somebody has to look at it', async () => {
  await correctedTwice(async () => {
    await call(portal, 'POST', '/crm/objects/2026-09/contacts', { properties: { email: FORMER[0] } })
  })
  const { id } = portal.contacts().find(({ properties }) => properties.email === FORMER[0])!
  await erasePerson(PRESENT)
  expect(addresses()).toEqual([FORMER[0]])
  const erasure = await db.erasure.findFirstOrThrow()
  expect(erasure).toMatchObject({
    status: 'dead',
    lastError: 'other_contact',
    formerContactIds: [id],
    email: null,
  })
  expect(await listUnfinishedErasures(db)).toEqual([{ id: erasure.id, contactIds: [id] }])
  expect(await findErasureReceipt(db, erasure.id)).toMatchObject({ unfinished: 'other_contact' })
})

test.each([true, false])(
  'the receipt reads the same, whether the other address was in HubSpot before (%s)',
  async (wasThere) => {
    await correctedTwice(async () => {
      if (wasThere)
        await call(portal, 'POST', '/crm/objects/2026-09/contacts', { properties: { email: FORMER[0] } })
    })
    await erasePerson(PRESENT)
    const { id } = await db.erasure.findFirstOrThrow()
    const { title, tone, texts } = receiptMessage((await showReceipt(db, id))!, 'en')
    expect({ title, tone }).toEqual({ title: 'Your data has been erased', tone: 'success' })
    expect(texts[1]).toMatch(/^In our customer database: done\. .*somebody looks/)
  },
)

test('an address that HubSpot refused, and that was corrected, leaves nothing for anybody to look at', async () => {
  const lead = await withoutAddress()
  await giveAddress(lead, FORMER[0])
  await db.hubspotSyncQueue.updateMany({
    data: { status: 'dead', lastError: 'invalid_email status=400', lastAttemptAt: new Date(), retryCount: 1 },
  })
  await db.assessment.updateMany({ data: { hubspotSyncAttempts: 1 } })
  await giveAddress(lead, PRESENT)
  await drain()
  await erasePerson(PRESENT)
  expect(await db.erasure.findFirstOrThrow()).toMatchObject({ status: 'completed', formerContactIds: [] })
})

test('a contact that our sync has made and somebody else has come to have stays', async () => {
  await correctedTwice()
  const theirs = await createTestLead(db, { email: FORMER[0] })
  await erasePerson(PRESENT)
  expect(addresses()).toEqual([FORMER[0]])
  expect(await db.assessment.findMany()).toMatchObject([{ id: theirs.id }])
  expect(await db.erasure.findFirstOrThrow()).toMatchObject({ status: 'dead', lastError: 'other_contact' })
})

test('a contact that our sync has made and sales have merged into another stays there, for somebody to look at', async () => {
  await correctedTwice()
  const made = portal.contacts().find(({ properties }) => properties.email === FORMER[0])!
  const other = await call(portal, 'POST', '/crm/objects/2026-09/contacts', {
    properties: { email: SOMEBODY_ELSE },
  })
  const { id } = other.body as { id: string }
  await call(portal, 'POST', '/crm/objects/2026-09/contacts/merge', {
    primaryObjectId: id,
    objectIdToMerge: made.id,
  })
  await erasePerson(PRESENT)
  expect(addresses()).toEqual([SOMEBODY_ELSE])
  expect(await db.erasure.findFirstOrThrow()).toMatchObject({ status: 'dead', formerContactIds: [id] })
})

test('an erasure under a former address knows that a run has the lead under the present one', async () => {
  const lead = await withoutAddress()
  await giveAddress(lead, FORMER[0])
  await drain()
  await giveAddress(lead, PRESENT)
  const [row] = await claimLeads(db, { limit: 1, token: 'run' })
  const contact = await call(portal, 'POST', '/crm/objects/2026-09/contacts', {
    properties: { email: PRESENT },
  })
  const outcome = { result: 'released', error: 'timeout', waitSeconds: 60 } as const
  const cutOff = { created: new Set<string>(), uncertain: new Set([PRESENT]) }
  await settleLeads(db, [{ row: row!, outcome, extra: { contactId: null, dealId: null } }], null, cutOff)
  await erasePerson(FORMER[0])
  expect(contact.status).toBe(201)
  expect(addresses()).toEqual([PRESENT])
  expect(await db.erasure.findFirstOrThrow()).toMatchObject({ status: 'dead', lastError: 'other_contact' })
})

test('a call that broke off is remembered, also where what came of it could not be looked up', async () => {
  const lead = await withoutAddress()
  await giveAddress(lead, FORMER[0])
  portal.setFaults({
    rules: [
      { kind: 'commit_then_drop', path: '/0-1/batch/create', next: 1 },
      { kind: 'status_503', path: '/0-1/batch/read' },
    ],
  })
  await drain()
  portal.setFaults({ rules: [] })
  await giveAddress(lead, PRESENT)
  await erasePerson(PRESENT)
  expect(addresses()).toEqual([FORMER[0]])
  expect(await db.erasure.findFirstOrThrow()).toMatchObject({ status: 'dead', lastError: 'other_contact' })
})

test('a call that HubSpot refused for its limit has made nothing that anybody would have to look at', async () => {
  const lead = await withoutAddress()
  await giveAddress(lead, FORMER[0])
  portal.setFaults({ rules: [{ kind: 'burst_429', path: '/0-1/batch/create', next: 1 }] })
  expect(await drain()).toMatchObject({ stopped: 'burst_limit' })
  expect(await db.assessment.findFirstOrThrow()).toMatchObject({ hubspotSyncAttempts: 0 })
  await giveAddress(lead, PRESENT)
  expect(await db.assessment.findFirstOrThrow()).toMatchObject({ formerContactIds: [] })
})

test('an erasure under a former address asks nobody to look where the present one was not sent', async () => {
  const lead = await withoutAddress()
  await giveAddress(lead, FORMER[0])
  await drain()
  await giveAddress(lead, PRESENT)
  await erasePerson(FORMER[0])
  expect(addresses()).toEqual([])
  expect(await db.erasure.findFirstOrThrow()).toMatchObject({ status: 'completed' })
})

test.each(['settles', 'dies'] as const)(
  'a run that has the lead under a former address and %s later is not forgotten',
  async (end) => {
    const lead = await withoutAddress()
    await giveAddress(lead, FORMER[0])
    const [row] = await claimLeads(db, { limit: 1, token: 'run' })
    await giveAddress(lead, PRESENT)
    if (end === 'settles') {
      const { body } = await call(portal, 'POST', '/crm/objects/2026-09/contacts', {
        properties: { email: FORMER[0] },
      })
      const contactId = (body as { id: string }).id
      const extra = { contactId, dealId: null }
      await settleLeads(db, [{ row: row!, outcome: { result: 'completed' }, extra }], null, {
        created: new Set([contactId]),
        uncertain: new Set(),
      })
    } else await makeAllDue(db)
    await drain()
    await erasePerson(PRESENT)
    expect(addresses()).toEqual([])
    expect(await db.erasure.findFirstOrThrow()).toMatchObject({
      status: end === 'settles' ? 'completed' : 'dead',
    })
  },
)

test('after the scrub no number of a former contact is left', async () => {
  await correctedTwice()
  await db.assessment.updateMany({ data: { createdAt: new Date('2026-01-01') } })
  await db.$executeRaw`SELECT scrub_expired_pii(interval '30 days', 1000)`
  expect(await db.assessment.findMany()).toMatchObject([{ formerContactIds: [], madeContactIds: [] }])
})
