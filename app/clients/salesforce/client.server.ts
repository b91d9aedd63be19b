import type {
  AssociatedPair,
  AssociationsFrom,
  Crm,
  CrmRecord,
  ObjectType,
  UpsertInput,
} from '#app/domain/crm/crm.ts'
import { NotFoundError } from '#app/domain/crm/errors.ts'
import { DEAL_KEY, SOBJECTS, erasedContact, toFields } from '#app/domain/salesforce/fields.ts'
import { contactOf, contactsOf, toWriteContact } from './contacts.server.ts'
import { noteCalls } from './note-calls.server.ts'
import { personCalls } from './person-calls.server.ts'
import { anyOf, isId, outcomeCalls, query, selectRecords, toRecord } from './soql.server.ts'
import type { Send } from '#app/clients/crm/exchange.server.ts'
import { type Call, type SalesforceSettings, createCall } from './transport.server.ts'
import { describeAnswer, nothing } from './wire.server.ts'
import { type Item, toUpsertAnswer, upsertAll, writeAll } from './write.server.ts'

export type SalesforceClient = ReturnType<typeof createSalesforceClient>

interface Settings extends SalesforceSettings {
  /** whether deals have a record type: without one, an organization need not have the field */
  recordTypes: boolean
  /** names of all that contacts have from here, which erasing one empties */
  sent: readonly string[]
}

/** Salesforce's REST API, as far as the sync needs it (docs/decisions/0038). */
export function createSalesforceClient({ recordTypes, sent, ...settings }: Settings) {
  const call = createCall(settings)
  return {
    id: 'salesforce',
    dailyLimit: 'rolling',
    ...recordCalls(call, recordTypes),
    ...writeCalls(call, sent),
    ...associationCalls(call),
    ...outcomeCalls(call),
    ...personCalls(call),
    ...accountCalls(call, recordTypes),
    ...describeCall(call),
    searchAged: null,
    notes: noteCalls(call),
    owners: null,
  } as const satisfies Crm
}

function recordCalls(call: Call, recordTypes: boolean) {
  const read = (type: ObjectType, idProperty: string, keys: readonly string[], names: readonly string[]) =>
    call(async (send): Promise<CrmRecord[]> => {
      if (idProperty === 'email') return contactsOf(send, keys, names)
      const wanted = { type, names: [idProperty, ...names], recordTypes }
      const isById = idProperty === 'hs_object_id'
      const known = isById ? keys.filter(isId) : keys
      if (known.length === 0) return []
      const rows = await query(send, selectRecords(wanted, anyOf(isById ? 'Id' : DEAL_KEY, known)))
      return rows.map((row) => toRecord(row, wanted))
    })
  return {
    read: (type: ObjectType, idProperty: string, keys: readonly string[], names: readonly string[] = []) =>
      read(type, idProperty, keys, names),

    searchContacts: (address: string, names: readonly string[]) =>
      read('contacts', 'email', [address], names),

    async lookUp(
      type: ObjectType,
      idProperty: string,
      keys: readonly string[],
      names: readonly string[] = [],
    ) {
      const found = await read(type, idProperty, keys, names)
      const there = new Set(found.map(({ properties }) => properties[idProperty]))
      return { found, missing: new Set(keys.filter((key) => !there.has(key))) }
    },

    find: async (type: ObjectType, key: string, options: { by?: string; wanted: readonly string[] }) => {
      const { by, wanted } = options
      if (by !== undefined) return (await read(type, by, [key], wanted)).at(-1) ?? null
      return call((send) => findById(send, { type, names: wanted, recordTypes }, key))
    },
  }
}

const MOST_MERGES = 5

/** A contact that was merged is in the recycling bin, and says into which one. */
async function findById(send: Send, wanted: Parameters<typeof toRecord>[1], id: string) {
  const isContact = wanted.type === 'contacts'
  let current: string | null = id
  for (let merge = 0; merge < MOST_MERGES && current !== null && isId(current); merge++) {
    const soql = selectRecords(wanted, anyOf('Id', [current])).replace(
      'SELECT Id',
      `SELECT Id,IsDeleted${isContact ? ',MasterRecordId' : ''}`,
    )
    const [row] = await query(send, soql, 'queryAll')
    if (!row) return null
    if (row.IsDeleted !== true) return toRecord(row, wanted)
    current = typeof row.MasterRecordId === 'string' ? row.MasterRecordId : null
  }
  return null
}

