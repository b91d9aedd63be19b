import { z } from 'zod'
import { parseBody, type Answer, type Call } from './endpoint.ts'
import { invalid, Refused } from './errors.ts'
import { objectTypeOf } from './portal.ts'
import { DEFAULT_READ, recordBody } from './record-bodies.ts'
import type { CrmRecord } from './types.ts'

const filter = z.object({ propertyName: z.string(), operator: z.string(), value: z.string() })
const searchBody = z.object({
  filterGroups: z.array(z.object({ filters: z.array(filter).min(1) })).min(1),
  properties: z.array(z.string()).nullish(),
  limit: z.coerce.number().int().min(1).max(200).default(10),
})

/** `POST .../search` as far as a person is looked for by a token of a text property; the index lags behind writes. */
export function searchRecords(call: Call): Answer {
  const { portal } = call
  const objectType = objectTypeOf(call.params.objectType ?? '')
  const { filterGroups, properties, limit } = parseBody(searchBody, call.body)
  const lag = portal.options.searchLagMs
  const seen = [...portal.records[objectType].live.values()].filter(
    ({ updatedAt }) => Date.parse(updatedAt) + lag <= portal.now(),
  )
  const hits = seen.filter((record) =>
    filterGroups.some(({ filters }) => filters.every((one) => matches(record, one))),
  )
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

const tokensOf = (text: string) => text.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
