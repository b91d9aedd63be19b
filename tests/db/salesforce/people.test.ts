import { expect, test } from 'vitest'
import { erasePersonRows } from '#app/data/privacy/person.server.ts'
import { createTestLead } from '#tests/helpers/hubspot-sync.ts'
import { completeErasures, erasePerson, runLate } from '#tests/helpers/late-run.ts'
import { runOperatorScript } from '#tests/helpers/operator-script.ts'
import { useSalesforceSync } from '#tests/helpers/salesforce-sync.ts'
import { EMAIL, withdraw } from '#tests/helpers/withdrawal.ts'

const { db, databaseUrl, organization, dependencies, drain, mark, erase, outcomes } =
  await useSalesforceSync()

const requestErasure = () =>
  erasePersonRows(db, {
    email: EMAIL,
    addressHash: 'hash-of-robin',
    recipientHashes: ['recipient-of-robin'],
    source: 'operator',
    before: null,
  })

async function qualifiedLead() {
  const lead = await createTestLead(db, {
    email: EMAIL,
    firstName: 'Robin',
    lastName: 'Works',
    qualifiedForBriefing: true,
  })
  await drain()
  return lead
}

test('who withdraws is opted out, their deal is closed, and an open task tells sales', async () => {
  await qualifiedLead()
  await withdraw(db)
  expect(await mark()).toMatchObject({ completed: 1, unknownAnswers: null })
  expect(organization.contacts()).toMatchObject([{ HasOptedOutOfEmail: true }])
  expect(organization.opportunities()).toMatchObject([{ StageName: 'Closed Lost' }])
  const [contact] = organization.contacts()
  const [opportunity] = organization.opportunities()
  expect(organization.tasks()).toMatchObject([{ WhoId: contact!.Id }, { WhatId: opportunity!.Id }])
  expect(organization.tasks()[0]!.Description).toMatch(/withdrawn consent/)
  const { results } = await db.contactMark.findFirstOrThrow()
  expect(results).toEqual({ subscriptions: 'done', legalBasis: 'nothing', deals: 'done', note: 'done' })
})

test('a deal that sales have moved on stays where it is when its person withdraws', async () => {
  await qualifiedLead()
  organization.change('Opportunity', String(organization.opportunities()[0]!.Id), {
    StageName: 'Qualification',
  })
  await withdraw(db)
  await mark()
  expect(organization.opportunities()).toMatchObject([{ StageName: 'Qualification' }])
})

test('who is erased is in Salesforce no more, and the recycling bin holds nothing of theirs', async () => {
  await qualifiedLead()
  await requestErasure()
  expect(await erase()).toMatchObject({ completed: 1, stopped: null })
  expect(organization.contacts()).toEqual([])
  expect(organization.opportunities()).toEqual([])
  expect(JSON.stringify(organization.deleted())).not.toMatch(/robin|works/i)
  expect(organization.deleted()).toHaveLength(2)
})

test('a contact under a former address goes with the erasure where our sync has made it, and stays where it was there before', async () => {
  const before = organization.insert('Contact', { LastName: 'Sample', Email: 'former@works.example' })
  for (const former of ['former@works.example', 'made@works.example']) {
    const { id } = await createTestLead(db, { email: former })
    await drain()
    await db.assessment.update({ where: { id }, data: { email: EMAIL, hubspotContactId: null } })
    await db.hubspotSyncQueue.updateMany({ data: { hubspotContactId: null } })
  }
  await requestErasure()
  expect(await erase()).toMatchObject({ dead: 1 })
  expect(organization.contacts()).toMatchObject([{ Id: before }])
  expect(await db.erasure.findMany()).toMatchObject([
    { lastError: 'other_contact', formerContactIds: [before] },
  ])
})

test('a contact of a former address that sales have worked on since stays', async () => {
  const { id } = await createTestLead(db, { email: 'former@works.example' })
  await drain()
  const [contact] = organization.contacts()
  organization.insert('Task', {
    Subject: 'Call',
    Status: 'Completed',
    ActivityDate: '2026-11-20',
    WhoId: String(contact!.Id),
  })
  await db.assessment.update({ where: { id }, data: { email: EMAIL, hubspotContactId: null } })
  await db.hubspotSyncQueue.updateMany({ data: { hubspotContactId: null } })
  await requestErasure()
  expect(await erase()).toMatchObject({ dead: 1 })
  expect(organization.contacts()).toMatchObject([{ Id: contact!.Id }])
})

test('every contact that has the address is erased, whoever has made it', async () => {
  await qualifiedLead()
  organization.insert('Contact', { LastName: 'Sample', Email: EMAIL })
  await requestErasure()
  await erase()
  expect(organization.contacts()).toEqual([])
})

test('a contact that sales have merged into another one is followed there', async () => {
  await qualifiedLead()
  const ours = String(organization.contacts()[0]!.Id)
  const master = organization.insert('Contact', { LastName: 'Sample', Email: 'other@works.example' })
  organization.merge(master, ours)
  await requestErasure()
  expect(await erase()).toMatchObject({ completed: 1 })
  expect(organization.contacts()).toEqual([])
})

test.each(['drop_after', 'error_after', 'drop_before'] as const)(
  'an erasure whose calls meet %s is done all the same',
  async (kind) => {
    await qualifiedLead()
    await requestErasure()
    organization.setFaults([
      { kind, after: 2, times: 1 },
      { kind, match: 'DELETE', times: 4 },
    ])
    for (let attempt = 0; attempt < 4; attempt++) {
      await erase()
      await db.erasure.updateMany({ data: { nextRetryAt: new Date(0) } })
    }
    expect(organization.contacts()).toEqual([])
    expect(organization.opportunities()).toEqual([])
    expect(await db.erasure.findFirstOrThrow()).toMatchObject({ status: 'completed' })
  },
)

