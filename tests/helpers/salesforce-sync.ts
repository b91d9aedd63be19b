import { afterAll, beforeEach, expect } from 'vitest'
import { type SalesforceStandIn, startSalesforceStandIn } from '#dev/salesforce/server.ts'
import { sentContactProperties } from '#app/content/crm.ts'
import { createSalesforceClient } from '#app/clients/salesforce/client.server.ts'
import { HUBSPOT_OPERATIONS } from '#app/domain/pause.ts'
import { readPauses } from '#app/data/pauses.server.ts'
import { type DrainDependencies, drainLeads } from '#app/services/crm/drain.server.ts'
import { eraseInCrm } from '#app/services/crm/erase.server.ts'
import { type MarkDependencies, markContacts } from '#app/services/crm/mark-contacts.server.ts'
import { PEOPLE_LIMITS } from '#app/services/crm/one-by-one.server.ts'
import { readOutcomes } from '#app/services/crm/read-outcomes.server.ts'
import { useTestDatabase } from './database.ts'
import { UNLIMITED, createTestClock, makeAllDue } from './hubspot-sync.ts'

export function clientOf({ url, clientId, clientSecret }: SalesforceStandIn, timeoutMs = 60_000) {
  return createSalesforceClient({
    url,
    clientId,
    clientSecret,
    recordTypes: false,
    sent: sentContactProperties(),
    timeoutMs,
  })
}

/** A database and an organization of the test file's own: call it at the top of the file. */
export async function useSalesforceSync() {
  const { db, url } = await useTestDatabase()
  const organization = await startSalesforceStandIn({ port: 0 })
  beforeEach(() => organization.reset())
  afterAll(() => organization.close())
  const dependencies = (
    overrides: Partial<DrainDependencies & MarkDependencies> = {},
  ): DrainDependencies & MarkDependencies => ({
    db,
    crm: clientOf(organization),
    deal: { pipeline: '', stage: 'Prospecting', amount: 15_000 },
    confirmFirst: false,
    withdrawnStage: 'Closed Lost',
    clock: createTestClock(),
    random: () => 1,
    ...overrides,
  })
  const people = { ...PEOPLE_LIMITS, burst: null }
  const drain = (overrides: Partial<DrainDependencies> = {}) => drainLeads(dependencies(overrides), UNLIMITED)
  const passTime = async () => {
    await makeAllDue(db)
    await db.$executeRaw`UPDATE pauses SET "nextProbeAt" = to_timestamp(0)`
  }

  const drainUntilDone = async (most = 12): Promise<void> => {
    for (let run = 0; run < most; run++) {
      await drain()
      if ((await db.hubspotSyncQueue.count({ where: { status: 'pending' } })) === 0) return
      await passTime()
    }
  }

  /** Each lead once, none doubled, whatever happened on the way. */
  const expectAllOnce = async (leads: number, deals: number): Promise<void> => {
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
  return {
    db,
    databaseUrl: url,
    organization,
    dependencies,
    drain,
    drainUntilDone,
    expectAllOnce,
    passTime,
    mark: () => markContacts(dependencies(), people),
    erase: () => eraseInCrm(dependencies(), people),
    outcomes: () => readOutcomes(dependencies()),
    pauses: () => readPauses(db, HUBSPOT_OPERATIONS),
  }
}
