import type { Crm, ObjectType, UpsertAnswer } from '#app/domain/crm/crm.ts'
import { CrmError, isRefusal } from '#app/domain/crm/errors.ts'
import type { SyncError } from '#app/domain/crm/failure.ts'
import { type CrmRun, RunStopped } from './run.server.ts'
import { type BatchAnswer, type RecordOutcome, sendBatch } from './send-batch.server.ts'

export interface RecordInput {
  /** value of the unique property; unique in the batch, and in lower case where HubSpot keeps it so */
  key: string
  properties: Record<string, string>
  /** HubSpot is known to have the record: where it asks for more, as for a new one, the record is gone */
  exists?: boolean
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
  noteSent?(keys: readonly string[]): void
  /** These were to be created, and are there already or may be. Where it heeds that, a conflict is sent anew. */
  noteClash?(keys: readonly string[]): void
}

interface Context {
  crm: Crm
  run: CrmRun
  target: RecordTarget
  stillWanted: StillWanted
  resending: Resending | undefined
}

export async function upsertRecords(
  crm: Crm,
  run: CrmRun,
  target: RecordTarget,
  inputs: readonly RecordInput[],
  stillWanted: StillWanted,
  resending?: Resending,
): Promise<Map<string, RecordOutcome>> {
  const context = { crm, run, target, stillWanted, resending }
  const call = {
    operation: target.type,
    keyOf: ({ key }: RecordInput) => key,
    send: (some: readonly RecordInput[]) => send(context, some),
    settlesConflicts: resending?.noteClash !== undefined,
    isExpected: ({ exists }: RecordInput, { kind, holderId }: SyncError) =>
      (exists === true && kind === 'required_property_missing') || holderId !== undefined,
  }
  return sendBatch(run, call, inputs)
}

async function send(
  context: Context,
  inputs: readonly RecordInput[],
): Promise<BatchAnswer<RecordInput> | null> {
  const { run, target, resending } = context
  let current = inputs
  const renew = async () => {
    if (resending) current = await resending.prepare(inputs.map(({ key }) => key))
    return current.length > 0
  }
  if (!(await renew())) return null
  const isCreation = () => current.some(({ create }) => create)
  try {
    const answered = await run.callPrepared(target.type, {
      prepare: () => selectWanted(context, current),
      mayRepeat: renew,
      send: async (wanted) => ({
        sent: wanted,
        answer: await sendOnce(context, isCreation() ? 'create' : 'upsert', wanted),
      }),
    })
    return answered && (await readUpsertAnswer(context, answered.sent, answered.answer))
  } catch (error) {
    if (!(error instanceof CrmError)) throw error
    const isClash = error.error.kind === 'conflict'
    if (isClash && isCreation()) resending?.noteClash?.(current.map(({ key }) => key))
    const [only, ...others] = current
    if (only && others.length === 0 && run.lacking.refuses(only, error.error)) return send(context, inputs)
    throw error
  }
}

/** What breaks off may have been carried out, whatever becomes of the calls that follow it. */
async function sendOnce(
  context: Context,
  method: 'create' | 'upsert',
  wanted: readonly SentInput[],
): Promise<UpsertAnswer> {
  const { crm, target } = context
  try {
    return await crm[method](target.type, target.idProperty, wanted)
  } catch (error) {
    if (error instanceof CrmError && !isRefusal(error)) noteUncertain(context, wanted)
    throw error
  }
}

function noteUncertain({ run, target }: Context, inputs: readonly RecordInput[]): void {
  for (const { key } of inputs) run.uncertain[target.type].add(key)
}

type SentInput = RecordInput & { traceId: string }

async function selectWanted(
  { run, target, stillWanted, resending }: Context,
  inputs: readonly RecordInput[],
): Promise<SentInput[] | null> {
  const wanted = await stillWanted(inputs.map(({ key }) => key))
  const sent = inputs
    .filter(({ key }) => wanted.has(key))
    .map((input) => ({
      ...input,
      properties: run.lacking.without(target.type, input.properties, input.key),
      traceId: crypto.randomUUID(),
    }))
  if (sent.length === 0) return null
  resending?.noteSent?.(sent.map(({ key }) => key))
  return sent
}

