import { type HubspotSettings, createTransport } from './transport.server.ts'
import { personCalls } from './person-calls.server.ts'
import { formCalls } from './form-calls.server.ts'
import { noteCalls } from './note-calls.server.ts'
import { portalCalls } from './portal-calls.server.ts'
import { recordCalls } from './record-calls.server.ts'

export * from './errors.server.ts'
export { BATCH_LIMIT, type CrmRecord, type ObjectType, type UpsertAnswer } from './record-calls.server.ts'
export type { HubspotSettings } from './transport.server.ts'
export type { Pipeline, PortalProperty } from './wire.server.ts'

/** HubSpot's CRM API, as far as the sync needs it. A method is one call, and throws a {@link HubspotError} subclass. */
export function createHubspotClient(settings: HubspotSettings) {
  const send = createTransport(settings)
  return { ...recordCalls(send), ...noteCalls(send), ...personCalls(send), ...portalCalls(send) }
}

/** HubSpot's forms, which have a host of their own. */
export function createFormsClient(settings: HubspotSettings) {
  return formCalls(createTransport(settings))
}

export type HubspotFormsClient = ReturnType<typeof createFormsClient>
export type HubspotClient = ReturnType<typeof createHubspotClient>
