import { type Answer, itemError, refusal } from './answers.ts'
import { type FaultKind, ITEM_FAULTS, PART_FAULTS } from './faults.ts'
import { STAGES, type Organization } from './organization.ts'
import { QueryRefused, matches, parseSoql } from './soql.ts'
import type { ItemAnswer, ObjectName, Row } from './types.ts'

const DATA = /^\/services\/data\/v\d\d\.0/
const MOST_RECORDS = 200
const PAGE_ROWS = 2000
const OBJECTS: readonly string[] = ['Contact', 'Opportunity', 'OpportunityContactRole', 'Task']

interface Collection {
  allOrNone?: boolean
  records: (Row & { attributes?: unknown; id?: string })[]
}

const ROLLED_BACK = itemError(
  'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  'Record rolled back because not all records were valid and the request was using AllOrNone header',
  [],
)

/** Answers one request of somebody who is signed in; undefined for what the stand-in does not know. */
export function answerRequest(
  organization: Organization,
  {
    method,
    path,
    body,
    fault,
  }: { method: string; path: string; body: unknown; fault?: FaultKind | undefined },
): Answer | undefined {
  const place = path.replace(DATA, '')
  if (method === 'POST' && place === '/composite')
    return composite(organization, body, fault && PART_FAULTS[fault])
  if (method === 'GET' && place.startsWith('/query/'))
    return nextPage(organization, place.slice('/query/'.length))
  const [, root, object = '', key] =
    /^\/(composite\/sobjects|sobjects)(?:\/(\w+))?(?:\/(\w+))?$/.exec(place) ?? []
  if (root === 'composite/sobjects') {
    return collection(organization, { method, object, key, body: body as Collection, fault })
  }
  if (root !== 'sobjects' || !OBJECTS.includes(object)) return undefined
  if (method === 'GET' && key === 'describe') return describe(organization, object as ObjectName)
  if (method === 'PATCH') return toSingle(organization.update(object as ObjectName, key ?? '', body as Row))
  if (method !== 'DELETE') return undefined
  return organization.remove(object as ObjectName, key ?? '')
    ? { status: 204 }
    : refusal(404, 'ENTITY_IS_DELETED', 'entity is deleted')
}

function toSingle({ success, errors }: ItemAnswer): Answer {
  if (success) return { status: 204 }
  const gone = errors.some(
    ({ statusCode }) => statusCode === 'NOT_FOUND' || statusCode === 'ENTITY_IS_DELETED',
  )
  const body = errors.map(({ statusCode, ...error }) => ({ ...error, errorCode: statusCode }))
  return { status: gone ? 404 : 400, body }
}

function collection(
  organization: Organization,
  request: {
    method: string
    object: string
    key: string | undefined
    body: Collection
    fault: FaultKind | undefined
  },
): Answer {
  const { method, object, key, body, fault } = request
  const { records, allOrNone = false } = body
  if (records.length > MOST_RECORDS) return refusal(400, 'LIMIT_EXCEEDED', 'record limit reached')
  if (key !== undefined && !organization.fields.get(object as ObjectName)?.get(key)?.externalId) {
    const message = `Provided external ID field does not exist or is not accessible: ${key}`
    return refusal(404, 'NOT_FOUND', message)
  }
  const ids = records.flatMap(({ id }) => id ?? [])
  if (new Set(ids).size < ids.length) return refusal(400, 'DUPLICATE_VALUE', 'duplicate id in list')
  const bad = (fault && ITEM_FAULTS[fault]) ?? null
  const answers = records.map(({ attributes, id, ...values }, place): ItemAnswer => {
    if (bad && place === (fault?.startsWith('last_') ? records.length - 1 : 0)) return bad
    const type = (attributes as { type: ObjectName }).type
    if (method === 'POST') return organization.insert(type, values)
    if (key !== undefined) return organization.upsert(type, key, values)
    return organization.update(type, id ?? '', values)
  })
  if (allOrNone && answers.some(({ success }) => !success)) {
    for (const [place, { id }] of answers.entries())
      if (id !== null)
        organization.remove((records[place]!.attributes as { type: ObjectName } | undefined)!.type, id)
    return { status: 200, body: answers.map((answer) => (answer.success ? ROLLED_BACK : answer)) }
  }
  return { status: 200, body: answers }
}

