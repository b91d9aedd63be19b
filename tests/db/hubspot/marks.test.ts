import { expect, test } from 'vitest'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import type { Crm } from '#app/domain/crm/crm.ts'
import { RefusedError } from '#app/domain/crm/errors.ts'
import { checkHealth } from '#app/services/check-health.server.ts'
import { showReceipt } from '#app/services/privacy/show-receipt.server.ts'
import { receiptMessage } from '#app/routes/privacy._index/privacy-view.server.ts'
import { createTestErasure } from '#tests/factories/privacy.ts'
import {
  createTestLead,
  createTestLeads,
  drainDependencies,
  useHubspotSync,
} from '#tests/helpers/hubspot-sync.ts'
import { call } from '#tests/helpers/hubspot-stand-in.ts'
import { EMAIL, withdraw } from '#tests/helpers/withdrawal.ts'

const WRITE = [
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.deals.read',
  'crm.objects.deals.write',
]

const { db, portal, drain, mark, erase } = await useHubspotSync()

/** Somebody whom HubSpot has with a deal, and a legal basis that sales have set. */
async function createSynced() {
  const lead = await createTestLead(db, { email: EMAIL, qualifiedForBriefing: true })
  await drain()
  const [contact] = portal.contacts()
  const [deal] = portal.deals()
  await call(portal, 'PATCH', `/crm/objects/2026-09/contacts/${contact!.id}`, {
    properties: { hs_legal_basis: 'Freely given consent from contact;Performance of a contract' },
  })
  return { lead, contactId: contact!.id, dealId: deal!.id }
}

async function resultsOf(receipt: string | null) {
  const { status, results } = await db.contactMark.findUniqueOrThrow({ where: { id: receipt! } })
  return { status, ...(results as object) }
}

test('a withdrawal closes the deals of more assessments than one call takes, too', async () => {
  await createTestLeads(db, 102)
  await db.assessment.updateMany({ data: { email: EMAIL } })
  await db.$executeRaw`UPDATE hubspot_sync_queue SET payload = payload || jsonb_build_object('email', ${EMAIL}::text)`
  await drain()
  await withdraw(db)
  expect(await mark({ withdrawnStage: 'closedlost' })).toMatchObject({ completed: 1 })
  expect(portal.deals()).toHaveLength(51)
  expect(new Set(portal.deals().map(({ properties }) => properties.dealstage))).toEqual(
    new Set(['closedlost']),
  )
})

test('a withdrawal ends subscriptions, clears the consent as legal basis, closes the deal and leaves a note', async () => {
  const { lead, contactId, dealId } = await createSynced()
  const { receipt } = await withdraw(db)
  expect(await mark({ withdrawnStage: 'closedlost' })).toMatchObject({ completed: 1 })

  expect(portal.unsubscribed()).toEqual([EMAIL])
  expect(portal.contacts()[0]?.properties.hs_legal_basis).toBe('Performance of a contract')
  expect(portal.deals()[0]?.properties.dealstage).toBe('closedlost')
  expect(portal.notes()).toMatchObject([{ contacts: [contactId], deals: [dealId] }])
  expect(portal.notes()[0]?.body).toContain('withdrawn consent')
  expect(await resultsOf(receipt)).toEqual({
    status: 'completed',
    subscriptions: 'done',
    legalBasis: 'done',
    deals: 'done',
    note: 'done',
  })
  expect(await db.contactMark.findMany()).toMatchObject([
    { email: null, assessmentIds: [lead.id], contactIds: [], dealIds: [] },
  ])
  expect(portal.unexpected()).toEqual([])
})

test('a note whose call broke off after it was made is found, and not made again', async () => {
  const { contactId } = await createSynced()
  await withdraw(db)
  portal.setFaults({ rules: [{ kind: 'commit_then_drop', method: 'POST', path: '/notes', next: 1 }] })
  expect(await mark()).toMatchObject({ retried: 1 })
  const { nextRetryAt, lastAttemptAt } = await db.contactMark.findFirstOrThrow()
  expect(nextRetryAt.getTime()).toBeGreaterThan(lastAttemptAt!.getTime() + 100_000)
  await db.contactMark.updateMany({ data: { nextRetryAt: new Date(0) } })
  expect(await mark()).toMatchObject({ completed: 1 })
  expect(portal.notes()).toMatchObject([{ contacts: [contactId] }])
})

