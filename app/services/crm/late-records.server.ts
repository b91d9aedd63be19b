import type { LeadSettlement } from '#app/data/hubspot/claims.server.ts'
import { type FollowUpSettlement, readNoteOutcomes } from '#app/data/hubspot/follow-ups.server.ts'
import {
  type LateRecords,
  enlistLateRecords,
  markLateRecords,
} from '#app/data/privacy/late-records.server.ts'
import type { CrmNotes } from '#app/domain/crm/crm.ts'
import { CrmError } from '#app/domain/crm/errors.ts'
import { parseSyncPayload } from '#app/domain/hubspot/mapping.ts'
import { ERASED_NAME } from './former-contacts.server.ts'
import type { SyncContext } from './sync-context.server.ts'

// A run that slept, just before its call, until its lease was over makes what nobody wants any more. It finds out as it settles: its
// settlement is not taken.

const NOTHING = { email: null, contactId: null, dealId: null, noteId: null, formEmail: null }

/**
 * Contacts and deals that this run has itself made of people who were erased meanwhile go with their erasure; of those who have
 * withdrawn consent they are marked with their withdrawal.
 * @param settlements those that were not taken
 */
export async function giveUpLateLeads(
  { run }: Pick<SyncContext, 'run'>,
  settlements: readonly LeadSettlement[],
): Promise<void> {
  const made = (type: 'contacts' | 'deals', id: string | null) =>
    id !== null && run.created[type].has(id) ? id : null
  const late = settlements.flatMap(({ row, extra }): LateRecords[] => {
    const contactId = made('contacts', extra.contactId)
    const dealId = made('deals', extra.dealId)
    const payload = parseSyncPayload(row.payload)
    if (!payload || (contactId === null && dealId === null)) return []
    const { assessmentId, email } = payload
    return [{ ...NOTHING, assessmentId, run: row.claimToken, email, contactId, dealId }]
  })
  if (late.length === 0) return
  const erased = await run.query((db) => enlistLateRecords(db, late))
  const others = late.filter(({ assessmentId }) => !erased.has(assessmentId))
  if (others.length > 0) await run.query((db) => markLateRecords(db, others))
}

/**
 * A note that another run has made meanwhile, or about whom consent was withdrawn, is taken back; HubSpot knows no two notes for
 * one. Of people who were erased it goes with their erasure, and so does the contact that a form may have made.
 * @param settlements those that were not taken
 */
export async function giveUpLateFollowUps(
  { run, crm }: SyncContext,
  settlements: readonly FollowUpSettlement[],
): Promise<void> {
  const late = settlements.filter(({ row, outcome: { result }, extra }) =>
    row.kind === 'form' ? result === 'completed' || result === 'dead' : extra.noteId !== null,
  )
  if (late.length === 0) return
  const ids = late.map(({ row }) => row.id)
  const outcomes = await run.query((db) => readNoteOutcomes(db, ids))
  const gone = late.flatMap(
    ({ row: { id, assessmentId, claimToken, kind, email }, extra: { noteId } }): LateRecords[] => {
      const formEmail = kind === 'form' ? (email?.toLowerCase() ?? null) : null
      return outcomes.has(id) ? [] : [{ ...NOTHING, assessmentId, run: claimToken, noteId, formEmail }]
    },
  )
  const erased = gone.length > 0 ? await run.query((db) => enlistLateRecords(db, gone)) : new Set<string>()
  for (const { row, extra } of late) {
    const outcome = outcomes.get(row.id)
    const isWanted =
      outcome !== undefined &&
      outcome.status !== 'cancelled' &&
      // Where another run holds it, that one may be about to find this very note.
      (outcome.noteId === null || outcome.noteId === extra.noteId)
    if (extra.noteId === null || isWanted || erased.has(row.assessmentId) || !crm.notes) continue
    // Past the run's turns: its time is over, and nobody else knows of the note.
    await takeBack(crm.notes, extra.noteId)
  }
}

/** Without its words: the recycling bin keeps what comes there. */
async function takeBack(notes: CrmNotes, id: string): Promise<void> {
  await notes.updateNote(id, ERASED_NAME).catch(ignoreFailure)
  await notes.archiveNote(id).catch(ignoreFailure)
}

/** Two notes are a blemish, and no reason to stop. */
function ignoreFailure(error: unknown): void {
  if (!(error instanceof CrmError)) throw error
}
