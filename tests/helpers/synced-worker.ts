import { afterAll, beforeEach } from 'vitest'
import { startSalesforceStandIn } from '#dev/salesforce/server.ts'
import { resetTestDatabase } from './database.ts'
import { startSyncPortal } from './hubspot-sync.ts'
import { useTestWorker } from './worker.ts'

interface Crm {
  reset(): void
  close(): Promise<unknown>
}

/** The built Worker, and a portal of HubSpot that takes its leads; both are as new when a test begins. */
export async function useSyncedWorker() {
  const portal = await startSyncPortal()
  const settings = { HUBSPOT_ACCESS_TOKEN: portal.token, HUBSPOT_BASE_URL: portal.url }
  return { worker: await useWorkerBeside(portal, settings), portal }
}

/** The same with an organization of Salesforce. */
export async function useSalesforceWorker() {
  const organization = await startSalesforceStandIn({ port: 0 })
  const settings = {
    CRM: 'salesforce',
    SALESFORCE_URL: organization.url,
    SALESFORCE_CLIENT_ID: organization.clientId,
    SALESFORCE_CLIENT_SECRET: organization.clientSecret,
  }
  return { worker: await useWorkerBeside(organization, settings), organization }
}

async function useWorkerBeside(crm: Crm, settings: Record<string, string>) {
  // Before the Worker's, which closes first then: hooks of the end run from the last to the first.
  afterAll(() => crm.close())
  const { worker } = await useTestWorker(settings)
  beforeEach(async () => {
    await resetTestDatabase(worker.db)
    crm.reset()
    worker.logs.length = 0
  })
  return worker
}
