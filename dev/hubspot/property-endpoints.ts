import { z } from 'zod'
import { MAX_INPUTS } from './batch-writes.ts'
import { batchAnswer, limitInputs, parseBody, type Answer, type Call } from './endpoint.ts'
import { batchItemError, invalid, notFound, Refused } from './errors.ts'
import { objectTypeOf } from './portal.ts'
import type { PropertyDefinition } from './schema.ts'
import type { PropertyCreate } from './types.ts'

const optionSchema = z.object({
  label: z.string(),
  value: z.string(),
  displayOrder: z.number().optional(),
  hidden: z.boolean().optional(),
  description: z.string().optional(),
})

const changesSchema = z.object({
  label: z.string().optional(),
  groupName: z.string().optional(),
  type: z.string().optional(),
  fieldType: z.string().optional(),
  description: z.string().optional(),
  options: z.array(optionSchema).optional(),
  hidden: z.boolean().optional(),
  formField: z.boolean().optional(),
  displayOrder: z.number().optional(),
})

// What is missing is named by the schema's own check, as one message for all fields.
const text = z.string().default('')
const createSchema = changesSchema.extend({
  name: text,
  label: text,
  groupName: text,
  type: text,
  fieldType: text,
  hasUniqueValue: z.boolean().optional(),
})
const groupSchema = z.object({ name: text, label: text, displayOrder: z.number().optional() })

const schemaOf = (call: Call) => call.portal.schemas[objectTypeOf(call.params.objectType ?? '')]

function bodyOf(property: PropertyDefinition): Record<string, unknown> {
  return {
    ...property,
    usableFrom: undefined,
    calculated: false,
    externalOptions: false,
    dataSensitivity: 'non_sensitive',
  }
}

export function listProperties(call: Call): Answer {
  const archived = call.query.get('archived') === 'true'
  return { status: 200, body: { results: schemaOf(call).list(archived).map(bodyOf) } }
}

export function readProperty(call: Call): Answer {
  const property = schemaOf(call).get(call.params.propertyName ?? '')
  if (!property) throw new Refused(notFound())
  return { status: 200, body: bodyOf(property) }
}

export function createProperty(call: Call): Answer {
  const input: PropertyCreate = parseBody(createSchema, call.body)
  const created = schemaOf(call).create(input, call.version)
  if ('status' in created) throw new Refused(created)
  return { status: 201, body: bodyOf(created) }
}

/** `POST .../batch/create`: what of a mix with existing names HubSpot creates is undocumented; here, the new ones. */
export function batchCreateProperties(call: Call): Answer {
  const { inputs } = parseBody(z.object({ inputs: z.array(createSchema) }), call.body)
  limitInputs(inputs.length, MAX_INPUTS)
  const results: unknown[] = []
  const errors: unknown[] = []
  for (const input of inputs) {
    const created = schemaOf(call).create(input, call.version)
    if ('status' in created) errors.push({ ...batchItemError(created), context: { name: [input.name] } })
    else results.push(bodyOf(created))
  }
  return batchAnswer(call, { status: 201, partialStatus: 207, inputs: inputs.length, results, errors })
}

export function updateProperty(call: Call): Answer {
  const updated = schemaOf(call).update(call.params.propertyName ?? '', parseBody(changesSchema, call.body))
  if (!updated) throw new Refused(notFound())
  return { status: 200, body: bodyOf(updated) }
}

export function archiveProperty(call: Call): Answer {
  if (!schemaOf(call).archive(call.params.propertyName ?? '')) throw new Refused(notFound())
  return { status: 204 }
}

export function listGroups(call: Call): Answer {
  return { status: 200, body: { results: [...schemaOf(call).groups.values()] } }
}

export function readGroup(call: Call): Answer {
  const group = schemaOf(call).groups.get(call.params.groupName ?? '')
  if (!group) throw new Refused(notFound())
  return { status: 200, body: group }
}

export function createGroup(call: Call): Answer {
  const { name, label, displayOrder = -1 } = parseBody(groupSchema, call.body)
  if (!name || !label) throw new Refused(invalid('Some required fields were not set: [name, label]'))
  const { groups } = schemaOf(call)
  if (groups.has(name)) {
    throw new Refused({
      status: 409,
      category: 'OBJECT_ALREADY_EXISTS',
      subCategory: 'Properties.GROUP_WITH_NAME_EXISTS',
      message: `A property group named '${name}' already exists.`,
    })
  }
  const group = { name, label, displayOrder, archived: false }
  groups.set(name, group)
  return { status: 201, body: group }
}
