import type { Portal } from './portal.ts'
import { OBJECT_TYPE_IDS } from './standard-properties.ts'
import type { CrmRecord, ObjectType } from './types.ts'

const ALWAYS: Record<ObjectType, string[]> = {
  contacts: ['createdate', 'hs_object_id', 'lastmodifieddate'],
  deals: ['createdate', 'hs_lastmodifieddate', 'hs_object_id'],
}

/** What a read answers when no properties are asked for. */
export const DEFAULT_READ: Record<ObjectType, string[]> = {
  contacts: ['email', 'firstname', 'lastname'],
  deals: ['amount', 'closedate', 'dealname', 'dealstage', 'pipeline'],
}

/**
 * A record as answers show it: the named properties and those that HubSpot always adds, never all.
 * @param missing what a property without a value is shown as: absent after a write, null in a read.
 */
export function recordBody(
  portal: Portal,
  objectType: ObjectType,
  record: CrmRecord,
  names: string[],
  missing?: null,
): Record<string, unknown> {
  const properties: Record<string, string | null> = {}
  const values =
    objectType === 'deals' ? { ...record.properties, ...closedOf(portal, record) } : record.properties
  for (const name of [...ALWAYS[objectType], ...names]) {
    const value = values[name]
    if (value !== undefined && (value !== '' || missing === undefined)) properties[name] = value
    else if (missing === null && portal.schemas[objectType].get(name)) properties[name] = null
  }
  const archived = portal.records[objectType].archived.has(record.id)
  return {
    id: record.id,
    properties,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    archived,
    ...(archived ? { archivedAt: record.updatedAt } : {}),
    url: `https://app.hubspot.com/contacts/${portal.options.portalId}/record/${OBJECT_TYPE_IDS[objectType]}/${record.id}`,
  }
}

/** What HubSpot works out from the deal's stage. */
function closedOf(portal: Portal, { properties }: CrmRecord): Record<string, string> {
  const stages = portal.options.pipelines.flatMap((pipeline) => pipeline.stages)
  const stage = stages.find(({ id }) => id === properties.dealstage)
  const closed = stage?.closed ?? false
  return { hs_is_closed: String(closed), hs_is_closed_won: String(closed && stage?.probability === 1) }
}
