import type { Crm } from '#app/domain/crm/crm.ts'
import { type HubspotSettings, createTransport } from './transport.server.ts'
import { personCalls } from './person-calls.server.ts'
import { formCalls } from './form-calls.server.ts'
import { noteCalls } from './note-calls.server.ts'
import { portalCalls } from './portal-calls.server.ts'
import { recordCalls } from './record-calls.server.ts'

export type { HubspotSettings } from './transport.server.ts'
export type { PortalProperty } from './wire.server.ts'

/** HubSpot's CRM API, as far as the sync and its set-up need it. A method is one call. */
export function createHubspotClient(settings: HubspotSettings) {
  const send = createTransport(settings)
  const { updateMany, ...records } = recordCalls(send)
  return {
    id: 'hubspot',
    dailyLimit: 'midnight',
    ...records,
    ...personCalls(send),
    ...portalCalls(send),
    notes: noteCalls(send),
    owners: { updateMany },
  } as const satisfies Crm
}

/** HubSpot's forms, which have a host of their own. */
export function createFormsClient(settings: HubspotSettings) {
  return formCalls(createTransport(settings))
}

export type HubspotFormsClient = ReturnType<typeof createFormsClient>
export type HubspotClient = ReturnType<typeof createHubspotClient>
