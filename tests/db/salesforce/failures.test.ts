import { expect, test } from 'vitest'
import type { FaultKind } from '#dev/salesforce/server.ts'
import { reportSync } from '#app/services/crm/report-sync.server.ts'
import { createTestLead, createTestLeads } from '#tests/helpers/hubspot-sync.ts'
import { useSalesforceSync } from '#tests/helpers/salesforce-sync.ts'

const { db, organization, drain, drainUntilDone, expectAllOnce, passTime, pauses } = await useSalesforceSync()

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
