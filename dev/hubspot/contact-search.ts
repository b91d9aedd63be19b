import { z } from 'zod'
import { parseBody, type Answer, type Call } from './endpoint.ts'
import { invalid, Refused } from './errors.ts'
import { objectTypeOf } from './portal.ts'
import { DEFAULT_READ, recordBody } from './record-bodies.ts'
import type { CrmRecord } from './types.ts'

const filter = z.object({ propertyName: z.string(), operator: z.string(), value: z.string() })
const searchBody = z.object({
  filterGroups: z
    .array(z.object({ filters: z.array(filter).min(1).max(6) }))
    .min(1)
    .max(5),
  properties: z.array(z.string()).nullish(),
  sorts: z
    .array(z.object({ propertyName: z.literal('hs_object_id'), direction: z.literal('ASCENDING') }))
    .default([]),
  limit: z.coerce.number().int().min(1).max(200).default(10),
})

/**
 * `POST .../search` as far as a person is looked for by a token of a text property, or those with a date before another one by
 * the order of their ids; the index lags behind writes.
 */
export function searchRecords(call: Call): Answer {
  const { portal } = call
  const objectType = objectTypeOf(call.params.objectType ?? '')
  const { filterGroups, properties, sorts, limit } = parseBody(searchBody, call.body)
  const unknown = filterGroups
    .flatMap(({ filters }) => filters)
    .find(({ propertyName }) => !portal.schemas[objectType].get(propertyName))
  if (unknown) throw new Refused(invalid('There was a problem with the request.'))
  const lag = portal.options.searchLagMs
  const seen = [...portal.records[objectType].live.values()].filter(
    ({ updatedAt }) => Date.parse(updatedAt) + lag <= portal.now(),
  )
  const hits = seen.filter((record) =>
    filterGroups.some(({ filters }) => filters.every((one) => matches(record, one))),
  )
  if (sorts.length > 0) hits.sort((a, b) => Number(a.id) - Number(b.id))
  const names = properties?.length ? properties : DEFAULT_READ[objectType]
  return {
    status: 200,
    body: {
      total: hits.length,
      results: hits.slice(0, limit).map((record) => recordBody(portal, objectType, record, names, null)),
    },
  }
}

function matches(record: CrmRecord, { propertyName, operator, value }: z.output<typeof filter>): boolean {
  if (operator === 'LT' || operator === 'GT') return isBeyond(record, propertyName, operator, value)
  const held = (record.properties[propertyName] ?? '').toLowerCase()
  const wanted = value.toLowerCase()
  if (operator === 'EQ') return held === wanted
  // An address is several tokens: a search for one finds others that have all of them.
  if (operator === 'CONTAINS_TOKEN') {
    const tokens = new Set(tokensOf(held))
    return tokensOf(wanted).every((token) => tokens.has(token))
  }
  throw new Refused(invalid(`The operator ${operator} is not modelled here`))
}

/** Days are known to the index as the milliseconds of their midnight in UTC; a record without a value is on neither side. */
function isBeyond(record: CrmRecord, name: string, operator: 'LT' | 'GT', value: string): boolean {
  if (!/^\d+$/.test(value)) throw new Refused(invalid(`${value} was not a valid long.`))
  const held = name === 'hs_object_id' ? record.id : record.properties[name]
  if (!held) return false
  const number = /^\d{4}-/.test(held) ? Date.parse(held) : Number(held)
  return operator === 'LT' ? number < Number(value) : number > Number(value)
}

const tokensOf = (text: string) => text.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
