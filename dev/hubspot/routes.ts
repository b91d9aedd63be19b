import * as associations from './association-endpoints.ts'
import * as reads from './batch-reads.ts'
import * as writes from './batch-writes.ts'
import * as preferences from './communication-preferences.ts'
import { searchRecords } from './contact-search.ts'
import type { Endpoint } from './endpoint.ts'
import { gdprDelete } from './gdpr.ts'
import { mergeContacts } from './merge.ts'
import { submitForm } from './forms.ts'
import * as notes from './notes.ts'
import * as portal from './portal-endpoints.ts'
import * as properties from './property-endpoints.ts'
import * as records from './single-records.ts'

type Scopes = Endpoint['scopes']
type Params = Record<string, string>

const nameOf = (segment = '') => (['0-3', 'deal', 'deals'].includes(segment) ? 'deals' : 'contacts')
const objectScope =
  (access: 'read' | 'write', param = 'objectType') =>
  (params: Params) =>
    `crm.objects.${nameOf(params[param])}.${access}`

const objectRead: Scopes = (params) => [objectScope('read')(params)]
const objectWrite: Scopes = (params) => [objectScope('write')(params)]
const bothEnds =
  (access: 'read' | 'write'): Scopes =>
  (params) => [objectScope(access, 'fromObjectType')(params), objectScope(access, 'toObjectType')(params)]
const schemaWrite: Scopes = ({ objectType }) => [`crm.schemas.${nameOf(objectType)}.write`]
/** Definitions can also be read with a scope on the objects themselves. */
const schemaRead: Scopes = ({ objectType }) => {
  const name = nameOf(objectType)
  return [
    [
      `crm.schemas.${name}.read`,
      `crm.schemas.${name}.write`,
      `crm.objects.${name}.read`,
      `crm.objects.${name}.write`,
    ],
  ]
}
const none: Scopes = () => []

const objects = (method: string, path: string, scopes: Scopes, handle: Endpoint['handle']): Endpoint => {
  return {
    area: 'objects',
    method,
    path,
    numbered: path.includes('associations') ? 'v4' : 'v3',
    scopes,
    handle,
  }
}
const association = (path: string, scopes: Scopes, handle: Endpoint['handle']): Endpoint => {
  return { area: 'associations', method: 'POST', path, numbered: 'v4', scopes, handle }
}
const property = (method: string, path: string, scopes: Scopes, handle: Endpoint['handle']): Endpoint => {
  return { area: 'properties', method, path, numbered: 'v3', scopes, handle }
}
const pipeline = (path: string, handle: Endpoint['handle']): Endpoint => {
  return { area: 'pipelines', method: 'GET', path, numbered: 'v3', scopes: objectRead, handle }
}

const preference = (method: string, scopes: Scopes, handle: Endpoint['handle']): Endpoint => ({
  area: 'communication-preferences',
  method,
  path: 'statuses/:subscriber/unsubscribe-all',
  numbered: 'v4',
  scopes,
  handle,
})

const noteWrite: Scopes = () => ['crm.objects.contacts.write']
const noteRead: Scopes = () => ['crm.objects.contacts.read']