test('a note of a run that died before it said so is found; one that was not made is made', async () => {
  await createSynced()
  const dying = async (made: boolean) => {
    const { receipt } = await withdraw(db)
    const { crm } = drainDependencies(db, portal)
    const createNote: Crm['createNote'] = async (note) => {
      if (made) await crm!.createNote(note)
      throw new Error('the run dies')
    }
    await expect(mark({ crm: { ...crm!, createNote } })).rejects.toThrow('the run dies')
    await db.contactMark.updateMany({ data: { nextRetryAt: new Date(0) } })
    expect(await mark()).toMatchObject({ completed: 1 })
    expect(portal.notes().filter(({ body }) => body.includes(receipt!))).toHaveLength(1)
  }
  await dying(true)
  await db.contactMark.deleteMany()
  await db.assessment.updateMany({ data: { consentWithdrawnAt: null } })
  await dying(false)
  expect(portal.notes()).toHaveLength(2)
})

test('without a stage for it the deal stays where it is, with the note', async () => {
  const { dealId } = await createSynced()
  const { receipt } = await withdraw(db)
  await mark()
  expect(portal.deals()[0]?.properties.dealstage).toBe('appointmentscheduled')
  expect(portal.notes()).toMatchObject([{ deals: [dealId] }])
  expect(await resultsOf(receipt)).toMatchObject({ deals: 'noted' })
})

test.for(['closedwon', 'qualifiedtobuy'])(
  'a deal that sales have moved to %s is left as it is',
  async (dealstage) => {
    const { dealId } = await createSynced()
    await call(portal, 'PATCH', `/crm/objects/2026-09/0-3/${dealId}`, {
      properties: { dealstage, amount: '99' },
    })
    const before = portal.deals()
    const { receipt } = await withdraw(db)
    await mark({ withdrawnStage: 'closedlost' })
    expect(portal.deals()).toEqual(before)
    expect(portal.notes()).toMatchObject([{ deals: [] }])
    expect(await resultsOf(receipt)).toMatchObject({ deals: 'left', note: 'done' })
  },
)

test('of several deals the receipt says that some were closed and others stay with sales', async () => {
  await createTestLeads(db, 4)
  await db.assessment.updateMany({ data: { email: EMAIL } })
  await db.$executeRaw`UPDATE hubspot_sync_queue SET payload = payload || jsonb_build_object('email', ${EMAIL}::text)`
  await drain()
  const [won] = portal.deals()
  await call(portal, 'PATCH', `/crm/objects/2026-09/deals/${won!.id}`, {
    properties: { dealstage: 'closedwon' },
  })
  const { receipt } = await withdraw(db)
  await mark({ withdrawnStage: 'closedlost' })
  expect(portal.deals().map(({ properties }) => properties.dealstage)).toEqual(['closedwon', 'closedlost'])
  expect(await resultsOf(receipt)).toMatchObject({ deals: 'some_left', note: 'done' })
  const { texts } = receiptMessage((await showReceipt(db, receipt!))!, 'en')
  expect(texts.join(' ')).toContain('closed, but for those that our sales team has worked on since')
})

test('what the token may not do is named on the receipt, and the rest is done', async () => {
  await createSynced()
  portal.addToken('narrow', WRITE)
  const { receipt } = await withdraw(db)
  const crm = createHubspotClient({ token: 'narrow', baseUrl: portal.url })
  expect(await mark({ crm })).toMatchObject({ completed: 1 })
  expect(portal.unsubscribed()).toEqual([])
  expect(await resultsOf(receipt)).toMatchObject({
    subscriptions: 'not_permitted',
    legalBasis: 'done',
    note: 'done',
  })
  const { texts } = receiptMessage((await showReceipt(db, receipt!))!, 'en')
  expect(texts.join(' ')).toContain('E-mail subscriptions: not changed, because we are not permitted to')
  expect(await db.pause.count()).toBe(0)
})

test.for(['former', 'present'])(
  'a legal basis that the %s one of two contacts keeps is not called cleared',
  async (refused) => {
    const { contactId } = await createSynced()
    // The former contact is known by its id; the person's address is another contact's by now.
    await call(portal, 'PATCH', `/crm/objects/2026-09/contacts/${contactId}`, {
      properties: { email: 'former@works.example' },
    })
    await call(portal, 'POST', '/crm/objects/2026-09/contacts', {
      properties: { email: EMAIL, hs_legal_basis: 'Freely given consent from contact' },
    })
    const client = createHubspotClient({ token: portal.token, baseUrl: portal.url })
    const update: typeof client.update = async (type, id, properties) => {
      if ((id === contactId) === (refused === 'former'))
        throw new RefusedError({ kind: 'property_read_only' })
      return client.update(type, id, properties)
    }
    const { receipt } = await withdraw(db)
    await mark({ crm: { ...client, update } })
    expect(await resultsOf(receipt)).toMatchObject({ legalBasis: 'not_permitted', note: 'done' })
  },
)

