import { afterAll, beforeEach } from 'vitest'
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
import { UNLIMITED, createTestClock } from './hubspot-sync.ts'

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
  return {
    db,
    databaseUrl: url,
    organization,
    dependencies,
    drain: (overrides: Partial<DrainDependencies> = {}) => drainLeads(dependencies(overrides), UNLIMITED),
    mark: () => markContacts(dependencies(), people),
    erase: () => eraseInCrm(dependencies(), people),
    outcomes: () => readOutcomes(dependencies()),
    pauses: () => readPauses(db, HUBSPOT_OPERATIONS),
  }
}
