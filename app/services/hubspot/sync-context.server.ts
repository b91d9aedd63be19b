import type { HubspotClient } from '#app/clients/hubspot/client.server.ts'
import type { Database } from '#app/data/database.server.ts'
import type { DealSettings } from '#app/domain/hubspot/mapping.ts'
import type { HubspotRun } from './run.server.ts'

export interface SyncContext {
  db: Database
  hubspot: HubspotClient
  run: HubspotRun
  deal: DealSettings
  random: () => number
}
