import { z } from 'zod'
import { parseBody, type Answer, type Call } from './endpoint.ts'
import { invalid, notFound, Refused } from './errors.ts'
import { associationsSchema } from './batch-writes.ts'
import type { Note, ObjectType } from './types.ts'

const NOTE_ASSOCIATIONS: Record<number, ObjectType> = { 202: 'contacts', 214: 'deals' }

/** HubSpot takes no longer one. */
const MAX_LENGTH = 65_536

const noteBody = z.object({
  properties: z.object({ hs_timestamp: z.coerce.string().optional(), hs_note_body: z.string().default('') }),
  associations: associationsSchema,
})

/** `POST /crm/objects/.../notes`: one note, on all that it is associated with. A repeat is another note. */
export function createNote(call: Call): Answer {
  const { portal } = call
  const { properties, associations } = parseBody(noteBody, call.body)
  const { hs_timestamp: timestamp, hs_note_body: body } = properties
  if (timestamp === undefined) {
    throw new Refused(invalid('Error creating NOTE. Some required properties were not set.'))
  }
  if (body.length > MAX_LENGTH) throw new Refused(invalid('The note is too long.'))
  const note: Note = { id: portal.newId(), body, timestamp, contacts: [], deals: [] }
  for (const { to, types } of associations ?? []) {
    for (const { associationTypeId } of types) {
      const type = NOTE_ASSOCIATIONS[associationTypeId]
      if (!type) throw new Refused(invalid(`Invalid association type ${associationTypeId} of a note`))
      const record = portal.records[type].find(undefined, to.id)
      if (!record) throw new Refused(notFound(`No ${type} with id ${to.id} exists`))
      note[type].push(record.id)
    }
  }
  portal.notes.push(note)
  return {
    status: 201,
    body: {
      id: note.id,
      properties: { hs_note_body: body, hs_timestamp: timestamp, hs_object_id: note.id },
      createdAt: portal.time(),
      updatedAt: portal.time(),
      archived: false,
    },
  }
}
