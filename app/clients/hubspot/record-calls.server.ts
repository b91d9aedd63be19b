import * as z from 'zod'
import type { SyncError } from '#app/domain/crm/failure.ts'
import type {
  AssociatedPair,
  AssociationsFrom,
  AssociationsPage,
  CrmRecord,
  ObjectType,
  UpsertAnswer,
  UpsertInput,
} from '#app/domain/crm/crm.ts'
import { NotFoundError } from '#app/domain/crm/errors.ts'
import { OUTCOME_PROPERTIES, readOutcome } from '#app/domain/outcomes/deal-outcome.ts'
import type { Send } from '#app/clients/crm/exchange.server.ts'
import { answeredOf, requireAllRead, saysNone } from './answered.server.ts'
import { HUBSPOT_API_VERSION } from './transport.server.ts'
import {
  type ErrorBody,
  associatedAnswer,
  associationAnswer,
  batchAnswer,
  toSyncError,
  recordAnswer,
} from './wire.server.ts'

// Every path accepts these ids of the object types; the names only some.
export const OBJECT_TYPE_ID = { contacts: '0-1', deals: '0-3' } as const satisfies Record<ObjectType, string>

export function recordCalls(send: Send) {
  const batches = batchCalls(send)
  return {
    ...batches,
    ...associationCalls(send),
    ...singleRecordCalls(send),
    ...outcomeCalls(batches.lookUp),
  }
}

function outcomeCalls(lookUp: ReturnType<typeof batchCalls>['lookUp']) {
  return {
    async readOutcomes(assessmentIds: readonly string[]) {
      const key = 'ai_assessment_id'
      const { found } = await lookUp('deals', key, assessmentIds, [key, ...OUTCOME_PROPERTIES])
      return found.map(({ properties }) => ({
        assessmentId: properties[key] ?? '',
        outcome: readOutcome(properties),
      }))
    },
  }
}

function batchCalls(send: Send) {
  async function readBatch(
    type: ObjectType,
    idProperty: string,
    keys: readonly string[],
    wanted: readonly string[] = [idProperty],
  ): Promise<{ found: CrmRecord[]; errors: readonly ErrorBody[] }> {
    const { results, errors = [] } = await send('POST', `${objectsPath(type)}/batch/read`, batchAnswer, {
      idProperty,
      inputs: keys.map((id) => ({ id })),
      properties: wanted,
    })
    return { found: results.map(({ id, properties }) => ({ id, properties: properties ?? {} })), errors }
  }

  /** `missing`: what HubSpot says it does not have. What is in neither proves nothing. */
  async function lookUp(...asked: Parameters<typeof readBatch>) {
    const { found, errors } = await readBatch(...asked)
    const missing = new Set(errors.filter(saysNone).flatMap(({ context }) => context?.ids ?? []))
    return { found, missing }
  }

  // The unique property goes into the properties as well: only then is it in the answer to match by.
  const writeInput = (idProperty: string, { key, traceId, properties }: UpsertInput) => ({
    objectWriteTraceId: traceId,
    properties: { ...properties, [idProperty]: key },
  })

  return {
    /** Throws RefusedError when nothing was written because of one of the inputs. */
    async upsert(
      type: ObjectType,
      idProperty: string,
      inputs: readonly UpsertInput[],
    ): Promise<UpsertAnswer> {
      const answer = await send('POST', `${objectsPath(type)}/batch/upsert`, batchAnswer, {
        inputs: inputs.map((input) => ({ id: input.key, idProperty, ...writeInput(idProperty, input) })),
      })
      return toUpsertAnswer(answer)
    },

    /** As `upsert`, but a record that has the key is a conflict, and stays as it is. */
    async create(
      type: ObjectType,
      idProperty: string,
      inputs: readonly UpsertInput[],
    ): Promise<UpsertAnswer> {
      const answer = await send('POST', `${objectsPath(type)}/batch/create`, batchAnswer, {
        inputs: inputs.map((input) => writeInput(idProperty, input)),
      })
      return toUpsertAnswer(answer, { created: true })
    },

    /** By id, a hundred at most; those that are missing from the answer were not written. */
    async updateMany(
      type: ObjectType,
      inputs: readonly { id: string; traceId: string; properties: Record<string, string> }[],
    ): Promise<UpsertAnswer> {
      const answer = await send('POST', `${objectsPath(type)}/batch/update`, batchAnswer, {
        inputs: inputs.map(({ id, traceId, properties }) => ({
          id,
          objectWriteTraceId: traceId,
          properties,
        })),
      })
      return toUpsertAnswer(answer)
    },

    /** Records that do not exist are not in the answer. @throws where others are not: what could not be read may be there */
    async read(...asked: Parameters<typeof readBatch>): Promise<CrmRecord[]> {
      const { found, errors } = await readBatch(...asked)
      requireAllRead(errors)
      return found
    },

    lookUp,
  }
}

