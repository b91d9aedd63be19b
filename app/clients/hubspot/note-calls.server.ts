import type { ContactNote, CrmNotes, NotesOfContacts } from '#app/domain/crm/crm.ts'
import { OBJECT_TYPE_ID, requireAllRead, toUpsertAnswer } from './record-calls.server.ts'
import type { Send } from '#app/clients/crm/exchange.server.ts'
import { HUBSPOT_API_VERSION } from './transport.server.ts'
import { associatedNotesAnswer, batchAnswer, recordAnswer } from './wire.server.ts'
import * as z from 'zod'

const NOTE_TO_CONTACT = 202
const NOTES = `/crm/objects/${HUBSPOT_API_VERSION}/notes`

export function noteCalls(send: Send): CrmNotes {
  return {
    async createNotes(notes: readonly ContactNote[]) {
      const answer = await send('POST', `${NOTES}/batch/create`, batchAnswer, {
        inputs: notes.map(({ traceId, contactId, body, at }) => ({
          objectWriteTraceId: traceId,
          properties: { hs_timestamp: at.toISOString(), hs_note_body: body },
          associations: [
            {
              to: { id: contactId },
              types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: NOTE_TO_CONTACT }],
            },
          ],
        })),
      })
      return toUpsertAnswer(answer)
    },

    async notesOfContacts(contactIds: readonly string[]): Promise<NotesOfContacts> {
      const path = `/crm/associations/${HUBSPOT_API_VERSION}/${OBJECT_TYPE_ID.contacts}/notes/batch/read`
      const { results, errors } = await send('POST', path, associatedNotesAnswer, {
        inputs: contactIds.map((id) => ({ id })),
      })
      requireAllRead(errors)
      return {
        notes: results.flatMap(({ from, to }) =>
          to.map(({ toObjectId }) => ({ contactId: from.id, noteId: toObjectId })),
        ),
        incomplete: new Set(results.flatMap(({ from, paging }) => (paging?.next ? [from.id] : []))),
      }
    },

    async readNotes(ids: readonly string[]): Promise<Map<string, string>> {
      const answer = await send('POST', `${NOTES}/batch/read`, batchAnswer, {
        inputs: ids.map((id) => ({ id })),
        properties: ['hs_note_body'],
      })
      requireAllRead(answer.errors)
      return new Map(answer.results.map(({ id, properties }) => [id, properties?.hs_note_body ?? '']))
    },

    updateNote: async (id: string, body: string): Promise<void> => {
      await send('PATCH', notePath(id), recordAnswer, { properties: { hs_note_body: body } })
    },

    archiveNote: (id: string): Promise<undefined> => send('DELETE', notePath(id), z.undefined()),
  }
}

const notePath = (id: string) => `${NOTES}/${encodeURIComponent(id)}`
