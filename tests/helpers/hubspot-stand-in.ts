import { onTestFinished } from 'vitest'
import { startHubspotStandIn, type HubspotStandIn, type PortalDefinitions } from '#dev/hubspot/server.ts'
import type { StandInOptions } from '#dev/hubspot/server.ts'

/** A few custom properties of every kind that validation treats differently. */
export const DEFINITIONS: PortalDefinitions = {
  contacts: {
    groups: [{ name: 'assessment', label: 'Assessment' }],
    properties: [
      { name: 'score', label: 'Score', groupName: 'assessment', type: 'number', fieldType: 'number' },
      { name: 'taken_on', label: 'Taken on', groupName: 'assessment', type: 'date', fieldType: 'date' },
      {
        name: 'tier',
        label: 'Tier',
        groupName: 'assessment',
        type: 'enumeration',
        fieldType: 'select',
        options: [
          { label: 'Basic', value: 'basic', displayOrder: 0, hidden: false },
          { label: 'Enhanced', value: 'enhanced', displayOrder: 1, hidden: false },
        ],
      },
    ],
  },
  deals: {
    groups: [],
    properties: [
      {
        name: 'external_id',
        label: 'External id',
        groupName: 'dealinformation',
        type: 'string',
        fieldType: 'text',
        hasUniqueValue: true,
      },
    ],
  },
}

/** A stand-in on a free port with `DEFINITIONS` in place and a clock that stands still; closed when the test ends. */
export async function standInForTest(options: Partial<StandInOptions> = {}): Promise<HubspotStandIn> {
  const standIn = await startHubspotStandIn({
    port: 0,
    now: () => Date.parse('2026-11-23T09:00:00Z'),
    provisioned: true,
    definitions: DEFINITIONS,
    ...options,
  })
  onTestFinished(() => standIn.close())
  return standIn
}

export interface RawAnswer {
  status: number
  headers: Headers
  /** Parsed JSON; null when there is none. */
  body: Record<string, unknown>
}

/** One call with the stand-in's own token, unless another is given; null sends none. */
export async function call(
  standIn: HubspotStandIn,
  method: string,
  path: string,
  body?: unknown,
  token: string | null = standIn.token,
): Promise<RawAnswer> {
  const response = await fetch(standIn.url + path, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const text = await response.text()
  const parsed = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>
  return { status: response.status, headers: response.headers, body: parsed }
}

/** A path that reads and writes nothing that a test is about. */
export const CONTACT_GROUPS = '/crm/properties/2026-09/contacts/groups'
export const UPSERT_CONTACTS = '/crm/objects/2026-09/contacts/batch/upsert'
export const UPSERT_DEALS = '/crm/objects/2026-09/0-3/batch/upsert'
export const ASSOCIATE = '/crm/associations/2026-09/0-3/0-1/batch/associate/default'

/** An upsert input for a contact, with `email` among its properties and a trace id when given. */
export function contactInput(email: string, properties: Record<string, string> = {}, trace?: string) {
  return {
    id: email,
    idProperty: 'email',
    properties: { email, ...properties },
    ...(trace === undefined ? {} : { objectWriteTraceId: trace }),
  }
}

/** An upsert input for a deal in the default pipeline. */
export function dealInput(externalId: string, properties: Record<string, string> = {}, trace?: string) {
  return {
    id: externalId,
    idProperty: 'external_id',
    properties: {
      external_id: externalId,
      dealname: `Deal ${externalId}`,
      pipeline: 'default',
      dealstage: 'appointmentscheduled',
      ...properties,
    },
    ...(trace === undefined ? {} : { objectWriteTraceId: trace }),
  }
}

interface Result {
  id: string
  new?: boolean
  properties: Record<string, string>
  objectWriteTraceId?: string
  warnings?: { context: Record<string, string> }[]
}
export const resultsOf = (body: Record<string, unknown>) => body.results as Result[]
export const errorsOf = (body: Record<string, unknown>) =>
  body.errors as { category: string; message: string; code?: string; context: Record<string, string[]> }[]

/** One upsert of contacts with these addresses. */
export function upsertContacts(standIn: HubspotStandIn, ...emails: string[]): Promise<RawAnswer> {
  return call(standIn, 'POST', UPSERT_CONTACTS, { inputs: emails.map((email) => contactInput(email)) })
}