/** Answers come in any order, and successes often without their trace ids: what identifies one is its unique value. */
async function readUpsertAnswer(
  context: Context,
  sent: readonly SentInput[],
  answer: UpsertAnswer,
): Promise<BatchAnswer<RecordInput>> {
  const { target } = context
  const outcomes = new Map<string, RecordOutcome>()
  const isCreation = sent.some(({ create }) => create)
  const keyOfTrace = new Map(sent.map(({ traceId, key }): [string, string] => [traceId, key]))
  const open = new Map(sent.map((input) => [input.key, input]))
  const unmatched: string[] = []
  const lacking: SentInput[] = []
  for (const { id, properties, traceId, created } of answer.results) {
    if (created) context.run.created[target.type].add(id)
    const key = keyOfTrace.get(traceId ?? '') ?? comparable(properties[target.idProperty])
    if (open.delete(key)) outcomes.set(key, { id })
    else unmatched.push(id)
  }
  for (const { traceIds, error } of answer.failures) {
    const named = traceIds.flatMap((traceId) => keyOfTrace.get(traceId) ?? [])
    for (const key of named.length === 0 && sent.length === 1 ? [...open.keys()] : named) {
      const input = open.get(key)
      open.delete(key)
      const { lacking: known } = context.run
      if (input && (known.explains(target.type, error, input.properties) || known.refuses(input, error))) {
        lacking.push(input)
        continue
      }
      if (isCreation && error.kind === 'conflict') context.resending?.noteClash?.([key])
      outcomes.set(key, { error })
    }
  }
  const ids = open.size > 0 && unmatched.length > 0 ? await lookUp(context, [...open.values()]) : NOBODY
  for (const key of open.keys()) {
    const id = ids.get(key)
    // Only a record that this very answer reported was written; one that was there before proves nothing.
    if (id === undefined || !unmatched.includes(id)) continue
    outcomes.set(key, { id })
    open.delete(key)
  }
  const passedOver: RecordInput[] = [...open.values()]
  noteUncertain(context, passedOver)
  if (lacking.length > 0) passedOver.push(...(await sendWithoutLacking(context, lacking, outcomes)))
  return { outcomes, passedOver }
}

/** @returns what was passed over once more */
async function sendWithoutLacking(
  context: Context,
  inputs: readonly RecordInput[],
  outcomes: Map<string, RecordOutcome>,
): Promise<readonly RecordInput[]> {
  try {
    const answer = await send(context, inputs)
    for (const [key, outcome] of answer?.outcomes ?? []) outcomes.set(key, outcome)
    return answer?.passedOver ?? []
  } catch (error) {
    if (!(error instanceof CrmError)) throw error
    for (const { key } of inputs) outcomes.set(key, { error: error.error })
    return []
  }
}

/** What keeps deals from being read keeps them from being sent; that they are read does not mean that they can be. */
export async function askForDeals<Answer>(run: CrmRun, send: () => Promise<Answer>): Promise<Answer> {
  const ready = { prepare: async () => true, send: async () => ({ answer: await send() }) }
  return (await run.callPrepared('deals', ready))!.answer
}

const NOBODY: ReadonlyMap<string, string> = new Map()

async function lookUp(
  { crm, run, target }: Context,
  inputs: readonly RecordInput[],
): Promise<ReadonlyMap<string, string>> {
  const keys = inputs.map(({ key }) => key)
  const wanted = [target.idProperty, ...(target.alternateKeys === undefined ? [] : [target.alternateKeys])]
  try {
    const read = () => crm.read(target.type, target.idProperty, keys, wanted)
    const records = target.type === 'deals' ? await askForDeals(run, read) : await run.call('reads', read)
    return new Map(
      records.flatMap(({ id, properties }) =>
        wanted
          .flatMap((name) => (properties[name] ?? '').split(';'))
          .map((value): [string, string] => [comparable(value), id]),
      ),
    )
  } catch (error) {
    // Not knowing is no failure: the inputs are sent once more.
    if (error instanceof CrmError || (error instanceof RunStopped && !run.stopped)) return new Map()
    throw error
  }
}

/** HubSpot stores and answers e-mail addresses in lower case; ids of assessments have no upper case. */
function comparable(value: string | null | undefined): string {
  return (value ?? '').trim().toLowerCase()
}
