import {
  type HubspotClient,
  HubspotError,
  type ObjectType,
  RefusedError,
  type UpsertAnswer,
} from '#app/clients/hubspot/client.server.ts'
import type { SyncError } from '#app/domain/hubspot/failure.ts'
import { type HubspotRun, RunStopped } from './run.server.ts'

/** Why something was not written; `permanent`: another attempt would not help. */
export interface RecordFailure {
  error: SyncError
  permanent: boolean
}

export type RecordOutcome = { id: string } | RecordFailure

export interface RecordInput {
  /** value of the unique property; unique in the batch, and in lower case where HubSpot keeps it so */
  key: string
  properties: Record<string, string>
  /** it may be there already, and must then stay as it is: a conflict says so */
  create?: boolean
}

export interface RecordTarget {
  type: ObjectType
  idProperty: string
  /** a property that lists further values by which HubSpot finds the record, separated by semicolons */
  alternateKeys?: string
}

/** Asked right before each call: the run may have waited, and a person may have withdrawn consent meanwhile. */
export type StillWanted = (keys: readonly string[]) => Promise<ReadonlySet<string>>

/** For records that are not to be sent twice alike: what became of the first sending decides what is sent next. */
export interface Resending {
  /** Asked before each call, outside its turn. Gives what is to be sent now; what is missing is not sent. */
  prepare(keys: readonly string[]): Promise<RecordInput[]>
  noteSent(keys: readonly string[]): void
  /** These were to be created, and are there already or may be. */
  noteClash(keys: readonly string[]): void
}

interface Context {
  hubspot: HubspotClient
  run: HubspotRun
  target: RecordTarget
  stillWanted: StillWanted
  resending: Resending | undefined
  outcomes: Map<string, RecordOutcome>
}

/** One bad record fails alone. Inputs missing from the answer were not tried, or are not wanted any more. */
export async function upsertRecords(
  hubspot: HubspotClient,
  run: HubspotRun,
  target: RecordTarget,
  inputs: readonly RecordInput[],
  stillWanted: StillWanted,
  resending?: Resending,
): Promise<Map<string, RecordOutcome>> {
  const outcomes = new Map<string, RecordOutcome>()
  const context = { hubspot, run, target, stillWanted, resending, outcomes }
  try {
    await upsert(context, inputs)
  } catch (error) {
    if (!(error instanceof RunStopped)) throw error
  }
  return context.outcomes
}

async function upsert(context: Context, inputs: readonly RecordInput[], lastTry = false): Promise<void> {
  if (inputs.length === 0) return
  const sent = await send(context, inputs)
  switch (sent.kind) {
    case 'answered':
      return readAnswer(context, sent.inputs, sent.answer, lastTry)
    case 'refused':
      return splitRefused(context, inputs, sent.error, lastTry)
    case 'failed':
      return failAll(context, inputs, sent.error, false)
    case 'not_wanted':
      return
  }
}

type Sent =
  | { kind: 'answered'; inputs: SentInput[]; answer: UpsertAnswer }
  | { kind: 'refused'; error: SyncError }
  | { kind: 'failed'; error: SyncError }
  | { kind: 'not_wanted' }

async function send(context: Context, inputs: readonly RecordInput[]): Promise<Sent> {
  const { hubspot, run, target, resending } = context
  let current = inputs
  const renew = async () => {
    if (resending) current = await resending.prepare(inputs.map(({ key }) => key))
    return current.length > 0
  }
  if (!(await renew())) return { kind: 'not_wanted' }
  const isCreation = () => current.some(({ create }) => create)
  try {
    const answered = await run.callPrepared(target.type, {
      prepare: () => selectWanted(context, current),
      mayRepeat: renew,
      send: async (wanted) => ({
        kind: 'answered' as const,
        inputs: wanted,
        answer: await hubspot[isCreation() ? 'create' : 'upsert'](target.type, target.idProperty, wanted),
      }),
    })
    return answered ?? { kind: 'not_wanted' }
  } catch (error) {
    if (!(error instanceof HubspotError)) throw error
    if (isCreation() && error.error.kind === 'conflict') resending?.noteClash(current.map(({ key }) => key))
    return { kind: error instanceof RefusedError ? 'refused' : 'failed', error: error.error }
  }
}

type SentInput = RecordInput & { traceId: string }

async function selectWanted(
  { stillWanted, resending }: Context,
  inputs: readonly RecordInput[],
): Promise<SentInput[] | null> {
  const wanted = await stillWanted(inputs.map(({ key }) => key))
  const sent = inputs
    .filter(({ key }) => wanted.has(key))
    .map((input) => ({ ...input, traceId: crypto.randomUUID() }))
  if (sent.length === 0) return null
  resending?.noteSent(sent.map(({ key }) => key))
  return sent
}

/** Answers come in any order, and successes often without their trace ids: what identifies one is its unique value. */
async function readAnswer(
  context: Context,
  sent: readonly SentInput[],
  answer: UpsertAnswer,
  lastTry: boolean,
): Promise<void> {
  const { target, outcomes } = context
  const isCreation = sent.some(({ create }) => create)
  const keyOfTrace = new Map(sent.map(({ traceId, key }): [string, string] => [traceId, key]))
  const open = new Map(sent.map((input) => [input.key, input]))
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
      if (isCreation && error.kind === 'conflict') context.resending?.noteClash([key])
      if (input && error.kind === 'conflict' && (!lastTry || context.resending)) clashes.push(input)
      else outcomes.set(key, { error, permanent: true })
    }
  }
  for (const clash of clashes) await upsert(context, [clash], true)
  await settleLeftovers(context, [...open.values()], unmatched, sent.length, lastTry)
}

/** A lost race against another writer is over by now; otherwise halves are tried until the bad record is alone. */
async function splitRefused(
  context: Context,
  inputs: readonly RecordInput[],
  error: SyncError,
  lastTry: boolean,
): Promise<void> {
  if (error.kind === 'conflict' && (!lastTry || context.resending)) return upsert(context, inputs, true)
  if (inputs.length === 1) return failAll(context, inputs, error, true)
  const middle = Math.ceil(inputs.length / 2)
  await upsert(context, inputs.slice(0, middle))
  await upsert(context, inputs.slice(middle))
}

/** Where the answer has records that match no input, they are looked up; what was left out is sent once more. */
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

async function lookUp(
  { hubspot, run, target }: Context,
  inputs: readonly RecordInput[],
): Promise<Map<string, string>> {
  const keys = inputs.map(({ key }) => key)
  const wanted = [target.idProperty, ...(target.alternateKeys === undefined ? [] : [target.alternateKeys])]
  try {
    const records = await run.call('reads', () => hubspot.read(target.type, target.idProperty, keys, wanted))
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
