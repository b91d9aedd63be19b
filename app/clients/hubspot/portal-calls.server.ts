import * as z from 'zod'
import type { SyncError } from '#app/domain/crm/failure.ts'
import type { PropertyDefinition } from '#app/domain/hubspot/properties.ts'
import type { ObjectType } from '#app/domain/crm/crm.ts'
import { OBJECT_TYPE_ID } from './record-calls.server.ts'
import type { Send } from '#app/clients/crm/exchange.server.ts'
import { HUBSPOT_API_VERSION } from './transport.server.ts'
import {
  accountAnswer,
  toSyncError,
  groupList,
  ownerList,
  pipelineList,
  propertyBatch,
  propertyList,
} from './wire.server.ts'

const OWNERS_PATH = `/crm/owners/${HUBSPOT_API_VERSION}`
const OWNERS_A_PAGE = 500
const OWNER_PAGES = 20

export function portalCalls(send: Send) {
  return {
    async account() {
      const path = `/account-info/${HUBSPOT_API_VERSION}/details`
      const { portalId, timeZone } = await send('GET', path, accountAnswer)
      return { name: `portal ${portalId}`, timeZone }
    },

    listProperties: async (type: ObjectType) =>
      (await send('GET', propertiesPath(type), propertyList)).results,

    listGroups: async (type: ObjectType): Promise<string[]> =>
      (await send('GET', `${propertiesPath(type)}/groups`, groupList)).results.map(({ name }) => name),

    createGroup: async (type: ObjectType, group: { name: string; label: string }): Promise<void> => {
      await send('POST', `${propertiesPath(type)}/groups`, z.unknown(), group)
    },

    async createProperties(
      type: ObjectType,
      definitions: readonly PropertyDefinition[],
    ): Promise<{ created: string[]; failures: SyncError[] }> {
      const answer = await send('POST', `${propertiesPath(type)}/batch/create`, propertyBatch, {
        inputs: definitions,
      })
      return {
        created: answer.results.map(({ name }) => name),
        failures: (answer.errors ?? []).map((body) => toSyncError(body)),
      }
    },

    /** The ids of everybody who can own a record: people who were deactivated are missing. */
    async listOwners(): Promise<string[]> {
      const ids: string[] = []
      for (let after: string | undefined, page = 0; page < OWNER_PAGES; page++) {
        const query = new URLSearchParams({ limit: String(OWNERS_A_PAGE), ...(after && { after }) })
        const { results, paging } = await send('GET', `${OWNERS_PATH}?${query}`, ownerList)
        ids.push(...results.map(({ id }) => id))
        after = paging?.next?.after
        if (after === undefined) break
      }
      return ids
    },

    listDealPipelines: async () =>
      (await send('GET', `/crm/pipelines/${HUBSPOT_API_VERSION}/deals`, pipelineList)).results,
  }
}

function propertiesPath(type: ObjectType): string {
  return `/crm/properties/${HUBSPOT_API_VERSION}/${OBJECT_TYPE_ID[type]}`
}