test.each(['html_200', 'empty_200'] as const)(
  'nobody counts as erased because something answers %s in the place of Salesforce',
  async (kind) => {
    await qualifiedLead()
    await requestErasure()
    organization.setFaults(['PATCH', 'DELETE'].map((match) => ({ kind, match })))
    await erase()
    expect(await db.erasure.findFirstOrThrow()).toMatchObject({ status: 'pending' })
    organization.setFaults([])
    await db.erasure.updateMany({ data: { nextRetryAt: new Date(0) } })
    await db.$executeRaw`UPDATE pauses SET "nextProbeAt" = to_timestamp(0)`
    await erase()
    expect(await db.erasure.findFirstOrThrow()).toMatchObject({ status: 'completed' })
    expect(organization.contacts()).toEqual([])
  },
)

test('a field that the integration user may not see keeps no withdrawal from the deal and from sales', async () => {
  await qualifiedLead()
  await withdraw(db)
  organization.define('Contact', 'HasOptedOutOfEmail', null)
  expect(await mark()).toMatchObject({ completed: 1 })
  expect(organization.opportunities()).toMatchObject([{ StageName: 'Closed Lost' }])
  const { results } = await db.contactMark.findFirstOrThrow()
  expect(results).toMatchObject({ subscriptions: 'not_permitted', deals: 'done', note: 'done' })
})

test('a task that only one of its two records is refused for says why, not that the other was taken back', async () => {
  await qualifiedLead()
  await withdraw(db)
  organization.setFaults([
    { kind: 'last_item_no_access', match: 'POST /services/data/v66.0/composite/sobjects' },
  ])
  expect(await mark()).toMatchObject({ completed: 1, unknownAnswers: null })
  expect(organization.tasks()).toEqual([])
  const { results } = await db.contactMark.findFirstOrThrow()
  expect(results).toMatchObject({ subscriptions: 'done', deals: 'done', note: 'not_permitted' })
})

test('a number of another CRM, from before a change of the setting, leads to nothing and harms nothing', async () => {
  const { crm } = dependencies()
  expect(await crm!.find('contacts', '4711', { wanted: [] })).toBeNull()
  expect(await crm!.associatedDeals([{ id: '4711' }])).toEqual({ dealIds: [], next: [] })
  await expect(crm!.eraseContact('4711')).rejects.toThrow('refused')
  expect(organization.calls()).toEqual([])
})

test('what Salesforce answers page by page is read to its end: the deals of somebody with more than two thousand', async () => {
  const contact = organization.insert('Contact', { LastName: 'Works', Email: EMAIL })
  const deals = Array.from({ length: 2001 }, () => {
    const deal = organization.insert('Opportunity', {
      Name: 'A',
      StageName: 'Prospecting',
      CloseDate: '2026-12-01',
    })
    organization.insert('OpportunityContactRole', { OpportunityId: deal, ContactId: contact })
    return deal
  })
  const { dealIds } = await dependencies().crm!.associatedDeals([{ id: contact }])
  expect(new Set(dealIds)).toEqual(new Set(deals))
})

test('an address with every sign that a query knows is one address', async () => {
  const { crm } = dependencies()
  const address = `o'robin\\" or email != '@works.example`
  await crm!.upsert('contacts', 'email', [{ key: EMAIL, traceId: 'a', properties: {} }])
  expect(await crm!.read('contacts', 'email', [address])).toEqual([])
})

test.each([
  ['Prospecting', 'open'],
  ['Closed Won', 'won'],
  ['Closed Lost', 'lost'],
])('a deal in the stage %s counts as %s', async (StageName, outcome) => {
  const { id } = await qualifiedLead()
  organization.change('Opportunity', String(organization.opportunities()[0]!.Id), { StageName })
  expect(await outcomes()).toMatchObject({ asked: 1, known: 1 })
  expect(await db.dealOutcome.findUniqueOrThrow({ where: { assessmentId: id } })).toMatchObject({ outcome })
})

test('an operator erases in the CRM that leads go to, whatever else has credentials', async () => {
  await qualifiedLead()
  const { code, printed } = await runOperatorScript(databaseUrl, 'privacy/purge', [], {
    input: `${EMAIL}\n`,
    CRM: 'salesforce',
    SALESFORCE_URL: organization.url,
    SALESFORCE_CLIENT_ID: organization.clientId,
    SALESFORCE_CLIENT_SECRET: organization.clientSecret,
    HUBSPOT_ACCESS_TOKEN: 'pat-eu1-12345678-1234-1234-1234-123456789012',
    HUBSPOT_BASE_URL: 'http://127.0.0.1:1',
  })
  expect(printed).toMatch(/erased, receipt [0-9a-f-]{36}, Salesforce completed/)
  expect(code).toBe(0)
  expect(organization.contacts()).toEqual([])
})

test.each(['contacts', 'deals'] as const)(
  '%s that a run has made after the erasure of their person was done go with it',
  async (type) => {
    const lead = await createTestLead(db, { email: 'late@works.example', qualifiedForBriefing: true })
    const done = async () => {
      await erasePerson(db, lead.email!)
      await completeErasures(db, erase)
    }
    expect(await runLate({ db, crm: dependencies().crm!, drain }, type, done)).toMatchObject({ lost: 1 })
    expect(await erase()).toMatchObject({ completed: 1 })
    const live = [...organization.contacts(), ...organization.opportunities()].filter((row) => !row.IsDeleted)
    expect(live).toEqual([])
  },
)
