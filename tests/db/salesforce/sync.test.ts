import { expect, test } from 'vitest'
import { NO_LAST_NAME } from '#app/domain/salesforce/fields.ts'
import { UNCONFIRMED, createTestLead, createTestLeads } from '#tests/helpers/hubspot-sync.ts'
import { useSalesforceSync } from '#tests/helpers/salesforce-sync.ts'

const { db, organization, drain, expectAllOnce } = await useSalesforceSync()

test('a qualified lead is a contact, an opportunity and the role that ties them', async () => {
  const lead = await createTestLead(db, {
    qualifiedForBriefing: true,
    firstName: 'Robin',
    lastName: 'Sample',
  })
  expect(await drain()).toMatchObject({ completed: 1, stopped: null, unknownAnswers: null })
  const [contact] = organization.contacts()
  expect(contact).toMatchObject({
    Email: lead.email,
    AI_Lead_Key__c: lead.email,
    FirstName: 'Robin',
    LastName: 'Sample',
    AI_Assessment_Score__c: lead.totalScore,
    AI_Assessment_Category__c: lead.scoreCategory,
  })
  const [opportunity] = organization.opportunities()
  expect(opportunity).toMatchObject({
    StageName: 'Prospecting',
    Amount: 15_000,
    AI_Assessment_Id__c: lead.id,
  })
  expect(organization.roles()).toMatchObject([
    { ContactId: contact!.Id, OpportunityId: opportunity!.Id, IsPrimary: true },
  ])
  expect(await db.assessment.findUniqueOrThrow({ where: { id: lead.id } })).toMatchObject({
    hubspotContactId: contact!.Id,
    hubspotDealId: opportunity!.Id,
  })
})

test('no address, and nothing else of a person, stands in the path of a call', async () => {
  await createTestLeads(db, 3)
  await drain()
  for (const { path } of organization.calls()) expect(path).not.toMatch(/@|%40|example/)
})

test('an address without a name is a contact all the same, and a name that comes later takes its place', async () => {
  const lead = await createTestLead(db, { firstName: null, lastName: null, company: null, phone: null })
  await drain()
  expect(organization.contacts()).toMatchObject([{ LastName: NO_LAST_NAME }])
  await db.$executeRaw`UPDATE hubspot_sync_queue SET status = 'pending', "completedAt" = NULL, "nextRetryAt" = to_timestamp(0),
    payload = payload || '{"lastName": "Sample"}'`
  await drain()
  expect(organization.contacts()).toMatchObject([{ LastName: 'Sample', Email: lead.email }])
})

test('a contact that sales have made is the person, and keeps the address that stands there', async () => {
  const lead = await createTestLead(db)
  const id = organization.insert('Contact', { LastName: 'Sample', Email: lead.email!.toUpperCase() })
  await drain()
  expect(organization.contacts()).toMatchObject([
    { Id: id, Email: lead.email!.toUpperCase(), AI_Lead_Key__c: lead.email },
  ])
})

test('where sales have two of one address the one with our key is written to, and no third is made', async () => {
  const lead = await createTestLead(db, { qualifiedForBriefing: true })
  organization.insert('Contact', { LastName: 'Older', Email: lead.email! })
  const ours = organization.insert('Contact', { LastName: 'Newer', AI_Lead_Key__c: lead.email! })
  await drain()
  expect(organization.contacts()).toHaveLength(2)
  expect(organization.roles()).toMatchObject([{ ContactId: ours }])
})

test('an unconfirmed address fills what is empty, and overwrites nothing', async () => {
  const lead = await createTestLead(db, { ...UNCONFIRMED, firstName: 'Robin', lastName: 'Sample' })
  organization.insert('Contact', { LastName: 'Weber', Email: lead.email! })
  await drain()
  expect(organization.contacts()).toMatchObject([{ LastName: 'Weber', FirstName: 'Robin' }])
})

test('a hundred leads are one look, one write, and for deals one write, one look and one write', async () => {
  await createTestLeads(db, 100)
  expect(await drain()).toMatchObject({ completed: 100 })
  await expectAllOnce(100, 50)
  const paths = organization.calls().map(({ method, path }) => `${method} ${path.replace(/.*\/v66.0/, '')}`)
  expect(paths.filter((path) => !path.includes('token'))).toEqual([
    'POST /composite',
    'POST /composite/sobjects',
    'PATCH /composite/sobjects/Opportunity/AI_Assessment_Id__c',
    'POST /composite',
    'POST /composite/sobjects',
  ])
})

test('a deal that sales have moved on keeps its stage and amount when details come later', async () => {
  await createTestLead(db, { qualifiedForBriefing: true })
  await drain()
  const id = String(organization.opportunities()[0]!.Id)
  organization.change('Opportunity', id, { StageName: 'Closed Won', Amount: 99 })
  await db.$executeRaw`UPDATE hubspot_sync_queue SET status = 'pending', "completedAt" = NULL, "nextRetryAt" = to_timestamp(0)`
  await drain()
  expect(organization.opportunities()).toMatchObject([{ StageName: 'Closed Won', Amount: 99 }])
})

test('who takes two scorecards is one contact with the fields of both, and two opportunities', async () => {
  const email = 'robin@works.example'
  const details = { email, firstName: 'Robin', lastName: 'Sample', qualifiedForBriefing: true }
  const readiness = await createTestLead(db, details)
  expect(await drain()).toMatchObject({ completed: 1, stopped: null })
  const quick = await createTestLead(db, {
    ...details,
    scorecard: 'quick-check',
    scoreBreakdown: { dailyUse: 50, safeData: 75, provenBenefit: 25 },
    totalScore: 52,
  })
  expect(await drain()).toMatchObject({ completed: 1, stopped: null })

  expect(organization.contacts()).toHaveLength(1)
  expect(organization.contacts()[0]).toMatchObject({
    AI_Assessment_Score__c: readiness.totalScore,
    QUICK_Check_Score__c: 52,
    QUICK_Check_Safe_Data_Score__c: 75,
  })
  expect(
    organization.opportunities().map((row) => [row.AI_Assessment_Id__c, row.QUICK_Check_Score__c]),
  ).toEqual([
    [readiness.id, undefined],
    [quick.id, 52],
  ])
  expect(organization.unexpected()).toEqual([])
})
