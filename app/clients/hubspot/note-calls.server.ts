import type { AssociationsFrom, ContactNote, CrmNotes, NotesOfContacts } from '#app/domain/crm/crm.ts'
import { answeredOf } from './answered.server.ts'
import { readAssociated, toUpsertAnswer } from './record-calls.server.ts'
import type { Send } from '#app/clients/crm/exchange.server.ts'
import { HUBSPOT_API_VERSION } from './transport.server.ts'
import { batchAnswer, recordAnswer } from './wire.server.ts'
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

    async notesOfContacts(contacts: readonly AssociationsFrom[]): Promise<NotesOfContacts> {
      const { associated, next } = await readAssociated(send, 'notes', contacts)
      return { notes: associated.map(({ from, to }) => ({ contactId: from, noteId: to })), next }
    },

    async readNotes(ids: readonly string[]): Promise<Map<string, string>> {
      const answer = await send('POST', `${NOTES}/batch/read`, batchAnswer, {
        inputs: ids.map((id) => ({ id })),
        properties: ['hs_note_body'],
      })
      const notes = answeredOf(ids, answer, ({ id }) => id)
      return new Map(notes.map(({ id, properties }) => [id, properties?.hs_note_body ?? '']))
    },

    updateNote: async (id: string, body: string): Promise<void> => {
      await send('PATCH', notePath(id), recordAnswer, { properties: { hs_note_body: body } })
    },

    archiveNote: (id: string): Promise<undefined> => send('DELETE', notePath(id), z.undefined()),
  }
}

const notePath = (id: string) => `${NOTES}/${encodeURIComponent(id)}`
