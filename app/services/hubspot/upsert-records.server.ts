import {
  type HubspotClient,
  HubspotError,
  type ObjectType,
  RefusedError,
  type UpsertAnswer,
} from '#app/clients/hubspot/client.server.ts'
import type { Database } from '#app/data/database.server.ts'
import type { SyncError } from '#app/domain/hubspot/failure.ts'
import { type HubspotRun, RunStopped } from './run.server.ts'

/** What became of one input: the record's id, or the error and whether another attempt may help. */
export type RecordOutcome = { id: string } | { error: SyncError; permanent: boolean }

export interface RecordInput {
  /** value of the unique property; unique in the batch, and in lower case where HubSpot keeps it so */
  key: string
  properties: Record<string, string>
}

export interface RecordTarget {
  type: ObjectType
  idProperty: string
  /** a property that lists further values by which HubSpot finds the record, separated by semicolons */
  alternateKeys?: string
}

/**
 * Which of these keys may be sent still. Asked right before each call, because the run may have waited for it, and a person
 * may have withdrawn consent meanwhile.
 */
export type StillWanted = (db: Database, keys: readonly string[]) => Promise<ReadonlySet<string>>

interface Context {
  hubspot: HubspotClient
  run: HubspotRun
  target: RecordTarget
  stillWanted: StillWanted
  outcomes: Map<string, RecordOutcome>
}

/**
 * Upserts up to 100 records so that one bad record fails alone, and says of each what became of it. Inputs missing
 * from the answer were not tried, because the run stopped or they are not wanted any more.
 */
export async function upsertRecords(
  hubspot: HubspotClient,
  run: HubspotRun,
  target: RecordTarget,
  inputs: readonly RecordInput[],
  stillWanted: StillWanted,
): Promise<Map<string, RecordOutcome>> {
  const context = { hubspot, run, target, stillWanted, outcomes: new Map<string, RecordOutcome>() }
  try {
    await upsert(context, inputs)
  } catch (error) {
    if (!(error instanceof RunStopped)) throw error
  }
  return context.outcomes
}

async function upsert(context: Context, inputs: readonly RecordInput[], lastTry = false): Promise<void> {
  if (inputs.length === 0) return
  const { hubspot, run, target, stillWanted, outcomes } = context
  let sent: (RecordInput & { traceId: string })[] = []
  let answer: UpsertAnswer | null
  try {
    answer = await run.call(async (db) => {
      const wanted = await stillWanted(
        db,
        inputs.map(({ key }) => key),
      )
      sent = inputs
        .filter(({ key }) => wanted.has(key))
        .map((input) => ({ ...input, traceId: crypto.randomUUID() }))
      return sent.length === 0 ? null : hubspot.upsert(target.type, target.idProperty, sent)
    })
  } catch (error) {
    if (!(error instanceof HubspotError)) throw error
    if (!(error instanceof RefusedError)) return failAll(context, inputs, error.error, false)
    return refused(context, inputs, error.error, lastTry)
  }
  if (!answer) return

  // Answers come in any order, and successes often without their trace ids: what identifies one is its unique value.
  const keyOfTrace = new Map(sent.map(({ traceId, key }): [string, string] => [traceId, key]))
  const open = new Map(sent.map(({ key, properties }) => [key, { key, properties }]))
  const unmatched: string[] = []
  for (const { id, properties, traceId } of answer.results) {
    const key = keyOfTrace.get(traceId ?? '') ?? comparable(properties[target.idProperty])
    if (open.delete(key)) outcomes.set(key, { id })
    else unmatched.push(id)
  }
  const clashes: RecordInput[] = []
  for (const { traceIds, error } of answer.failures) {
    // Without a trace id a failure could be anyone's, unless there is only one.
    const named = traceIds.flatMap((traceId) => keyOfTrace.get(traceId) ?? [])
    for (const key of named.length === 0 && sent.length === 1 ? [...open.keys()] : named) {
      const input = open.get(key)
      open.delete(key)
      // A lost race against another writer: the record is there by now, so that the same call updates it.
      if (input && error.kind === 'conflict' && !lastTry) clashes.push(input)
      else outcomes.set(key, { error, permanent: true })
    }
  }
  for (const clash of clashes) await upsert(context, [clash], true)
  await settleLeftovers(context, [...open.values()], unmatched, sent.length, lastTry)
}

/**
 * HubSpot wrote nothing of the batch. A lost race against another writer is over by now, and the same call goes
 * through; otherwise halves are tried until the bad record stands alone.
 */
async function refused(
  context: Context,
  inputs: readonly RecordInput[],
  error: SyncError,
  lastTry: boolean,
): Promise<void> {
  if (error.kind === 'conflict' && !lastTry) return upsert(context, inputs, true)
  if (inputs.length === 1) return failAll(context, inputs, error, true)
  const middle = Math.ceil(inputs.length / 2)
  await upsert(context, inputs.slice(0, middle))
  await upsert(context, inputs.slice(middle))
}

/**
 * Inputs that the answer does not mention by value. Where it has records that match no input, the input's own is looked
 * up; what was really left out is sent once more, alone.
 */
async function settleLeftovers(
  context: Context,
  leftovers: readonly RecordInput[],
  unmatched: readonly string[],
  sent: number,
  lastTry: boolean,
): Promise<void> {
  if (leftovers.length === 0) return
  const ids = unmatched.length > 0 ? await lookUp(context, leftovers) : new Map<string, string>()
  const missing: RecordInput[] = []
  for (const input of leftovers) {
    const id = ids.get(input.key)
    // Only a record that this very answer reported was written; one that was there before proves nothing.
    if (id !== undefined && unmatched.includes(id)) context.outcomes.set(input.key, { id })
    else missing.push(input)
  }
  if (missing.length === 1 && (lastTry || sent === 1)) {
    return failAll(context, missing, { kind: 'no_result' }, false)
  }
  for (const input of missing) await upsert(context, [input], true)
}

/** @returns record ids by the key that finds them */
async function lookUp(
  { hubspot, run, target }: Context,
  inputs: readonly RecordInput[],
): Promise<Map<string, string>> {
  const keys = inputs.map(({ key }) => key)
  const wanted = [target.idProperty, ...(target.alternateKeys === undefined ? [] : [target.alternateKeys])]
  try {
    const records = await run.call(() => hubspot.read(target.type, target.idProperty, keys, wanted))
    return new Map(
      records.flatMap(({ id, properties }) =>
        wanted
          .flatMap((name) => (properties[name] ?? '').split(';'))
          .map((value): [string, string] => [comparable(value), id]),
      ),
    )
  } catch (error) {
    // Not knowing is no failure: the inputs are sent once more.
    if (error instanceof HubspotError) return new Map()
    throw error
  }
}

function failAll(
  { outcomes }: Context,
  inputs: readonly RecordInput[],
  error: SyncError,
  permanent: boolean,
): void {
  for (const { key } of inputs) outcomes.set(key, { error, permanent })
}

/** HubSpot stores and answers e-mail addresses in lower case; ids of assessments have no upper case. */
function comparable(value: string | null | undefined): string {
  return (value ?? '').trim().toLowerCase()
}
