import * as z from 'zod'
import {
  BATCH_LIMIT,
  type CrmRecord,
  type NewNote,
  type ObjectType,
  type SearchAged,
} from '#app/domain/crm/crm.ts'
import { OBJECT_TYPE_ID } from './record-calls.server.ts'
import type { Send } from '#app/clients/crm/exchange.server.ts'
import { HUBSPOT_API_VERSION } from './transport.server.ts'
import { preferenceAnswer, recordAnswer, searchAnswer } from './wire.server.ts'

const NOTE_ASSOCIATION = { contacts: 202, deals: 214 } as const satisfies Record<ObjectType, number>

export function personCalls(send: Send) {
  const search = async (body: object): Promise<{ found: CrmRecord[]; total: number }> => {
    const path = `/crm/objects/${HUBSPOT_API_VERSION}/${OBJECT_TYPE_ID.contacts}/search`
    const { results, total } = await send('POST', path, searchAnswer, { limit: BATCH_LIMIT, ...body })
    return { found: results.map(({ id, properties }) => ({ id, properties: properties ?? {} })), total }
  }
  return {
    /** By the whole primary address, or all words of the further ones. The index knows of a write only seconds later. */
    searchContacts: async (value: string, wanted: readonly string[]): Promise<CrmRecord[]> => {
      const { found } = await search({
        filterGroups: [
          { filters: [{ propertyName: 'email', operator: 'EQ', value }] },
          { filters: [{ propertyName: 'hs_additional_emails', operator: 'CONTAINS_TOKEN', value }] },
        ],
        properties: wanted,
      })
      return found
    },

    // By ids and not by pages, of which HubSpot has none beyond 10,000 records. Days are compared as milliseconds.
    searchAged: ({ date, day, after }: Parameters<SearchAged>[0], wanted: readonly string[]) =>
      search({
        filterGroups: [
          {
            filters: [
              { propertyName: date, operator: 'LT', value: String(Date.parse(day)) },
              { propertyName: 'hs_object_id', operator: 'GT', value: after },
            ],
          },
        ],
        sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
        properties: wanted,
      }),

    /** Needs the scope communication_preferences.read_write. */
    unsubscribe: async (email: string): Promise<void> => {
      await send('POST', preferencePath(email), z.unknown())
    },

    isUnsubscribed: async (email: string): Promise<boolean> => {
      const { results } = await send('GET', preferencePath(email), preferenceAnswer)
      return results.some(({ status }) => status === 'UNSUBSCRIBED')
    },

    createNote: async ({ text, at, on }: NewNote): Promise<void> => {
      await send('POST', `/crm/objects/${HUBSPOT_API_VERSION}/notes`, recordAnswer, {
        properties: { hs_timestamp: at.toISOString(), hs_note_body: text },
        associations: on.map(({ type, id }) => ({
          to: { id },
          types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: NOTE_ASSOCIATION[type] }],
        })),
      })
    },
  }
}

function preferencePath(email: string): string {
  const address = encodeURIComponent(email)
  return `/communication-preferences/${HUBSPOT_API_VERSION}/statuses/${address}/unsubscribe-all?channel=EMAIL`
}
