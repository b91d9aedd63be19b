import { type HubspotSettings, createTransport } from './transport.server.ts'
import { personCalls } from './person-calls.server.ts'
import { portalCalls } from './portal-calls.server.ts'
import { recordCalls } from './record-calls.server.ts'

export * from './errors.server.ts'
export { BATCH_LIMIT, type CrmRecord, type ObjectType, type UpsertAnswer } from './record-calls.server.ts'
export type { HubspotSettings } from './transport.server.ts'
export type { Pipeline, PortalProperty } from './wire.server.ts'

/** HubSpot's CRM API, as far as the sync needs it. A method is one call, and throws a {@link HubspotError} subclass. */
export function createHubspotClient(settings: HubspotSettings) {
  const send = createTransport(settings)
  return { ...recordCalls(send), ...personCalls(send), ...portalCalls(send) }
}

export type HubspotClient = ReturnType<typeof createHubspotClient>