function composite(organization: Organization, body: unknown, instead: Answer | undefined): Answer {
  const { compositeRequest } = body as { compositeRequest: { url: string; referenceId: string }[] }
  return {
    status: 200,
    body: {
      compositeResponse: compositeRequest.map(({ url, referenceId }) => {
        const { status, body: answer } = instead ?? runQuery(organization, new URL(url, 'http://localhost'))
        return { body: answer, httpHeaders: {}, httpStatusCode: status, referenceId }
      }),
    },
  }
}

function runQuery(organization: Organization, url: URL): Answer {
  try {
    const query = parseSoql(url.searchParams.get('q') ?? '')
    const { fields, order } = query
    const rows = rowsOf(organization, query.object, fields, url.pathname.includes('queryAll'))
    if (
      query.where
        .flat()
        .some(
          ({ field, values }) => field === 'Id' && values.some((id) => !/^\w{15}(\w{3})?$/.test(String(id))),
        )
    )
      throw new QueryRefused('INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field')
    const found = rows
      .filter((row) => matches(row, query.where))
      .sort((a, b) => {
        for (const { field, descending } of order) {
          const compared = String(a[field]).localeCompare(String(b[field])) * (descending ? -1 : 1)
          if (compared !== 0) return compared
        }
        return 0
      })
      .map((row) => ({
        attributes: { type: query.object },
        ...Object.fromEntries(fields.map((field) => [field, row[field] ?? null])),
      }))
    return { status: 200, body: pageOf(found, url) }
  } catch (error) {
    if (error instanceof QueryRefused) return refusal(400, error.code, error.message)
    throw error
  }
}

/** The next page's address names the query, so that nothing is kept of it here. */
function pageOf(found: readonly object[], url: URL): object {
  const start = Number(url.searchParams.get('start') ?? 0)
  const records = found.slice(start, start + PAGE_ROWS)
  const end = start + records.length
  if (end === found.length) return { totalSize: found.length, done: true, records }
  const query = Buffer.from(url.searchParams.get('q')!).toString('base64url')
  return {
    totalSize: found.length,
    done: false,
    nextRecordsUrl: `/services/data/v66.0/query/${query}-${end}`,
    records,
  }
}

function nextPage(organization: Organization, locator: string): Answer {
  const [, query = '', start = ''] = /^([\w-]+)-(\d+)$/.exec(locator) ?? []
  const parameters = new URLSearchParams({ q: Buffer.from(query, 'base64url').toString(), start })
  return runQuery(organization, new URL(`http://localhost/query?${parameters}`))
}

function rowsOf(organization: Organization, object: string, fields: string[], withDeleted: boolean): Row[] {
  if (object === 'Organization') return [{ Id: '00D000000000001AAA' }]
  if (object === 'OpportunityStage')
    return Object.keys(STAGES).map((name) => ({ ApiName: name, MasterLabel: name, IsActive: true }))
  if (!OBJECTS.includes(object))
    throw new QueryRefused('INVALID_TYPE', `sObject type '${object}' is not supported.`)
  const name = object as ObjectName
  const unknown = fields.find((field) => !organization.knows(name, field))
  if (unknown !== undefined)
    throw new QueryRefused('INVALID_FIELD', noSuchColumn(unknown, { fields, object }))
  return withDeleted ? organization.all(name) : organization.live(name)
}

/** With what stands around it in the query, other fields among it. */
function noSuchColumn(unknown: string, { fields, object }: { fields: string[]; object: string }): string {
  const place = fields.indexOf(unknown)
  const around = fields.slice(Math.max(0, place - 1), place + 2).join(',')
  return `\n${around}\n ^\nERROR at Row:1:Column:${place + 8}\nNo such column '${unknown}' on entity '${object}'.`
}

function describe(organization: Organization, object: ObjectName): Answer {
  const fields = [...organization.fields.get(object)!].map(
    ([name, { unique = false, externalId = false }]) => ({
      name,
      unique,
      externalId,
      createable: true,
      updateable: true,
    }),
  )
  return { status: 200, body: { name: object, fields } }
}
