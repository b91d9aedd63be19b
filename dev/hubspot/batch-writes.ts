import { z } from 'zod'
import { batchAnswer, limitInputs, parseBody, refuseDuplicates, type Answer, type Call } from './endpoint.ts'
import { batchItemError, invalid, notFound, Refused, type Failure } from './errors.ts'
import { itemFault } from './fault-answers.ts'
import { objectTypeOf } from './portal.ts'
import { shuffled } from './random.ts'
import { uniqueKey } from './records.ts'
import { recordBody } from './record-bodies.ts'
import type { CrmRecord, ObjectType } from './types.ts'
import { commitWrite, planWrite, type PlannedWrite, type WriteRequest } from './write-plan.ts'

/** The most inputs that an object batch call takes. */
export const MAX_INPUTS = 100

const propertiesSchema = z.record(z.string(), z.unknown())

const writeBody = z.object({
  inputs: z.array(
    z.object({
      id: z.coerce.string(),
      idProperty: z.string().nullish(),
      objectWriteTraceId: z.string().nullish(),
      properties: propertiesSchema,
    }),
  ),
})

export const associationsSchema = z
  .array(
    z.object({
      to: z.object({ id: z.coerce.string() }),
      types: z.array(z.object({ associationCategory: z.string(), associationTypeId: z.number() })),
    }),
  )
  .nullish()

const createBody = z.object({
  inputs: z.array(
    z.object({
      objectWriteTraceId: z.string().nullish(),
      properties: propertiesSchema,
      associations: associationsSchema,
    }),
  ),
})

type WriteInput = z.output<typeof writeBody>['inputs'][number]

/**
 * The unique property that a call's ids are values of; undefined for record ids.
 * @throws Refused for a property that is not unique.
 */
export function idPropertyOf(
  call: Call,
  objectType: ObjectType,
  names: (string | null | undefined)[],
  verb: string,
) {
  const distinct = new Set(names.map((name) => name ?? undefined))
  if (distinct.size > 1) throw new Refused(invalid('All inputs must have the same idProperty'))
  const [name] = [...distinct]
  if (name === undefined || name === 'hs_object_id') return undefined
  if (!call.portal.schemas[objectType].isUnique(name)) {
    const typeId = objectType === 'contacts' ? '0-1' : '0-3'
    throw new Refused(invalid(`Unable to perform ${verb} by non-unique ${typeId} property ${name}`))
  }
  return name
}

/** `POST .../batch/upsert`: creates or updates by a unique property. */
export function batchUpsert(call: Call): Answer {
  const objectType = objectTypeOf(call.params.objectType ?? '')
  const { inputs } = parseBody(writeBody, call.body)
  limitInputs(inputs.length, MAX_INPUTS)
  const idProperty = idPropertyOf(call, objectType, names(inputs), 'update/upsert')
  refuseDuplicates(ids(inputs), (id) => uniqueKey(idProperty ?? '', id))
  return write(call, objectType, inputs, 200, idProperty, (input, claims) => {
    const existing = call.portal.records[objectType].find(idProperty, input.id)
    if (idProperty === undefined && !existing) return notFound()
    const properties =
      idProperty === undefined ? input.properties : { [idProperty]: input.id, ...input.properties }
    const upsertBy = idProperty === undefined ? undefined : { property: idProperty, value: input.id }
    return { objectType, existing, properties, version: call.version, upsertBy, claims }
  })
}

/** `POST .../batch/update`; by `email` it fails for contacts although that property is unique. */
export function batchUpdate(call: Call): Answer {
  const objectType = objectTypeOf(call.params.objectType ?? '')
  const { inputs } = parseBody(writeBody, call.body)
  limitInputs(inputs.length, MAX_INPUTS)
  const idProperty = idPropertyOf(call, objectType, names(inputs), 'update/upsert')
  if (idProperty === 'email') {
    throw new Refused(invalid('Unable to perform update/upsert by non-unique 0-1 property email'))
  }
  refuseDuplicates(ids(inputs), (id) => id)
  return write(call, objectType, inputs, 200, idProperty, (input, claims) => {
    const existing = call.portal.records[objectType].find(idProperty, input.id)
    if (!existing) return { ...notFound(), context: { ids: [input.id] } }
    return { objectType, existing, properties: input.properties, version: call.version, claims }
  })
}

