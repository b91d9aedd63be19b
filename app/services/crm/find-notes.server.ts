import { quizOf } from '#app/content/scorecards.ts'
import { BATCH_LIMIT, type CrmNotes } from '#app/domain/crm/crm.ts'
import { CrmError } from '#app/domain/crm/errors.ts'
import type { ClaimedFollowUp, FollowUpSettlement } from '#app/data/hubspot/follow-ups.server.ts'
import { isNoteAbout, updatedNote } from '#app/domain/hubspot/lead-note.ts'
import { followUpSettlement as settle } from './follow-up-settlement.server.ts'
import { readPages } from './association-pages.server.ts'
import { chunk } from './group-leads.server.ts'
import type { Ask } from './read-deals.server.ts'
import { RunStopped } from './run.server.ts'
import type { SyncContext } from './sync-context.server.ts'

/** Which notes are there, by the link in them to their lead's page. */
export async function findNotes(
  context: SyncContext,
  rows: readonly ClaimedFollowUp[],
): Promise<{ settlements: FollowUpSettlement[]; missing: ClaimedFollowUp[] }> {
  if (rows.length === 0) return { settlements: [], missing: [] }
  const settlements: FollowUpSettlement[] = []
  const missing: ClaimedFollowUp[] = []
  try {
    const { bodies, incomplete } = await readBodies(context, rows)
    for (const row of rows) {
      const found = [...bodies].find(([, body]) => isNoteAbout(body, row.assessmentId))
      if (found) settlements.push(await bringUpToDate(context, row, found))
      else if (contactsOf(row).some((id) => incomplete.has(id)))
        settlements.push(settle.leftOut(row, { kind: 'interrupted' }))
      else missing.push(row)
    }
    return { settlements, missing }
  } catch (error) {
    if (error instanceof RunStopped)
      return { settlements: rows.map((row) => settle.untried(context, row, false)), missing: [] }
    if (!(error instanceof CrmError)) throw error
    // One contact that was passed over, as HubSpot may one that was merged, is nothing to the others.
    if (error.error.kind === 'no_result' && rows.length > 1) return findOneByOne(context, rows)
    return { settlements: rows.map((row) => settle.failed(context, row, error.error)), missing: [] }
  }
}

async function findOneByOne(
  context: SyncContext,
  rows: readonly ClaimedFollowUp[],
): Promise<{ settlements: FollowUpSettlement[]; missing: ClaimedFollowUp[] }> {
  const settlements: FollowUpSettlement[] = []
  const missing: ClaimedFollowUp[] = []
  for (const row of rows) {
    const found = await findNotes(context, [row])
    settlements.push(...found.settlements)
    missing.push(...found.missing)
  }
  return { settlements, missing }
}

/** With what has become of the address, and of the owner's leadership team, since the note was written. */
async function bringUpToDate(
  context: SyncContext,
  row: ClaimedFollowUp,
  [id, body]: [string, string],
): Promise<FollowUpSettlement> {
  const updated = updatedNote(body, quizOf(row), row)
  if (updated !== null) await asking(context)(() => context.crm.notes!.updateNote(id, updated))
  return settle.done(row, id)
}

/** A run may have written the note while the assessment had another address. */
const contactsOf = ({ contactId, formerContactIds }: ClaimedFollowUp) => [
  contactId!,
  ...formerContactIds.filter((id) => !id.startsWith('-')),
]

/** A look of which one call fails is none. */
async function readBodies(context: SyncContext, rows: readonly ClaimedFollowUp[]) {
  const contactIds = [...new Set(rows.flatMap(contactsOf))]
  return readNotesOf(context.crm.notes!, asking(context), contactIds)
}

const asking =
  ({ run }: SyncContext): Ask =>
  async (send) => {
    const ready = { prepare: async () => true, send: async () => ({ answer: await send() }) }
    return (await run.callPrepared('notes', ready))!.answer
  }

/** @returns the bodies of notes on these contacts, by the notes' ids; and the contacts that have more of them than were read */
export async function readNotesOf(crmNotes: CrmNotes, ask: Ask, contactIds: readonly string[]) {
  const { pages, next } = await readPages(contactIds, (from) => ask(() => crmNotes.notesOfContacts(from)))
  const theirs = pages.flatMap(({ notes }) => notes.filter(({ contactId }) => contactIds.includes(contactId)))
  const noteIds = new Set(theirs.map(({ noteId }) => noteId))
  const incomplete = new Set(next.map(({ id }) => id))
  const bodies = new Map<string, string>()
  for (const ids of chunk([...noteIds], BATCH_LIMIT)) {
    for (const [id, body] of await ask(() => crmNotes.readNotes(ids)))
      if (noteIds.has(id)) bodies.set(id, body)
  }
  return { bodies, incomplete }
}
