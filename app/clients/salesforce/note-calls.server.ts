import type { AssociationsFrom, ContactNote, CrmNotes } from '#app/domain/crm/crm.ts'
import { NotFoundError } from '#app/domain/crm/errors.ts'
import { noteToText, textToNote } from '#app/domain/note-text.ts'
import { anyOf, isId, query } from './soql.server.ts'
import type { Call } from './transport.server.ts'
import { nothing } from './wire.server.ts'
import { toUpsertAnswer, writeAll } from './write.server.ts'

export const TASK_SUBJECT = 'AI readiness assessment'

/** Open tasks of no day: one that is completed would count as sales' last activity with the contact. */
export function noteCalls(call: Call): CrmNotes {
  return {
    createNotes: (notes: readonly ContactNote[]) =>
      call(async (send) => {
        const items = notes.map(({ contactId, body }) => ({
          fields: { Subject: TASK_SUBJECT, Description: noteToText(body), WhoId: contactId },
        }))
        const inputs = notes.map(({ traceId }) => ({ key: traceId, traceId, properties: {} }))
        return toUpsertAnswer(inputs, await writeAll(send, 'Task', items))
      }),

    notesOfContacts: (contacts: readonly AssociationsFrom[]) =>
      call(async (send) => {
        const known = contacts.map(({ id }) => id).filter(isId)
        if (known.length === 0) return { notes: [], next: [] }
        const rows = await query(send, `SELECT Id,WhoId FROM Task WHERE ${anyOf('WhoId', known)}`)
        return {
          notes: rows.map(({ Id, WhoId }) => ({ contactId: String(WhoId), noteId: String(Id) })),
          next: [],
        }
      }),

    readNotes: (ids: readonly string[]) =>
      call(async (send) => {
        const rows = await query(send, `SELECT Id,Description FROM Task WHERE ${anyOf('Id', ids)}`)
        const bodyOf = (text: unknown) => (typeof text === 'string' ? textToNote(text) : '')
        return new Map(rows.map(({ Id, Description }) => [String(Id), bodyOf(Description)]))
      }),

    updateNote: (id: string, body: string) =>
      call((send) => send('PATCH', taskPath(id), nothing, { Description: noteToText(body) })),

    archiveNote: (id: string) => call((send) => send('DELETE', taskPath(id), nothing)),
  }
}

function taskPath(id: string): string {
  if (!isId(id)) throw new NotFoundError({ kind: 'refused', crm: 'salesforce' })
  return `/sobjects/Task/${id}`
}
