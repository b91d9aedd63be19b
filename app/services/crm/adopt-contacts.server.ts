import type { CrmRecord } from '#app/domain/crm/crm.ts'
import { CrmError } from '#app/domain/crm/errors.ts'
import { type SyncError, faultOwner } from '#app/domain/crm/failure.ts'
import { ADDRESSES, CONTACTS, addressesOf, byAddress } from './contact-addresses.server.ts'
import { RunStopped } from './run.server.ts'
import type { SyncContext } from './sync-context.server.ts'
import type { RecordOutcome } from './send-batch.server.ts'
import type { RecordInput, StillWanted } from './upsert-records.server.ts'

export interface Adoption {
  wanted: readonly string[]
  changes(properties: Readonly<Record<string, string>>, contact: CrmRecord): Record<string, string>
}

const OVERWRITE: Adoption = { wanted: [], changes: (properties) => properties }

/** The contact that has an address as a secondary one is the person: it is updated by its id, and keeps its primary one. */
export async function adoptContacts(
  context: SyncContext,
  inputs: readonly RecordInput[],
  outcomes: ReadonlyMap<string, RecordOutcome>,
  stillWanted: StillWanted,
  adoption: Adoption = OVERWRITE,
): Promise<Map<string, RecordOutcome>> {
  const known = new Map(outcomes)
  const clashes = inputs.flatMap((input) => {
    const outcome = known.get(input.key)
    const error = outcome && 'error' in outcome ? outcome.error : null
    return error?.kind === 'conflict' ? [{ input, holderId: error.holderId }] : []
  })
  if (clashes.length === 0) return known
  const addresses = clashes.map(({ input }) => input.key)
  const wanted = () => [...ADDRESSES, ...context.run.lacking.among('contacts', adoption.wanted)]
  const found = await unlessFailed(() => findByAddress(context, addresses, wanted))
  if (!('answer' in found)) {
    for (const key of addresses) note(known, key, found)
    return known
  }
  for (const { input, holderId } of clashes) {
    const { key } = input
    const adopted = await unlessFailed(async () => {
      const holder = found.answer.get(key) ?? (await confirmHolder(context, key, holderId, wanted))
      return holder && (await adopt(context, holder, input, stillWanted, adoption)) ? holder.id : undefined
    })
    if (!('answer' in adopted)) note(known, key, adopted)
    else if (adopted.answer !== undefined) known.set(key, { id: adopted.answer })
  }
  return known
}

type Failed = { error: SyncError } | { stopped: true }

async function unlessFailed<Answer>(work: () => Promise<Answer>): Promise<{ answer: Answer } | Failed> {
  try {
    return { answer: await work() }
  } catch (error) {
    if (error instanceof CrmError) return { error: error.error }
    if (error instanceof RunStopped) return { stopped: true }
    throw error
  }
}

/** After a stop the conflict stands, for which the lead waits; and also where these calls, which send no address, call it bad. */
function note(known: Map<string, RecordOutcome>, key: string, failed: Failed): void {
  if ('error' in failed && faultOwner(failed.error) !== 'record') known.set(key, { error: failed.error })
}

async function findByAddress(
  { crm, run }: SyncContext,
  addresses: readonly string[],
  wanted: () => readonly string[],
): Promise<Map<string, CrmRecord>> {
  const { type, idProperty } = CONTACTS
  return byAddress(await run.call('reads', () => crm.read(type, idProperty, addresses, wanted())))
}

/** The contact that the refusal names, if it has the address: another one's is none of ours to change. */
async function confirmHolder(
  { crm, run }: SyncContext,
  address: string,
  holderId: string | undefined,
  wanted: () => readonly string[],
): Promise<CrmRecord | null> {
  if (holderId === undefined) return null
  const holder = await run.call('reads', () => crm.find(CONTACTS.type, holderId, { wanted: wanted() }))
  return holder && addressesOf(holder).includes(address) ? holder : null
}

/** @returns false when the person has withdrawn meanwhile */
async function adopt(
  { crm, run }: SyncContext,
  contact: CrmRecord,
  { key, properties: { email: _primary, ...properties } }: RecordInput,
  stillWanted: StillWanted,
  adoption: Adoption,
): Promise<boolean> {
  const changes = adoption.changes(properties, contact)
  const update = async (): Promise<boolean> => {
    const sent = () => run.lacking.without(CONTACTS.type, changes, key)
    if (Object.keys(sent()).length === 0) return true
    try {
      const done = await run.callPrepared(CONTACTS.type, {
        prepare: async () => ((await stillWanted([key])).has(key) ? true : null),
        send: async () => {
          await crm.update(CONTACTS.type, contact.id, sent())
          return true
        },
      })
      if (done) await run.worked(CONTACTS.type)
      return done ?? false
    } catch (error) {
      const isRule =
        error instanceof CrmError && run.lacking.refuses({ key, properties: changes }, error.error)
      if (!isRule) throw error
      return update()
    }
  }
  return update()
}
