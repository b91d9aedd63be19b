import * as z from 'zod'
import type { PropertyDefinition } from '#app/domain/hubspot/properties.ts'
import type { SyncError } from '#app/domain/hubspot/failure.ts'
import { HUBSPOT_API_VERSION as VERSION, type HubspotSettings, createTransport } from './transport.server.ts'
import {
  type ErrorBody,
  accountAnswer,
  associationAnswer,
  batchAnswer,
  readErrorFacts,
  groupList,
  pipelineList,
  propertyBatch,
  propertyList,
  recordAnswer,
} from './wire.server.ts'

export * from './errors.server.ts'
export type { HubspotSettings } from './transport.server.ts'
export type { Pipeline, PortalProperty } from './wire.server.ts'

/** HubSpot's most for one batch call. */
export const BATCH_LIMIT = 100

/** HubSpot's ids of the object types, which every path accepts; the names only some. */
const TYPE = { contacts: '0-1', deals: '0-3' } as const
export type ObjectType = keyof typeof TYPE

export interface UpsertInput {
  /** value of the unique property, in lower case where it is an e-mail address */
  key: string
  /** unique within the call: with one on every input, HubSpot writes the valid ones and reports the others */
  traceId: string
  properties: Record<string, string>
}

export interface UpsertAnswer {
  /** in any order; the trace id is often missing */
  results: { id: string; properties: Record<string, string | null>; traceId?: string | undefined }[]
  /** inputs that were refused; a failure without trace ids could be anyone's */
  failures: { traceIds: string[]; error: SyncError }[]
}

/**
 * HubSpot's CRM API, as far as the sync needs it. Each method is one call, lasting ten seconds at most.
 * All methods throw a {@link HubspotError} subclass.
 */
export function createHubspotClient(settings: HubspotSettings) {
  const send = createTransport(settings)
  const objects = (type: ObjectType) => `/crm/objects/${VERSION}/${TYPE[type]}`
  const properties = (type: ObjectType) => `/crm/properties/${VERSION}/${TYPE[type]}`

  return {
    /**
     * Creates or updates up to 100 records by a unique property. Safe to repeat.
     * @throws RefusedError when nothing was written because of one of the inputs
     */
    async upsert(
      type: ObjectType,
      idProperty: string,
      inputs: readonly UpsertInput[],
    ): Promise<UpsertAnswer> {
      const answer = await send('POST', `${objects(type)}/batch/upsert`, batchAnswer, {
        // The unique property goes into the properties as well: only then is it in the answer to match by.
        inputs: inputs.map(({ key, traceId, properties }) => ({
          id: key,
          idProperty,
          objectWriteTraceId: traceId,
          properties: { ...properties, [idProperty]: key },
        })),
      })
      return {
        results: answer.results.map(({ id, properties, objectWriteTraceId }) => ({
          id,
          properties: properties ?? {},
          traceId: objectWriteTraceId,
        })),
        failures: (answer.errors ?? []).map((body) => ({
          traceIds: readTraceIds(body),
          error: readErrorFacts(body),
        })),
      }
    },

    /** Reads up to 100 records by a unique property; those that do not exist are not in the answer. */
    async read(
      type: ObjectType,
      idProperty: string,
      keys: readonly string[],
      wanted: readonly string[] = [idProperty],
    ): Promise<{ id: string; properties: Record<string, string | null> }[]> {
      const answer = await send('POST', `${objects(type)}/batch/read`, batchAnswer, {
        idProperty,
        inputs: keys.map((id) => ({ id })),
        properties: wanted,
      })
      return answer.results.map(({ id, properties }) => ({ id, properties: properties ?? {} }))
    },

    /**
     * Associates deals with contacts, up to 100 pairs. Safe to repeat.
     * @returns the pairs that are associated now, in any order, and what was wrong with others
     */
    async associate(
      pairs: readonly { dealId: string; contactId: string }[],
    ): Promise<{ associated: { dealId: string; contactId: string }[]; failures: SyncError[] }> {
      const path = `/crm/associations/${VERSION}/${TYPE.deals}/${TYPE.contacts}/batch/associate/default`
      const answer = await send('POST', path, associationAnswer, {
        inputs: pairs.map(({ dealId, contactId }) => ({ from: { id: dealId }, to: { id: contactId } })),
      })
      return {
        associated: answer.results.map(({ from, to }) => ({ dealId: from.id, contactId: to.id })),
        failures: (answer.errors ?? []).map((body) => readErrorFacts(body)),
      }
    },

    /** @returns the portal's id and, when given, its IANA time zone */
    account: () => send('GET', `/account-info/${VERSION}/details`, accountAnswer),

    /** Deletes a contact for good. Always by id: by an unknown e-mail address HubSpot would block that address. */
    gdprDeleteContact: (contactId: string): Promise<undefined> =>
      send('POST', `${objects('contacts')}/gdpr-delete`, z.undefined(), { objectId: contactId }),

    /** Moves a record to the recycling bin. Gone already is fine. */
    archive: (type: ObjectType, id: string): Promise<undefined> =>
      send('DELETE', `${objects(type)}/${encodeURIComponent(id)}`, z.undefined()),

    /** Changes one record's properties. Safe to repeat; a record that does not exist is an error with status 404. */
    async update(type: ObjectType, id: string, values: Record<string, string>): Promise<void> {
      await send('PATCH', `${objects(type)}/${encodeURIComponent(id)}`, recordAnswer, { properties: values })
    },

    listProperties: async (type: ObjectType) => (await send('GET', properties(type), propertyList)).results,

    listGroups: async (type: ObjectType) =>
      (await send('GET', `${properties(type)}/groups`, groupList)).results.map(({ name }) => name),

    createGroup: async (type: ObjectType, group: { name: string; label: string }): Promise<void> => {
      await send('POST', `${properties(type)}/groups`, z.unknown(), group)
    },

    /** @returns names that were created, and what was wrong with the others */
    async createProperties(type: ObjectType, definitions: readonly PropertyDefinition[]) {
      const answer = await send('POST', `${properties(type)}/batch/create`, propertyBatch, {
        inputs: definitions,
      })
      return {
        created: answer.results.map(({ name }) => name),
        failures: (answer.errors ?? []).map((body) => readErrorFacts(body)),
      }
    },

    listDealPipelines: async () =>
      (await send('GET', `/crm/pipelines/${VERSION}/deals`, pipelineList)).results,
  }
}

export type HubspotClient = ReturnType<typeof createHubspotClient>

function readTraceIds(body: ErrorBody): string[] {
  return [
    ...(body.context?.objectWriteTraceId ?? []),
    ...(body.errors ?? []).flatMap(({ context }) => context?.objectWriteTraceId ?? []),
  ]
}