/** `POST .../batch/create`: not safe to repeat; a taken e-mail address is a conflict. */
export function batchCreate(call: Call): Answer {
  const objectType = objectTypeOf(call.params.objectType ?? '')
  const { inputs } = parseBody(createBody, call.body)
  limitInputs(inputs.length, MAX_INPUTS)
  return write(call, objectType, inputs, 201, undefined, ({ properties }, claims) => ({
    objectType,
    properties,
    version: call.version,
    claims,
  }))
}

const names = (inputs: WriteInput[]) => inputs.map(({ idProperty }) => idProperty)
const ids = (inputs: WriteInput[]) => inputs.map(({ id }) => id)

type BatchInput = Pick<WriteInput, 'objectWriteTraceId' | 'properties'> & {
  associations?: z.output<typeof associationsSchema>
}

/**
 * Plans every input, then commits. With a unique trace id on every input the good ones are written and the bad
 * ones reported; without, one bad input refuses the whole batch, its error naming only the first.
 */
function write<Input extends BatchInput>(
  call: Call,
  objectType: ObjectType,
  sent: Input[],
  status: number,
  idProperty: string | undefined,
  request: (input: Input, claims: Map<string, string>) => WriteRequest | Failure,
): Answer {
  const { portal } = call
  const errors: unknown[] = []
  const inputs = sent.filter((input, index) => {
    if (call.fault?.kind === 'silent_noop' && index === 0) return false
    const fault = itemFault(call.fault, index, input.objectWriteTraceId ?? undefined)
    if (fault) errors.push(fault.error)
    return fault === undefined
  })
  const claims = new Map<string, string>()
  const plans = inputs.map((input) => {
    const wanted = request(input, claims)
    return { input, plan: 'status' in wanted ? wanted : planWrite(portal, wanted) }
  })
  const failed = plans.filter(({ plan }) => 'status' in plan)
  const first = failed[0]?.plan
  const partial = portal.options.partialWrites && haveUniqueTraces(sent)
  if (first && 'status' in first && !partial) throw new Refused(first)

  const results: unknown[] = []
  for (const { input, plan } of plans) {
    if ('status' in plan) errors.push(batchItemError(plan, input.objectWriteTraceId ?? undefined))
    else results.push(resultOf(call, objectType, input, plan, idProperty))
  }
  return batchAnswer(call, {
    status,
    partialStatus: portal.options.partialStatus,
    inputs: sent.length,
    results: shuffled(results, portal.random),
    errors,
  })
}

function haveUniqueTraces(inputs: BatchInput[]): boolean {
  const traces = inputs.map(({ objectWriteTraceId }) => objectWriteTraceId).filter(Boolean)
  return new Set(traces).size === inputs.length
}

function resultOf(call: Call, type: ObjectType, input: BatchInput, plan: PlannedWrite, idProperty?: string) {
  const { portal } = call
  const record: CrmRecord = commitWrite(portal, type, plan)
  const other = type === 'contacts' ? 'deals' : 'contacts'
  for (const { to } of input.associations ?? []) {
    if (portal.records[other].live.has(to.id)) portal.associations.add(type, record.id, other, to.id)
  }
  const hidden = call.fault?.kind === 'unechoed' ? idProperty : undefined
  const echoed = Object.keys(input.properties).filter((name) => name !== hidden)
  const trace = portal.options.echoTraceIds ? input.objectWriteTraceId : undefined
  return {
    ...recordBody(portal, type, record, echoed),
    ...(call.params.action === 'upsert' ? { new: plan.isNew } : {}),
    ...(trace ? { objectWriteTraceId: trace } : {}),
    ...(plan.warnings.length > 0 ? { warnings: plan.warnings } : {}),
  }
}
