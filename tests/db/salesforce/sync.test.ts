import { expect, test } from 'vitest'
import type { FaultKind } from '#dev/salesforce/server.ts'
import { NO_LAST_NAME } from '#app/domain/salesforce/fields.ts'
import { reportSync } from '#app/services/crm/report-sync.server.ts'
import { UNCONFIRMED, createTestLead, createTestLeads, makeAllDue } from '#tests/helpers/hubspot-sync.ts'
import { useSalesforceSync } from '#tests/helpers/salesforce-sync.ts'

const { db, organization, drain, pauses } = await useSalesforceSync()

const passTime = async () => {
  await makeAllDue(db)
  await db.$executeRaw`UPDATE pauses SET "nextProbeAt" = to_timestamp(0)`
}

async function drainUntilDone(most = 12): Promise<void> {
  for (let run = 0; run < most; run++) {
    await drain()
    if ((await db.hubspotSyncQueue.count({ where: { status: 'pending' } })) === 0) return
    await passTime()
  }
}

/** Each lead once, none doubled, whatever happened on the way. */
async function expectAllOnce(leads: number, deals: number): Promise<void> {
  const keys = (rows: object[], name: string) =>
    new Set(rows.map((row) => (row as Record<string, unknown>)[name]))
  expect(keys(organization.contacts(), 'AI_Lead_Key__c').size).toBe(leads)
  expect(organization.contacts()).toHaveLength(leads)
  expect(keys(organization.opportunities(), 'AI_Assessment_Id__c').size).toBe(deals)
  expect(organization.opportunities()).toHaveLength(deals)
  expect(keys(organization.roles(), 'OpportunityId').size).toBe(deals)
  expect(await db.assessment.count({ where: { hubspotSyncStatus: 'synced' } })).toBe(leads)
  expect(organization.unexpected()).toEqual([])
}

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

const CALLS = 6
const LOSSES: FaultKind[] = [
  'drop_before',
  'drop_after',
  'error_after',
  'server_503',
  'html_502',
  'html_403',
  'invalid_session',
  'rate_429',
]

test.each(LOSSES.flatMap((kind) => Array.from({ length: CALLS }, (_, after) => ({ kind, after }))))(
  'nothing is lost or doubled where call $after meets $kind',
  async ({ kind, after }) => {
    await createTestLeads(db, 4)
    organization.setFaults([{ kind, after, times: 1 }])
    await drainUntilDone()
    await expectAllOnce(4, 2)
  },
)

test.each(LOSSES.filter((kind) => kind !== 'drop_before'))(
  'nothing is lost or doubled where every other call meets %s',
  async (kind) => {
    await createTestLeads(db, 4)
    organization.setFaults(Array.from({ length: 4 }, (_, place) => ({ kind, after: place * 2, times: 1 })))
    await drainUntilDone()
    await expectAllOnce(4, 2)
  },
)

test('a run that dies after it has made contact and deal, before it wrote them down, leaves nothing to double', async () => {
  await createTestLead(db, { qualifiedForBriefing: true })
  await drain()
  await db.$executeRaw`UPDATE hubspot_sync_queue SET status = 'pending', "completedAt" = NULL, "hubspotContactId" = NULL,
    "hubspotDealId" = NULL, "nextRetryAt" = to_timestamp(0)`
  await db.assessment.updateMany({
    data: { hubspotContactId: null, hubspotDealId: null, hubspotSyncStatus: 'pending' },
  })
  await drainUntilDone()
  await expectAllOnce(1, 1)
})

test('a session that Salesforce has ended is begun anew, and costs no lead an attempt', async () => {
  await createTestLead(db)
  await drain()
  organization.endSessions()
  await createTestLead(db)
  expect(await drain()).toMatchObject({ completed: 1, retried: 0 })
})

test('a session that ends between a composite request and its part is begun anew as well, and pauses nothing', async () => {
  await createTestLead(db)
  await drain()
  organization.setFaults([{ kind: 'part_invalid_session', match: '/composite', times: 1 }])
  await createTestLead(db)
  expect(await drain()).toMatchObject({ completed: 1, retried: 0, stopped: null })
  expect(await pauses()).toEqual([])
})

test.each<[FaultKind, string, RegExp]>([
  ['login_refused', 'authentication', /SALESFORCE_CLIENT_SECRET/],
  ['daily_limit', 'daily_limit', /organization's daily limit/],
  ['no_permission', 'scope', /integration user/],
])(
  '%s pauses, costs the lead nothing, and says what to do in words of Salesforce',
  async (kind, reason, words) => {
    await createTestLead(db)
    organization.endSessions()
    organization.setFaults([{ kind }])
    await drain()
    expect(await pauses()).toMatchObject([{ reason }])
    expect((await reportSync(db)).pauses[0]!.explanation).toMatch(words)
    expect((await reportSync(db)).pauses[0]!.explanation).not.toMatch(/HubSpot|HUBSPOT/)
    expect(await db.hubspotSyncQueue.findFirstOrThrow()).toMatchObject({ status: 'pending', retryCount: 0 })
    organization.setFaults([])
    await passTime()
    await drainUntilDone()
    await expectAllOnce(1, 0)
  },
)

test('a field that nobody has made pauses, and is named', async () => {
  await createTestLead(db)
  organization.define('Contact', 'AI_Lead_Quality__c', null)
  await drain()
  expect((await reportSync(db)).pauses[0]!.explanation).toMatch(/no field `AI_Lead_Quality__c`.*crm:check/)
})

test('what a validation rule does not take stays away, and the rest of the lead arrives', async () => {
  await createTestLead(db, { phone: '+1 555 0100 ext. 12' })
  organization.setFaults([
    { kind: 'item_validation_rule', match: 'POST /services/data/v66.0/composite/sobjects', times: 1 },
  ])
  expect(await drain()).toMatchObject({ completed: 1, retried: 0, stopped: null })
  const [contact] = organization.contacts()
  expect(contact).toHaveProperty('AI_Assessment_Score__c')
  expect(contact).not.toHaveProperty('Phone')
})

test('an address that Salesforce does not take ends its lead alone', async () => {
  await createTestLeads(db, 3)
  organization.setFaults([
    { kind: 'item_invalid_email', match: 'POST /services/data/v66.0/composite/sobjects', times: 1 },
  ])
  expect(await drain()).toMatchObject({ dead: 1, completed: 2 })
})

test.each<FaultKind>(['item_locked', 'item_duplicate_rule', 'item_unknown'])(
  'one record that meets %s holds up no other, and arrives',
  async (kind) => {
    await createTestLeads(db, 3)
    organization.setFaults([{ kind, match: 'POST /services/data/v66.0/composite/sobjects', times: 1 }])
    expect(await drain()).toMatchObject({ dead: 0 })
    await passTime()
    await drainUntilDone()
    await expectAllOnce(3, 1)
  },
)

test('what Salesforce says of a person is stored nowhere', async () => {
  const lead = await createTestLead(db)
  organization.define('Contact', 'Email', { length: 3 })
  await drain()
  const { lastError } = await db.hubspotSyncQueue.findFirstOrThrow()
  expect(lastError).toMatch(/^invalid_value crm=salesforce codes=STRING_TOO_LONG properties=Email/)
  expect(lastError).not.toContain(lead.email!)
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
