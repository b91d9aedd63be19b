import { z } from 'zod'
import { DEFAULT_TYPE_IDS } from './association-store.ts'
import { batchAnswer, limitInputs, parseBody, type Answer, type Call } from './endpoint.ts'
import { batchItemError, invalid, Refused, type Failure } from './errors.ts'
import { itemFault } from './fault-answers.ts'
import { objectTypeOf } from './portal.ts'
import { shuffled } from './random.ts'
import type { ObjectType } from './types.ts'

const MAX_ASSOCIATE = 2000
const MAX_READ = 1000
const PAGE = 500

const reference = z.object({ id: z.coerce.string() })
const associateBody = z.object({ inputs: z.array(z.object({ from: reference, to: reference })) })
const readBody = z.object({ inputs: z.array(reference.extend({ after: z.coerce.number().default(0) })) })

interface Ends {
  from: ObjectType
  to: ObjectType
}

function ends(call: Call): Ends {
  const from = objectTypeOf(call.params.fromObjectType ?? '')
  const to = objectTypeOf(call.params.toObjectType ?? '')
  if (DEFAULT_TYPE_IDS[from][to] === undefined) {
    throw new Refused(invalid(`No default association from ${from} to ${to} is modelled here`))
  }
  return { from, to }
}

/** Associates one pair both ways, or says which end does not exist. */
function associate(call: Call, { from, to }: Ends, fromId: string, toId: string): Failure | undefined {
  const { records, associations } = call.portal
  const missing = !records[from].live.has(fromId) ? fromId : !records[to].live.has(toId) ? toId : undefined
  if (missing !== undefined) {
    return {
      status: 404,
      category: 'OBJECT_NOT_FOUND',
      message: `No object with id ${missing} exists`,
      context: { fromObjectId: [fromId], toObjectId: [toId] },
    }
  }
  associations.add(from, fromId, to, toId)
  return undefined
}

const row = (from: ObjectType, fromId: string, to: ObjectType, toId: string) => ({
  from: { id: fromId },
  to: { id: toId },
  associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: DEFAULT_TYPE_IDS[from][to] },
})

function rows(call: Call, { from, to }: Ends, fromId: string, toId: string) {
  const forth = row(from, fromId, to, toId)
  return call.portal.options.associationRows === 'one' ? [forth] : [forth, row(to, toId, from, fromId)]
}

/** `POST .../batch/associate/default`: each pair for itself, no trace ids needed, safe to repeat. */
export function batchAssociate(call: Call): Answer {
  const pair = ends(call)
  const { inputs } = parseBody(associateBody, call.body)
  limitInputs(inputs.length, MAX_ASSOCIATE)
  const results: unknown[] = []
  const errors: unknown[] = []
  for (const [index, { from, to }] of inputs.entries()) {
    if (call.fault?.kind === 'silent_noop' && index === 0) continue
    const fault = itemFault(call.fault, index, undefined)
    if (fault) {
      errors.push(fault.error)
      continue
    }
    const failure = associate(call, pair, from.id, to.id)
    if (failure) errors.push(batchItemError(failure))
    else results.push(...rows(call, pair, from.id, to.id))
  }
  // Date-based versions declare 200 only and carry errors in that body; v4 answers 207.
  const partialStatus = call.version === 'v4' ? 207 : 200
  const order = shuffled(results, call.portal.random)
  return batchAnswer(call, { status: 200, partialStatus, inputs: inputs.length, results: order, errors })
}

/** `PUT .../associations/default/...`: one pair. */
export function associateOne(call: Call): Answer {
  const pair = ends(call)
  const { fromObjectId = '', toObjectId = '' } = call.params
  const failure = associate(call, pair, fromObjectId, toObjectId)
  if (failure) throw new Refused(failure)
  const results = rows(call, pair, fromObjectId, toObjectId)
  return batchAnswer(call, { status: 200, partialStatus: 200, inputs: 1, results, errors: [] })
}

const target = ({ toId, typeId }: { toId: string; typeId: number }) => ({
  toObjectId: toId,
  associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId, label: null }],
})

/** `GET .../{objectId}/associations/{toObjectType}`. */
export function listAssociations(call: Call): Answer {
  const { from, to } = ends(call)
  const { fromObjectId = '' } = call.params
  if (!call.portal.records[from].live.has(fromObjectId)) {
    throw new Refused({ status: 404, category: 'OBJECT_NOT_FOUND', message: 'resource not found' })
  }
  return { status: 200, body: { results: call.portal.associations.of(from, fromObjectId, to).map(target) } }
}

/** `POST /crm/associations/.../batch/read`: of records without associations an error says so. */
export function batchReadAssociations(call: Call): Answer {
  const { from, to } = ends(call)
  return readEach(call, to, (id) => call.portal.associations.of(from, id, to).map(target))
}

/** What each record is associated with, page by page. */
export function readEach(call: Call, noun: string, associated: (id: string) => unknown[]): Answer {
  const { inputs } = parseBody(readBody, call.body)
  limitInputs(inputs.length, MAX_READ)
  const results: unknown[] = []
  const errors: unknown[] = []
  for (const [index, { id, after }] of inputs.entries()) {
    const fault = itemFault(call.fault, index, undefined)
    const to = fault ? [] : associated(id)
    if (fault) errors.push(fault.error)
    else if (to.length > after)
      results.push({
        from: { id },
        to: to.slice(after, after + PAGE),
        ...(to.length > after + PAGE && { paging: { next: { after: String(after + PAGE) } } }),
      })
    else
      errors.push({
        status: 'error',
        category: 'OBJECT_NOT_FOUND',
        subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
        message: `No ${noun} is associated with ${id}.`,
        context: { fromObjectId: [id] },
      })
  }
  const order = shuffled(results, call.portal.random)
  return batchAnswer(call, { status: 200, partialStatus: 207, inputs: inputs.length, results: order, errors })
}
