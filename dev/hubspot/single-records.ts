import { z } from 'zod'
import { findToRead } from './batch-reads.ts'
import { associationsSchema, idPropertyOf, MAX_INPUTS } from './batch-writes.ts'
import { parseBody, type Answer, type Call } from './endpoint.ts'
import { notFound, Refused } from './errors.ts'
import { objectTypeOf } from './portal.ts'
import { DEFAULT_READ, recordBody } from './record-bodies.ts'
import type { CrmRecord, ObjectType } from './types.ts'
import { commitWrite, planWrite, type WriteRequest } from './write-plan.ts'

const writeBody = z.object({
  properties: z.record(z.string(), z.unknown()),
  associations: associationsSchema,
})

const typeOf = (call: Call) => objectTypeOf(call.params.objectType ?? '')

function found(call: Call, objectType: ObjectType): CrmRecord {
  const idProperty = idPropertyOf(call, objectType, [call.query.get('idProperty')], 'read')
  const id = call.params.objectId ?? ''
  const record =
    call.query.get('archived') === 'true'
      ? call.portal.records[objectType].archived.get(id)
      : findToRead(call.portal, objectType, idProperty, id)
  if (!record) throw new Refused(notFound())
  return record
}

function written(call: Call, request: Omit<WriteRequest, 'version' | 'claims'>): CrmRecord {
  const plan = planWrite(call.portal, { ...request, version: call.version, claims: new Map() })
  if ('status' in plan) throw new Refused(plan)
  return commitWrite(call.portal, request.objectType, plan)
}

function asked(call: Call, objectType: ObjectType): string[] {
  const names = call.query.getAll('properties').flatMap((list) => list.split(','))
  return names.length > 0 ? names : DEFAULT_READ[objectType]
}

/** `POST /crm/objects/.../{objectType}`; 409 when the e-mail address is taken. */
export function createRecord(call: Call): Answer {
  const objectType = typeOf(call)
  const { properties, associations } = parseBody(writeBody, call.body)
  const record = written(call, { objectType, properties })
  const other = objectType === 'contacts' ? 'deals' : 'contacts'
  for (const { to } of associations ?? []) {
    if (call.portal.records[other].live.has(to.id)) {
      call.portal.associations.add(objectType, record.id, other, to.id)
    }
  }
  return { status: 201, body: recordBody(call.portal, objectType, record, Object.keys(properties)) }
}

export function readRecord(call: Call): Answer {
  const objectType = typeOf(call)
  const record = found(call, objectType)
  return { status: 200, body: recordBody(call.portal, objectType, record, asked(call, objectType), null) }
}

export function updateRecord(call: Call): Answer {
  const objectType = typeOf(call)
  const { properties } = parseBody(writeBody, call.body)
  const record = written(call, { objectType, existing: found(call, objectType), properties })
  return { status: 200, body: recordBody(call.portal, objectType, record, Object.keys(properties)) }
}

/** `DELETE`: to the recycling bin, 204 also when there is nothing to delete. */
export function archiveRecord(call: Call): Answer {
  call.portal.archive(typeOf(call), call.params.objectId ?? '')
  return { status: 204 }
}

/** `GET /crm/objects/.../{objectType}`: pages in the order of creation, `after` is the last id of the page before. */
export function listRecords(call: Call): Answer {
  const objectType = typeOf(call)
  const limit = Math.min(MAX_INPUTS, Math.max(1, Number(call.query.get('limit') ?? 10) || 10))
  const after = Number(call.query.get('after') ?? 0)
  const records = call.portal.records[objectType]
  const all = [...(call.query.get('archived') === 'true' ? records.archived : records.live).values()]
  const rest = all.filter(({ id }) => Number(id) > after)
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  return {
    status: 200,
    body: {
      results: page.map((record) =>
        recordBody(call.portal, objectType, record, asked(call, objectType), null),
      ),
      ...(rest.length > limit && last ? { paging: { next: { after: last.id } } } : {}),
    },
  }
}
