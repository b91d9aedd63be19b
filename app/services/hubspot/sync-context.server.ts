import type { HubspotClient } from '#app/clients/hubspot/client.server.ts'
import type { Database } from '#app/data/database.server.ts'
import type { DealSettings } from '#app/domain/hubspot/mapping.ts'
import type { Log } from '#app/platform/log.server.ts'
import type { HubspotRun } from './run.server.ts'

export interface SyncContext {
  db: Database
  hubspot: HubspotClient
  run: HubspotRun
  deal: DealSettings
  random: () => number
  log?: Log | undefined
  /** nothing comes between a lead's claim and its first call: no turn to wait for, and no other lead */
  callsAtOnce: boolean
}
