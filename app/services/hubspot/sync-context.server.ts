import type { HubspotClient } from '#app/clients/hubspot/client.server.ts'
import type { Database } from '#app/data/database.server.ts'
import type { DealSettings } from '#app/domain/hubspot/mapping.ts'
import type { HubspotRun } from './run.server.ts'

/** What sending leads takes. */
export interface SyncContext {
  db: Database
  hubspot: HubspotClient
  run: HubspotRun
  deal: DealSettings
  /** evenly distributed, 0 to 1 */
  random: () => number
}
