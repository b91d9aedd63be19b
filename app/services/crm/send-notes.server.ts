import { quizOf } from '#app/content/scorecards.ts'
import type { UpsertAnswer } from '#app/domain/crm/crm.ts'
import { CrmError, NotFoundError, RefusedError, isRefusal } from '#app/domain/crm/errors.ts'
import {
  type ClaimedFollowUp,
  type FollowUpSettlement,
  readHeldFollowUps,
} from '#app/data/hubspot/follow-ups.server.ts'
import type { SyncError } from '#app/domain/crm/failure.ts'
import { isNoteAbout, leadNote } from '#app/domain/hubspot/lead-note.ts'
import { followUpSettlement as settle } from './follow-up-settlement.server.ts'
import { findNotes } from './find-notes.server.ts'
import { RunStopped } from './run.server.ts'
import type { SyncContext } from './sync-context.server.ts'

/** A note that may be there already is looked for first. */
export async function sendNotes(
  context: SyncContext,
  rows: readonly ClaimedFollowUp[],
): Promise<FollowUpSettlement[]> {
  const again = rows.filter(({ attempted }) => attempted)
  const { settlements, missing } = await findNotes(context, again)
  const fresh = rows.filter(({ attempted }) => !attempted)
  return [...settlements, ...(await write(context, [...fresh, ...missing]))]
}

/** Never repeated by itself: creating one twice makes two. */
async function write(context: SyncContext, rows: readonly ClaimedFollowUp[]): Promise<FollowUpSettlement[]> {
  if (rows.length === 0) return []
  const { run, crm } = context
  let sent: readonly ClaimedFollowUp[] = []
  try {
    const answer = await run.callPrepared('notes', {
      prepare: async () => {
        // Begun in this very moment, as their leads were settled.
        if (context.callsAtOnce && rows.every(({ attempted }) => !attempted)) return rows
        const held = await readHeldFollowUps(context.db, rows)
        const wanted = rows.filter(({ id }) => held.has(id))
        return wanted.length > 0 ? wanted : null
      },
      send: (wanted) => {
        sent = wanted
        return crm.notes!.createNotes(wanted.map((row) => inputOf(context, row)))
      },
      mayRepeat: async () => false,
    })
    return answer ? await readNotesAnswer(context, sent, answer) : []
  } catch (error) {
    if (error instanceof RunStopped)
      return rows.map((row) => settle.untried(context, row, sent.includes(row)))
    if (!(error instanceof CrmError)) throw error
    return readRefusal(context, sent, error)
  }
}

function inputOf({ followUps, clock }: SyncContext, row: ClaimedFollowUp) {
  return {
    traceId: row.id,
    contactId: row.contactId!,
    body: leadNote(quizOf(row), row, followUps!.siteUrl),
    at: clock.now(),
  }
}

async function readNotesAnswer(
  context: SyncContext,
  sent: readonly ClaimedFollowUp[],
  { results, failures }: UpsertAnswer,
): Promise<FollowUpSettlement[]> {
  if (results.length > 0) await context.run.worked('notes')
  return sent.map((row) => {
    const isOurs = (body: string | null | undefined) =>
      typeof body === 'string' ? isNoteAbout(body, row.assessmentId) : sent.length === 1
    const made = results.find(
      ({ traceId, properties }) => traceId === row.id || isOurs(properties.hs_note_body),
    )
    if (made) return settle.done(row, made.id)
    const failure = failures.find(({ traceIds }) => traceIds.includes(row.id))
    if (failure) return afterFailure(context, row, failure.error)
    return settle.unknown(context, row, failures[0]?.error ?? { kind: 'no_result' })
  })
}

/** A refusal concerns the whole call: a smaller one finds whose fault it is, of those that were not written all the same. */
async function readRefusal(
  context: SyncContext,
  sent: readonly ClaimedFollowUp[],
  error: CrmError,
): Promise<FollowUpSettlement[]> {
  if (!(error instanceof RefusedError || error instanceof NotFoundError))
    return sent.map((row) => settle.unknown(context, row, error.error))
  if (sent.length > 1) {
    const { settlements, missing } = isRefusal(error)
      ? { settlements: [], missing: sent }
      : await findNotes(context, sent)
    const middle = Math.ceil(missing.length / 2)
    return [
      ...settlements,
      ...(await write(context, missing.slice(0, middle))),
      ...(await write(context, missing.slice(middle))),
    ]
  }
  if (!(error instanceof NotFoundError) && !isRefusal(error))
    return sent.map((row) => settle.unknown(context, row, error.error))
  return sent.map((row) =>
    error instanceof NotFoundError
      ? settle.leftOut(row, error.error)
      : afterFailure(context, row, error.error),
  )
}

const GONE = ['OBJECT_NOT_FOUND', 'ENTITY_IS_DELETED', 'INVALID_CROSS_REFERENCE_KEY']

/** Where the contact is gone nobody reads a note about it. */
function afterFailure(context: SyncContext, row: ClaimedFollowUp, error: SyncError): FollowUpSettlement {
  return error.codes?.some((code) => GONE.includes(code))
    ? settle.leftOut(row, error)
    : settle.failed(context, row, error)
}
