import { z } from 'zod'
import { notRead } from './batch-reads.ts'
import { readEach } from './association-endpoints.ts'
import { batchAnswer, limitInputs, parseBody, type Answer, type Call } from './endpoint.ts'
import { batchItemError, invalid, notFound, Refused, type Failure } from './errors.ts'
import { MAX_INPUTS, associationsSchema } from './batch-writes.ts'
import { itemFault } from './fault-answers.ts'
import type { Portal } from './portal.ts'
import { shuffled } from './random.ts'
import type { Note, ObjectType } from './types.ts'

const NOTE_ASSOCIATIONS: Record<number, ObjectType> = { 202: 'contacts', 214: 'deals' }

/** HubSpot takes no longer one. */
const MAX_LENGTH = 65_536

const noteBody = z.object({
  properties: z.object({ hs_timestamp: z.coerce.string().optional(), hs_note_body: z.string().default('') }),
  associations: associationsSchema,
})
const batchBody = z.object({
  inputs: z.array(noteBody.extend({ objectWriteTraceId: z.string().nullish() })),
})
const readBody = z.object({ inputs: z.array(z.object({ id: z.coerce.string() })) })
const updateBody = z.object({ properties: z.object({ hs_note_body: z.string().optional() }) })

type NoteInput = z.output<typeof noteBody>

/** `POST /crm/objects/.../notes`: one note, on all that it is associated with. A repeat is another note. */
export function createNote(call: Call): Answer {
  const planned = planNote(call.portal, parseBody(noteBody, call.body))
  if ('status' in planned) throw new Refused(planned)
  return { status: 201, body: write(call.portal, planned) }
}

/** `POST .../notes/batch/create`: with trace ids on all, the good ones are made and the others reported. */
export function batchCreateNotes(call: Call): Answer {
  const { portal } = call
  const { inputs } = parseBody(batchBody, call.body)
  limitInputs(inputs.length, MAX_INPUTS)
  const errors: unknown[] = []
  const sent = inputs.filter((input, index) => {
    if (call.fault?.kind === 'silent_noop' && index === 0) return false
    const fault = itemFault(call.fault, index, input.objectWriteTraceId ?? undefined)
    if (fault) errors.push(fault.error)
    return fault === undefined
  })
  const plans = sent.map((input) => ({ input, plan: planNote(portal, input) }))
  const traces = new Set(inputs.map(({ objectWriteTraceId }) => objectWriteTraceId).filter(Boolean))
  const refused = plans.flatMap(({ plan }) => ('status' in plan ? [plan] : []))[0]
  if (refused && !(portal.options.partialWrites && traces.size === inputs.length)) throw new Refused(refused)
  const results: unknown[] = []
  for (const { input, plan } of plans) {
    const trace = input.objectWriteTraceId ?? undefined
    if ('status' in plan) errors.push(batchItemError(plan, trace))
    else {
      const body = write(portal, plan)
      results.push(portal.options.echoTraceIds && trace ? { ...body, objectWriteTraceId: trace } : body)
    }
  }
  return batchAnswer(call, {
    status: 201,
    partialStatus: portal.options.partialStatus,
    inputs: inputs.length,
    results: shuffled(results, portal.random),
    errors,
  })
}

/** `POST .../notes/batch/read`: those that are there. */
export function batchReadNotes(call: Call): Answer {
  const { inputs } = parseBody(readBody, call.body)
  limitInputs(inputs.length, MAX_INPUTS)
  const faults = inputs.map((_, index) => itemFault(call.fault, index, undefined))
  const ids = new Set(inputs.flatMap(({ id }, index) => (faults[index] ? [] : [id])))
  const results = call.portal.notes.filter(({ id }) => ids.has(id)).map(bodyOf)
  const missing = [...ids].filter((asked) => !results.some(({ id }) => id === asked))
  const faulty = faults.flatMap((fault) => (fault ? [fault.error] : []))
  return batchAnswer(call, {
    status: 200,
    partialStatus: 207,
    inputs: inputs.length,
    results: shuffled(results, call.portal.random),
    errors: missing.length > 0 ? [...faulty, notRead('NOTE', missing)] : faulty,
  })
}

/** `PATCH .../notes/{noteId}`. */
export function updateNote(call: Call): Answer {
  const { properties } = parseBody(updateBody, call.body)
  const note = find(call)
  note.body = properties.hs_note_body ?? note.body
  return { status: 200, body: bodyOf(note) }
}

/** `DELETE .../notes/{noteId}`: one that is not there is fine. */
export function archiveNote(call: Call): Answer {
  const index = call.portal.notes.findIndex(({ id }) => id === call.params.noteId)
  if (index >= 0) call.portal.notes.splice(index, 1)
  return { status: 204 }
}

/** `POST /crm/associations/.../contacts/notes/batch/read`: as {@link readEach}, the newest first. */
export function batchReadContactNotes(call: Call): Answer {
  const { contacts } = call.portal.records
  return readEach(call, 'note', (asked) => {
    const contact = contacts.find(undefined, asked)?.id
    const theirs = call.portal.notes.filter((note) => note.contacts.some((on) => on === contact))
    return theirs.map(({ id }) => ({ toObjectId: id, associationTypes: [] })).reverse()
  })
}

/** Those on a contact that goes for good go with it, unless they are on something else as well. */
export function removeNotesOf(portal: Portal, contactId: string): void {
  for (const note of [...portal.notes]) {
    if (!note.contacts.includes(contactId)) continue
    note.contacts = note.contacts.filter((id) => id !== contactId)
    if (note.contacts.length + note.deals.length === 0) portal.notes.splice(portal.notes.indexOf(note), 1)
  }
}

function find(call: Call): Note {
  const note = call.portal.notes.find(({ id }) => id === call.params.noteId)
  if (!note) throw new Refused(notFound())
  return note
}

function planNote(portal: Portal, { properties, associations }: NoteInput): Omit<Note, 'id'> | Failure {
  const { hs_timestamp: timestamp, hs_note_body: body } = properties
  if (timestamp === undefined) return invalid('Error creating NOTE. Some required properties were not set.')
  if (body.length > MAX_LENGTH) return invalid('The note is too long.')
  const note: Omit<Note, 'id'> = { body, timestamp, contacts: [], deals: [] }
  for (const { to, types } of associations ?? []) {
    for (const { associationTypeId } of types) {
      const type = NOTE_ASSOCIATIONS[associationTypeId]
      if (!type) return invalid(`Invalid association type ${associationTypeId} of a note`)
      const record = portal.records[type].find(undefined, to.id)
      if (!record) return notFound(`No ${type} with id ${to.id} exists`)
      note[type].push(record.id)
    }
  }
  return note
}

function write(portal: Portal, planned: Omit<Note, 'id'>) {
  const note: Note = { id: portal.newId(), ...planned }
  portal.notes.push(note)
  return { ...bodyOf(note), createdAt: portal.time(), updatedAt: portal.time() }
}

const bodyOf = ({ id, body, timestamp }: Note) => ({
  id,
  properties: { hs_note_body: body, hs_timestamp: timestamp, hs_object_id: id },
  archived: false,
})
