import type { Crm } from '#app/domain/crm/crm.ts'
import type { Database } from '#app/data/database.server.ts'
import type { Clock } from '#app/platform/clock.server.ts'
import type { DealSettings } from '#app/domain/hubspot/mapping.ts'
import type { Log } from '#app/platform/log.server.ts'
import type { FollowUpSettings } from './follow-up-settings.server.ts'
import type { CrmRun } from './run.server.ts'

export interface SyncContext {
  db: Database
  crm: Crm
  run: CrmRun
  deal: DealSettings
  /** whether the portal has the properties of utm tags */
  utm: boolean
  /** null: nothing follows a lead */
  followUps: FollowUpSettings | null
  clock: Clock
  random: () => number
  log?: Log | undefined
  /** nothing comes between a lead's claim and its first call: no turn to wait for, and no other lead */
  callsAtOnce: boolean
}
