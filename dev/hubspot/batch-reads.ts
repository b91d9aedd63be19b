import { z } from 'zod'
import { idPropertyOf, MAX_INPUTS } from './batch-writes.ts'
import { batchAnswer, limitInputs, parseBody, type Answer, type Call } from './endpoint.ts'
import { itemFault } from './fault-answers.ts'
import { type Portal, objectTypeOf } from './portal.ts'
import { shuffled } from './random.ts'
import { DEFAULT_READ, recordBody } from './record-bodies.ts'
import type { CrmRecord, ObjectType } from './types.ts'

const readBody = z.object({
  idProperty: z.string().nullish(),
  properties: z.array(z.string()).nullish(),
  inputs: z.array(z.object({ id: z.coerce.string() })),
})

/** The record that a read by id or by a unique property gives, as the portal's options have it. */
export function findToRead(
  portal: Portal,
  objectType: ObjectType,
  idProperty: string | undefined,
  id: string,
): CrmRecord | undefined {
  const records = portal.records[objectType]
  const hidden = idProperty === 'email' && !portal.options.readsBySecondaryEmail && records.isSecondary(id)
  return hidden ? undefined : records.find(idProperty, id)
}

export const notRead = (noun: string, ids: readonly string[]) => ({
  status: 'error',
  category: 'OBJECT_NOT_FOUND',
  message: `Could not get some ${noun} objects, they may be deleted or not exist. Check that ids are valid.`,
  context: { ids },
})

const archiveBody = z.object({ inputs: z.array(z.object({ id: z.coerce.string() })) })

/** `POST .../batch/read`: those found, and one error that lists the ids, as they were sent, of those that are not. */
export function batchRead(call: Call): Answer {
  const objectType = objectTypeOf(call.params.objectType ?? '')
  const body = parseBody(readBody, call.body)
  limitInputs(body.inputs.length, MAX_INPUTS)
  const idProperty = idPropertyOf(call, objectType, [body.idProperty], 'read')
  const found = new Set<CrmRecord>()
  const missing: string[] = []
  const errors: unknown[] = []
  for (const [index, { id }] of body.inputs.entries()) {
    const fault = itemFault(call.fault, index, undefined)
    if (fault) {
      errors.push(fault.error)
      continue
    }
    const record = findToRead(call.portal, objectType, idProperty, id)
    if (record) found.add(record)
    else missing.push(id)
  }
  const names = body.properties?.length ? body.properties : DEFAULT_READ[objectType]
  const results = [...found].map((record) => recordBody(call.portal, objectType, record, names, null))
  const noun = objectType === 'contacts' ? 'CONTACT' : 'DEAL'
  return batchAnswer(call, {
    status: 200,
    partialStatus: 207,
    inputs: body.inputs.length,
    results: shuffled(results, call.portal.random),
    errors: missing.length > 0 ? [...errors, notRead(noun, missing)] : errors,
  })
}

/** `POST .../batch/archive`: to the recycling bin; ids that are not there are passed over. */
export function batchArchive(call: Call): Answer {
  const objectType = objectTypeOf(call.params.objectType ?? '')
  const { inputs } = parseBody(archiveBody, call.body)
  limitInputs(inputs.length, MAX_INPUTS)
  const archived = inputs.filter(({ id }) => call.portal.archive(objectType, id)).length
  return { status: 204, counts: { inputs: inputs.length, results: archived, errors: 0 } }
}
