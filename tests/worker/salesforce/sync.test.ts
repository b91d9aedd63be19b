import { expect, test } from 'vitest'
import type { FaultKind } from '#dev/salesforce/server.ts'
import { createTestLeads, makeAllDue } from '#tests/helpers/hubspot-sync.ts'
import { useSalesforceWorker } from '#tests/helpers/synced-worker.ts'
import { Visitor } from '#tests/helpers/visitor.ts'

const { worker, organization } = await useSalesforceWorker()

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