function associationCalls(send: Send) {
  return {
    async associate(
      pairs: readonly AssociatedPair[],
    ): Promise<{ associated: AssociatedPair[]; failures: SyncError[] }> {
      const { deals, contacts } = OBJECT_TYPE_ID
      const path = `/crm/associations/${HUBSPOT_API_VERSION}/${deals}/${contacts}/batch/associate/default`
      const answer = await send('POST', path, associationAnswer, {
        inputs: pairs.map(({ dealId, contactId }) => ({ from: { id: dealId }, to: { id: contactId } })),
      })
      return {
        associated: answer.results.map(({ from, to }) => ({ dealId: from.id, contactId: to.id })),
        failures: (answer.errors ?? []).map((body) => toSyncError(body)),
      }
    },

    async associatedDeals(contacts: readonly AssociationsFrom[]) {
      const { associated, next } = await readAssociated(send, OBJECT_TYPE_ID.deals, contacts)
      return { dealIds: associated.map(({ to }) => to), next }
    },
  }
}

/** A page of what contacts are associated with. A contact that HubSpot does not have has nothing. */
export async function readAssociated(
  send: Send,
  type: string,
  inputs: readonly AssociationsFrom[],
): Promise<{ associated: { from: string; to: string }[] } & AssociationsPage> {
  const path = `/crm/associations/${HUBSPOT_API_VERSION}/${OBJECT_TYPE_ID.contacts}/${type}/batch/read`
  const answer = await send('POST', path, associatedAnswer, { inputs })
  const ids = inputs.map(({ id }) => id)
  const results = answeredOf(ids, answer, ({ from }) => from.id)
  return {
    associated: results.flatMap(({ from, to }) =>
      to.map(({ toObjectId }) => ({ from: from.id, to: toObjectId })),
    ),
    next: results.flatMap(({ from: { id }, paging }) =>
      paging?.next ? [{ id, after: paging.next.after }] : [],
    ),
  }
}

function singleRecordCalls(send: Send) {
  return {
    /** One record by its id, or by a unique property; null when HubSpot says that there is none. */
    async find(
      type: ObjectType,
      key: string,
      { by, wanted }: { by?: string; wanted: readonly string[] },
    ): Promise<CrmRecord | null> {
      const query = new URLSearchParams({ properties: wanted.join(','), ...(by && { idProperty: by }) })
      try {
        const { id, properties } = await send('GET', `${recordPath(type, key)}?${query}`, recordAnswer)
        return { id, properties: properties ?? {} }
      } catch (error) {
        if (error instanceof NotFoundError) return null
        throw error
      }
    },

    async update(type: ObjectType, id: string, properties: Record<string, string>): Promise<void> {
      await send('PATCH', recordPath(type, id), recordAnswer, { properties })
    },

    /** By id only: given an unknown e-mail address, HubSpot would block that address. */
    eraseContact: (contactId: string): Promise<undefined> =>
      send('POST', `${objectsPath('contacts')}/gdpr-delete`, z.undefined(), { objectId: contactId }),

    /** Moves a record to the recycling bin. Gone already is fine. */
    archive: (type: ObjectType, id: string): Promise<undefined> =>
      send('DELETE', recordPath(type, id), z.undefined()),
  }
}

export function toUpsertAnswer(
  { results, errors = [] }: z.output<typeof batchAnswer>,
  { created }: { created?: true } = {},
): UpsertAnswer {
  return {
    results: results.map(({ id, properties, objectWriteTraceId, new: isNew = false }) => ({
      id,
      properties: properties ?? {},
      traceId: objectWriteTraceId,
      created: created ?? isNew,
    })),
    failures: errors.map((body) => ({ traceIds: collectTraceIds(body), error: toSyncError(body) })),
  }
}

function objectsPath(type: ObjectType): string {
  return `/crm/objects/${HUBSPOT_API_VERSION}/${OBJECT_TYPE_ID[type]}`
}

function recordPath(type: ObjectType, id: string): string {
  return `${objectsPath(type)}/${encodeURIComponent(id)}`
}

function collectTraceIds(body: ErrorBody): string[] {
  return [
    ...(body.context?.objectWriteTraceId ?? []),
    ...(body.errors ?? []).flatMap(({ context }) => context?.objectWriteTraceId ?? []),
  ]
}
