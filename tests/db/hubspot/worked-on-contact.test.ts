import { beforeEach, expect, test } from 'vitest'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { claimLeads, settleLeads } from '#app/data/hubspot/claims.server.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { FORMER, PRESENT, formerAddresses } from '#tests/helpers/former-addresses.ts'
import { call } from '#tests/helpers/hubspot-stand-in.ts'
import { makeAllDue, useHubspotSync } from '#tests/helpers/hubspot-sync.ts'
import { runLate } from '#tests/helpers/late-run.ts'

const { db, portal, drain, erase } = await useHubspotSync({ max: 8 })
const { giveAddress, withoutAddress, erasePerson, correctedTwice, addresses } = formerAddresses({
  db,
  portal,
  drain,
  erase,
})
const crm = createHubspotClient({ token: portal.token, baseUrl: portal.url, timeoutMs: 60_000 })

beforeEach(() => db.$executeRaw`TRUNCATE assessment_sessions, assessments, erasures CASCADE`)

const contactOf = (email: string) => portal.contacts().find(({ properties }) => properties.email === email)!

async function makeDeal(contactId: string, properties: Record<string, string>) {
  const { body } = await call(portal, 'POST', '/crm/objects/2026-09/deals', { properties })
  await crm.associate([{ dealId: (body as { id: string }).id, contactId }])
}

// Somebody may type a customer's address before their own: what sales have made of it is not theirs to take away.
test.each<[string, (contactId: string) => Promise<unknown>]>([
  ['called', async (id) => portal.noteContacted(id, new Date('2026-11-20T10:00:00Z'))],
  [
    'written a note about',
    (id) => crm.createNote({ text: 'Met at the fair', at: new Date(), on: [{ type: 'contacts', id }] }),
  ],
  [
    'made a deal with',
    (id) => makeDeal(id, { dealname: 'Fair', pipeline: 'default', dealstage: 'contractsent' }),
  ],
])('a contact of a former address that sales have %s since stays, and a person looks', async (_, work) => {
  await correctedTwice()
  const { id } = contactOf(FORMER[0])
  await work(id)
  await erasePerson(PRESENT)
  expect(addresses()).toEqual([FORMER[0]])
  expect(await db.erasure.findFirstOrThrow()).toMatchObject({
    status: 'dead',
    lastError: 'other_contact',
    formerContactIds: [id],
  })
})

test('a contact that somebody else has typed the address of since, in an assessment under way, stays', async () => {
  await correctedTwice()
  await createTestAssessmentSession(db, { email: FORMER[1] })
  await erasePerson(PRESENT)
  expect(addresses()).toEqual([FORMER[1]])
})

test('our own notes and deals are no work of sales', async () => {
  const lead = await correctedTwice()
  const { id } = contactOf(FORMER[0])
  const text = `<a href="https://scorecard.example/ops/leads/${lead.id}">The lead</a>`
  await crm.createNote({ text, at: new Date(), on: [{ type: 'contacts', id }] })
  await makeDeal(id, {
    dealname: 'AI',
    pipeline: 'default',
    dealstage: 'contractsent',
    ai_assessment_id: lead.id,
  })
  await erasePerson(PRESENT)
  expect(addresses()).toEqual([])
  expect(portal.deals()).toEqual([])
  expect(await db.erasure.findFirstOrThrow()).toMatchObject({ status: 'completed' })
})

test('a contact of a former address in the recycling bin goes for good, and is not counted', async () => {
  await correctedTwice()
  const { id } = contactOf(FORMER[0])
  await crm.archive('contacts', id)
  await erasePerson(PRESENT)
  expect(addresses()).toEqual([])
  expect(await db.erasure.findFirstOrThrow()).toMatchObject({
    status: 'completed',
    hubspotContacts: 2,
    erasedContactIds: expect.arrayContaining([id]) as string[],
  })
  expect(portal.calls().map(({ path }) => path)).toContainEqual(expect.stringContaining('gdpr-delete'))
})

test('a run that had the lead under a former address and sent nothing leaves nothing for anybody to look at', async () => {
  const lead = await withoutAddress()
  await giveAddress(lead, FORMER[0])
  const [row] = await claimLeads(db, { limit: 1, token: 'run' })
  await giveAddress(lead, PRESENT)
  const outcome = { result: 'released', waitSeconds: 60 } as const
  await settleLeads(db, [{ row: row!, outcome, extra: { contactId: null, dealId: null } }])
  await makeAllDue(db)
  await drain()
  await erasePerson(PRESENT)
  expect(await db.erasure.findFirstOrThrow()).toMatchObject({ status: 'completed', formerContactIds: [] })
})

test('a call of several leads that broke off, and may have made their contacts, is remembered of each of them', async () => {
  const leads = await Promise.all(Array.from({ length: 6 }, withoutAddress))
  for (const lead of leads) await giveAddress(lead, `former-${lead.id}@example.com`)
  portal.setFaults({ rules: [{ kind: 'html_502', operation: 'contacts', method: 'POST' }] })
  await drain()
  portal.setFaults({})
  for (const lead of leads) await giveAddress(lead, `present-${lead.id}@example.com`)
  expect(
    await db.assessment.findMany({ select: { hubspotSyncAttempts: true, formerContactIds: true } }),
  ).toEqual(leads.map(() => ({ hubspotSyncAttempts: 1, formerContactIds: ['-'] })))
})

test('what a run makes that slept while the address was replaced takes the place of what stood for it', async () => {
  const lead = await withoutAddress()
  await giveAddress(lead, FORMER[0])
  await runLate({ db, crm, drain }, 'contacts', async () => {
    await giveAddress(lead, PRESENT)
    await makeAllDue(db)
    await drain()
  })
  expect(addresses().sort()).toEqual([FORMER[0], PRESENT])
  await erasePerson(PRESENT)
  expect(addresses()).toEqual([])
  expect(await db.erasure.findFirstOrThrow()).toMatchObject({ status: 'completed', formerContactIds: [] })
})