function writeCalls(call: Call, sent: readonly string[]) {
  const { contacts, deals } = SOBJECTS
  return {
    upsert: (type: ObjectType, _key: string, inputs: readonly UpsertInput[]) =>
      call(async (send) => {
        if (type === 'deals') {
          const rows = inputs.map(({ key, properties }) => ({
            ...toFields(type, properties),
            [DEAL_KEY]: key,
          }))
          return toUpsertAnswer(inputs, await upsertAll(send, deals, DEAL_KEY, rows))
        }
        const known = await contactsOf(send, keysOf(inputs), [])
        const items = inputs.map((input) => toWriteContact(known, input))
        // One call takes a contact once: whose other address it is waits for the next.
        const isFirst = ({ id }: Item, place: number) =>
          id === undefined || items.findIndex((item) => item.id === id) === place
        const sent = inputs.filter((_, place) => isFirst(items[place]!, place))
        return toUpsertAnswer(sent, await writeAll(send, contacts, items.filter(isFirst)))
      }),

    create: (type: ObjectType, _key: string, inputs: readonly UpsertInput[]) =>
      call(async (send) => {
        const known = type === 'contacts' ? await contactsOf(send, keysOf(inputs), []) : []
        const there = new Map(inputs.map((input) => [input, contactOf(known, input.key)]))
        const fresh = inputs.filter((input) => !there.get(input))
        const items = fresh.map((input) =>
          type === 'contacts'
            ? toWriteContact([], input)
            : { fields: { ...toFields(type, input.properties), [DEAL_KEY]: input.key } },
        )
        const { results, failures } = toUpsertAnswer(fresh, await writeAll(send, SOBJECTS[type], items))
        const clashes = inputs.flatMap((input) => {
          const holderId = there.get(input)?.id
          if (holderId === undefined) return []
          return [
            { traceIds: [input.traceId], error: { kind: 'conflict', crm: 'salesforce', holderId } as const },
          ]
        })
        return { results, failures: [...failures, ...clashes] }
      }),

    update: (type: ObjectType, id: string, properties: Record<string, string>) =>
      call((send) => send('PATCH', rowPath(type, id), nothing, toFields(type, properties))),

    archive: (type: ObjectType, id: string) => call((send) => send('DELETE', rowPath(type, id), nothing)),

    /** Emptied first: the recycling bin keeps what is deleted for fifteen days. */
    eraseContact: (id: string, lacking: readonly string[] = []) =>
      call(async (send) => {
        const emptied = erasedContact(sent.filter((name) => !lacking.includes(name)))
        await send('PATCH', rowPath('contacts', id), nothing, emptied)
        await send('DELETE', rowPath('contacts', id), nothing)
      }),
  }
}

const keysOf = (inputs: readonly UpsertInput[]) => inputs.map(({ key }) => key)

/** @throws NotFoundError for the id of another CRM, from before a change of the setting */
function rowPath(type: ObjectType, id: string): string {
  if (!isId(id)) throw new NotFoundError({ kind: 'refused', crm: 'salesforce' })
  return `/sobjects/${SOBJECTS[type]}/${id}`
}

const ROLE = 'OpportunityContactRole'

function associationCalls(call: Call) {
  return {
    associate: (pairs: readonly AssociatedPair[]) =>
      call(async (send) => {
        const where = anyOf(
          'OpportunityId',
          pairs.map(({ dealId }) => dealId),
        )
        const roles = await query(send, `SELECT OpportunityId,ContactId FROM ${ROLE} WHERE ${where}`)
        const has = ({ dealId, contactId }: AssociatedPair) =>
          roles.some((role) => role.OpportunityId === dealId && role.ContactId === contactId)
        const isFirst = (dealId: string) => !roles.some((role) => role.OpportunityId === dealId)
        const open = pairs.filter((pair) => !has(pair))
        const items = open.map(({ dealId, contactId }) => ({
          fields: { OpportunityId: dealId, ContactId: contactId, IsPrimary: isFirst(dealId) },
        }))
        const written = await writeAll(send, ROLE, items)
        return {
          associated: [...pairs.filter(has), ...open.filter((_, place) => 'id' in written[place]!)],
          failures: written.flatMap((answer) => ('error' in answer ? [answer.error] : [])),
        }
      }),

    associatedDeals: (contacts: readonly AssociationsFrom[]) =>
      call(async (send) => {
        const known = contacts.map(({ id }) => id).filter(isId)
        if (known.length === 0) return { dealIds: [], next: [] }
        const rows = await query(send, `SELECT OpportunityId FROM ${ROLE} WHERE ${anyOf('ContactId', known)}`)
        return { dealIds: rows.map(({ OpportunityId: id }) => String(id)), next: [] }
      }),
  }
}

function accountCalls(call: Call, recordTypes: boolean) {
  return {
    account: () =>
      call(async (send) => {
        const [row] = await query(send, 'SELECT Id FROM Organization')
        return { name: `organization ${String(row?.Id)}` }
      }),

    listDealPipelines: () =>
      call(async (send) => {
        const stages = await query(
          send,
          'SELECT ApiName,MasterLabel FROM OpportunityStage WHERE IsActive = true',
        )
        const types = recordTypes
          ? await query(
              send,
              "SELECT Id,Name FROM RecordType WHERE SobjectType = 'Opportunity' AND IsActive = true",
            )
          : [{ Id: '', Name: 'Opportunity' }]
        return types.map(({ Id, Name }) => ({
          id: String(Id),
          label: String(Name),
          stages: stages.map((stage) => ({ id: String(stage.ApiName), label: String(stage.MasterLabel) })),
        }))
      }),
  }
}

function describeCall(call: Call) {
  return {
    /** The fields that the user of the credentials can see. */
    describe: (object: string) =>
      call(async (send) => (await send('GET', `/sobjects/${object}/describe`, describeAnswer)).fields),
  }
}
