import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FaultKind, type SalesforceStandIn, startSalesforceStandIn } from '#dev/salesforce/server.ts'
import { resetTestDatabase } from '#tests/helpers/database.ts'
import { createTestLeads, makeAllDue } from '#tests/helpers/hubspot-sync.ts'
import { Visitor } from '#tests/helpers/visitor.ts'
import { type TestWorker, startTestWorker } from '#tests/helpers/worker.ts'

let organization: SalesforceStandIn
let worker: TestWorker

beforeAll(async () => {
  organization = await startSalesforceStandIn({ port: 0 })
  worker = await startTestWorker({
    CRM: 'salesforce',
    SALESFORCE_URL: organization.url,
    SALESFORCE_CLIENT_ID: organization.clientId,
    SALESFORCE_CLIENT_SECRET: organization.clientSecret,
  })
})
beforeEach(async () => {
  await resetTestDatabase(worker.db)
  organization.reset()
  worker.logs.length = 0
})
afterAll(async () => {
  await worker.close()
  await organization.close()
})

test('a lead of somebody who agreed is in Salesforce right after the quiz, and nowhere in the log', async () => {
  const prospect = new Visitor(worker.url)
  await prospect.start()
  await prospect.complete('B', { email: 'Robin.Sample@Example.com', consent: 'yes' })
  await expect
    .poll(() => organization.contacts().map(({ Email }) => Email))
    .toEqual(['robin.sample@example.com'])
  await expect.poll(() => worker.db.assessment.count({ where: { hubspotSyncStatus: 'synced' } })).toBe(1)
  expect(worker.logs.join('\n')).not.toMatch(/robin|sample|standin-secret|00D!/i)
})

test('the cron of the built Worker brings every lead to Salesforce once', async () => {
  await createTestLeads(worker.db, 120)
  await Promise.all(Array.from({ length: 4 }, () => worker.runJob('drain_hubspot')))
  expect(organization.contacts()).toHaveLength(120)
  expect(organization.opportunities()).toHaveLength(60)
  expect(organization.roles()).toHaveLength(60)
  expect(organization.unexpected()).toEqual([])
})

test.each<FaultKind>(['drop_after', 'error_after', 'invalid_session', 'server_503', 'html_403'])(
  'the cron loses and doubles nothing where its calls meet %s',
  async (kind) => {
    await createTestLeads(worker.db, 6)
    organization.setFaults([0, 2, 4].map((after) => ({ kind, after, times: 1 })))
    await expect
      .poll(async () => {
        await worker.runJob('drain_hubspot')
        await makeAllDue(worker.db)
        await worker.db.$executeRaw`UPDATE pauses SET "nextProbeAt" = to_timestamp(0)`
        return worker.db.assessment.count({ where: { hubspotSyncStatus: 'synced' } })
      })
      .toBe(6)
    expect(organization.contacts()).toHaveLength(6)
    expect(organization.opportunities()).toHaveLength(3)
  },
)
