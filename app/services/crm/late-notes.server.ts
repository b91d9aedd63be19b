import { type FollowUpSettlement, readNoteOutcomes } from '#app/data/hubspot/follow-ups.server.ts'
import type { CrmNotes } from '#app/domain/crm/crm.ts'
import { CrmError } from '#app/domain/crm/errors.ts'
import { ERASED_NAME } from './erase.server.ts'
import type { SyncContext } from './sync-context.server.ts'

/**
 * A run that slept, just before its call, until its lease was over makes a note that another run has made meanwhile, or that nobody
 * wants any more. HubSpot knows no two notes for one; the run does, as its settlement is not taken.
 * @param settlements those that were not taken
 */
export async function takeBackLateNotes(
  { db, crm }: SyncContext,
  settlements: readonly FollowUpSettlement[],
): Promise<void> {
  const late = settlements.filter(({ extra }) => extra.noteId !== null)
  if (late.length === 0) return
  const outcomes = await readNoteOutcomes(
    db,
    late.map(({ row }) => row.id),
  )
  for (const { row, extra } of late) {
    const outcome = outcomes.get(row.id)
    const isWanted =
      outcome !== undefined &&
      outcome.status !== 'cancelled' &&
      // Where another run holds it, that one may be about to find this very note.
      (outcome.noteId === null || outcome.noteId === extra.noteId)
    // Past the run's turns: its time is over, and nobody else knows of the note.
    if (!isWanted && crm.notes) await takeBack(crm.notes, extra.noteId!)
  }
}

/** Without its words: it may be of somebody who was erased, and the recycling bin keeps what comes there. */
async function takeBack(notes: CrmNotes, id: string): Promise<void> {
  await notes.updateNote(id, ERASED_NAME).catch(ignoreFailure)
  await notes.archiveNote(id).catch(ignoreFailure)
}

/** Two notes are a blemish, and no reason to stop. */
function ignoreFailure(error: unknown): void {
  if (!(error instanceof CrmError)) throw error
}