/** Everything that is modelled; the first match wins. */
const ENDPOINTS: Endpoint[] = [
  objects('POST', 'contacts/gdpr-delete', () => ['crm.objects.contacts.write'], gdprDelete),
  objects('POST', '0-1/gdpr-delete', () => ['crm.objects.contacts.write'], gdprDelete),
  objects('POST', 'notes', noteWrite, notes.createNote),
  objects('POST', 'notes/batch/create', noteWrite, notes.batchCreateNotes),
  objects('POST', 'notes/batch/read', noteRead, notes.batchReadNotes),
  objects('PATCH', 'notes/:noteId', noteWrite, notes.updateNote),
  objects('DELETE', 'notes/:noteId', noteWrite, notes.archiveNote),
  objects('POST', 'contacts/merge', () => ['crm.objects.contacts.write'], mergeContacts),
  objects('POST', ':objectType/search', objectRead, searchRecords),
  objects('POST', ':objectType/batch/upsert', objectWrite, writes.batchUpsert),
  objects('POST', ':objectType/batch/update', objectWrite, writes.batchUpdate),
  objects('POST', ':objectType/batch/create', objectWrite, writes.batchCreate),
  objects('POST', ':objectType/batch/read', objectRead, reads.batchRead),
  objects('POST', ':objectType/batch/archive', objectWrite, reads.batchArchive),
  objects(
    'PUT',
    ':fromObjectType/:fromObjectId/associations/default/:toObjectType/:toObjectId',
    bothEnds('write'),
    associations.associateOne,
  ),
  objects(
    'GET',
    ':fromObjectType/:fromObjectId/associations/:toObjectType',
    bothEnds('read'),
    associations.listAssociations,
  ),
  objects('POST', ':objectType', objectWrite, records.createRecord),
  objects('GET', ':objectType', objectRead, records.listRecords),
  objects('GET', ':objectType/:objectId', objectRead, records.readRecord),
  objects('PATCH', ':objectType/:objectId', objectWrite, records.updateRecord),
  objects('DELETE', ':objectType/:objectId', objectWrite, records.archiveRecord),

  association(
    ':fromObjectType/:toObjectType/batch/associate/default',
    bothEnds('write'),
    associations.batchAssociate,
  ),
  association('contacts/notes/batch/read', noteRead, notes.batchReadContactNotes),
  association('0-1/notes/batch/read', noteRead, notes.batchReadContactNotes),
  association(
    ':fromObjectType/:toObjectType/batch/read',
    bothEnds('read'),
    associations.batchReadAssociations,
  ),

  property('GET', ':objectType/groups', schemaRead, properties.listGroups),
  property('POST', ':objectType/groups', schemaWrite, properties.createGroup),
  property('GET', ':objectType/groups/:groupName', schemaRead, properties.readGroup),
  property('POST', ':objectType/batch/create', schemaWrite, properties.batchCreateProperties),
  property('GET', ':objectType', schemaRead, properties.listProperties),
  property('POST', ':objectType', schemaWrite, properties.createProperty),
  property('GET', ':objectType/:propertyName', schemaRead, properties.readProperty),
  property('PATCH', ':objectType/:propertyName', schemaWrite, properties.updateProperty),
  property('DELETE', ':objectType/:propertyName', schemaWrite, properties.archiveProperty),

  pipeline(':objectType', portal.listPipelines),
  pipeline(':objectType/:pipelineId', portal.readPipeline),
  pipeline(':objectType/:pipelineId/stages', portal.listStages),

  {
    area: 'owners',
    method: 'GET',
    path: '',
    numbered: 'v3',
    scopes: () => ['crm.objects.owners.read'],
    handle: portal.listOwners,
  },
  {
    area: 'submissions',
    method: 'POST',
    path: 'integration/secure/submit/:portalId/:formId',
    numbered: 'v3',
    scopes: () => ['forms'],
    handle: submitForm,
  },

  preference('POST', () => ['communication_preferences.read_write'], preferences.unsubscribeAll),
  preference(
    'GET',
    () => [['communication_preferences.read', 'communication_preferences.read_write']],
    preferences.readUnsubscribed,
  ),

  {
    area: 'account-info',
    method: 'GET',
    path: 'details',
    numbered: 'v3',
    scopes: none,
    handle: portal.accountDetails,
  },
]

export interface Match {
  endpoint: Endpoint
  version: string
  params: Params
  /** For the totals: method and path without ids and version. */
  name: string
}

// Date-based: /crm/objects/2026-09/... and /account-info/2026-09/...; numbered: /crm/v3/objects/... and /account-info/v3/...
const DATED =
  /^\/(?:crm\/(objects|associations|properties|pipelines|owners)|(account-info|communication-preferences))\/(\d{4}-\d{2})(?:\/(.+))?$/
const NUMBERED =
  /^\/(?:crm\/(v[34])\/(objects|associations|properties|pipelines|owners)|(account-info|communication-preferences|submissions)\/(v[34]))(?:\/(.+))?$/

/** The endpoint that a method and path name, in the version they name it in. */
export function matchEndpoint(method: string, path: string): Match | undefined {
  const dated = DATED.exec(path)
  const numbered = dated ? null : NUMBERED.exec(path)
  const area = dated ? (dated[1] ?? dated[2]) : (numbered?.[2] ?? numbered?.[3])
  const version = dated ? dated[3] : (numbered?.[1] ?? numbered?.[4])
  const rest = (dated ? dated[4] : numbered?.[5]) ?? ''
  if (!area || !version) return undefined
  const segments = rest.replace(/\/$/, '').split('/')
  for (const endpoint of ENDPOINTS) {
    if (endpoint.method !== method || endpoint.area !== area) continue
    if (numbered && endpoint.numbered !== version) continue
    const params = matchSegments(endpoint.path.split('/'), segments)
    if (!params) continue
    const action = segments[1] === 'batch' ? segments[2] : undefined
    return {
      endpoint,
      version,
      params: action ? { ...params, action } : params,
      name: `${method} ${area}/${endpoint.path.replace(':objectType', nameOf(params.objectType))}`,
    }
  }
  return undefined
}

function matchSegments(pattern: string[], segments: string[]): Params | undefined {
  if (pattern.length !== segments.length) return undefined
  const params: Params = {}
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? ''
    if (!part.startsWith(':')) {
      if (part !== segment) return undefined
    } else if (segment === '') return undefined
    else {
      try {
        params[part.slice(1)] = decodeURIComponent(segment)
      } catch {
        return undefined
      }
    }
  }
  return params
}