test('somebody who was never sent is told that nothing was found', async () => {
  await createTestLead(db, { email: EMAIL })
  const { receipt } = await withdraw(db)
  expect(await mark()).toMatchObject({ completed: 1 })
  const { texts } = receiptMessage((await showReceipt(db, receipt!))!, 'en')
  expect(texts).toContain('In our customer database: nothing was found that we had put there about you.')
  expect(portal.notes()).toEqual([])
})

test('where a contact was sent and HubSpot has none now, a person looks, and /health says so', async () => {
  const { contactId } = await createSynced()
  await call(portal, 'POST', '/crm/objects/2026-09/contacts/gdpr-delete', { objectId: contactId })
  const { receipt } = await withdraw(db)
  expect(await mark()).toMatchObject({ dead: 1 })
  expect(await db.contactMark.findMany()).toMatchObject([
    { id: receipt, status: 'dead', lastError: 'nothing_found', contactIds: [contactId], email: null },
  ])
  const { problems, see } = await checkHealth(db, { retentionDays: 30, hubspot: true })
  expect(problems).toContain('dead_withdrawals')
  expect(see.dead_withdrawals).toBe('npm run privacy:status')
})

test('a withdrawal whose contact an erasure of another of its addresses took along asks nobody to look', async () => {
  const { contactId } = await createSynced()
  const { receipt } = await withdraw(db)
  await createTestErasure(db, { contactIds: [contactId] })
  await erase()
  expect(await mark()).toMatchObject({ completed: 1, dead: 0 })
  expect(await resultsOf(receipt)).toMatchObject({ status: 'completed', note: 'nothing' })
})

test('who withdraws again gets the same receipt, and who has agreed meanwhile a new one', async () => {
  const { lead } = await createSynced()
  const first = await withdraw(db)
  expect(await withdraw(db)).toEqual({ receipt: first.receipt, isNew: false })
  await mark()
  expect(await withdraw(db)).toEqual({ receipt: first.receipt, isNew: false })
  await db.assessment.update({
    where: { id: lead.id },
    data: { consentWithdrawnAt: null, consentAt: new Date() },
  })
  const second = await withdraw(db)
  expect(second.isNew).toBe(true)
  expect(second.receipt).not.toBe(first.receipt)
})

test('a withdrawal that a new consent has overtaken changes nothing in HubSpot', async () => {
  const { lead } = await createSynced()
  const { receipt } = await withdraw(db)
  await db.assessment.update({
    where: { id: lead.id },
    data: {
      consentWithdrawnAt: null,
      consentAt: new Date('2999-01-01T00:00:00Z'),
      addressConfirmedAt: new Date(),
    },
  })
  expect(await mark({ withdrawnStage: 'closedlost' })).toMatchObject({ cancelled: 1 })
  expect([portal.unsubscribed(), portal.notes()]).toEqual([[], []])
  expect(await resultsOf(receipt)).toEqual({ status: 'cancelled' })
})

test('an attempt that is cut off is gone on with, and writes one note', async () => {
  await createSynced()
  await withdraw(db)
  portal.setFaults({ rules: [{ kind: 'status_503', path: 'notes' }] })
  expect(await mark({ withdrawnStage: 'closedlost' })).toMatchObject({ completed: 0 })
  expect(portal.unsubscribed()).toEqual([EMAIL])
  portal.setFaults({})
  await db.contactMark.updateMany({ data: { nextRetryAt: new Date(0) } })
  await db.pause.deleteMany()
  expect(await mark({ withdrawnStage: 'closedlost' })).toMatchObject({ completed: 1 })
  expect(portal.notes()).toHaveLength(1)
})

test('a stage that HubSpot does not know pauses nothing but keeps the withdrawal open, with its cause', async () => {
  await createSynced()
  await withdraw(db)
  expect(await mark({ withdrawnStage: 'no-such-stage' })).toMatchObject({ retried: 1 })
  expect(await db.contactMark.findMany()).toMatchObject([
    { status: 'pending', email: EMAIL, lastError: expect.stringContaining('pipeline_unknown') as string },
  ])
})

test('without a token what was never sent is done, and what was sent waits', async () => {
  await createTestLead(db, { email: EMAIL })
  await withdraw(db)
  expect(await mark({ crm: null })).toMatchObject({ completed: 1 })
  await createSynced()
  await withdraw(db)
  expect(await mark({ crm: null })).toBeNull()
})
