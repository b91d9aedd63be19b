import type { CrmRecord, ObjectType } from '#app/domain/crm/crm.ts'
import { CrmError, RefusedError } from '#app/domain/crm/errors.ts'
import {
  type ClaimedFollowUp,
  type FollowUpSettlement,
  readHeldFollowUps,
} from '#app/data/hubspot/follow-ups.server.ts'
import type { SyncError } from '#app/domain/crm/failure.ts'
import { chooseOwner } from '#app/domain/hubspot/owner-rules.ts'
import { OWNER_PROPERTY } from '#app/domain/hubspot/properties.ts'
import { followUpSettlement as settle } from './follow-up-settlement.server.ts'
import { RunStopped } from './run.server.ts'
import type { SyncContext } from './sync-context.server.ts'

const hasOwner = ({ properties }: CrmRecord) => (properties[OWNER_PROPERTY] ?? '') !== ''

/** Of records that have none: whom sales have put there stays. */
export async function assignOwners(
  context: SyncContext,
  rows: readonly ClaimedFollowUp[],
): Promise<FollowUpSettlement[]> {
  if (rows.length === 0) return []
  const { run, crm } = context
  const read = async (type: ObjectType, ids: readonly string[]) => {
    if (ids.length === 0) return new Map<string, CrmRecord>()
    const asked = () => crm.lookUp(type, 'hs_object_id', [...new Set(ids)], [OWNER_PROPERTY])
    const { found, missing } = await ask(context, asked)
    if (found.length + missing.size === 0) throw new RefusedError({ kind: 'no_result' })
    return new Map(found.map((record) => [record.id, record]))
  }
  try {
    const held = await run.query((queried) => readHeldFollowUps(queried, rows))
    const wanted = rows.filter(({ id }) => held.has(id))
    const ofDeals = wanted.filter(({ kind }) => kind === 'deal_owner')
    const contacts = await read(
      'contacts',
      wanted.map(({ contactId }) => contactId!),
    )
    const deals = await read(
      'deals',
      ofDeals.flatMap(({ dealId }) => dealId ?? []),
    )
    const done: FollowUpSettlement[] = []
    const open = { contacts: new Map<string, Assignment>(), deals: new Map<string, Assignment>() }
    for (const row of wanted) {
      const type = row.kind === 'deal_owner' ? 'deals' : 'contacts'
      const id = (type === 'deals' ? row.dealId : row.contactId) ?? ''
      const record = (type === 'deals' ? deals : contacts).get(id)
      const ofContact = contacts.get(row.contactId!)?.properties[OWNER_PROPERTY]
      const owner = (type === 'deals' && ofContact) || chooseOwner(context.followUps!.ownerRules, row)
      // Merged or gone, in good hands, or of no rule.
      if (!record || hasOwner(record) || !owner || open[type].has(id)) done.push(settle.done(row, null))
      else open[type].set(id, { row, owner })
    }
    return [
      ...done,
      ...(await update(context, 'contacts', open.contacts)),
      ...(await update(context, 'deals', open.deals)),
    ]
  } catch (error) {
    if (error instanceof RunStopped) return rows.map((row) => settle.untried(context, row, false))
    if (error instanceof CrmError) return rows.map((row) => settle.failed(context, row, error.error))
    throw error
  }
}

interface Assignment {
  row: ClaimedFollowUp
  owner: string
}

async function update(
  context: SyncContext,
  type: ObjectType,
  assignments: ReadonlyMap<string, Assignment>,
): Promise<FollowUpSettlement[]> {
  const { owners } = context.crm
  if (assignments.size === 0 || !owners) return []
  const changes = [...assignments].map(([id, { row, owner }]) => ({
    id,
    traceId: row.id,
    properties: { [OWNER_PROPERTY]: owner },
  }))
  const rows = [...assignments.values()].map(({ row }) => row)
  try {
    const { results, failures } = await ask(context, () => owners.updateMany(type, changes))
    const written = new Set(results.map(({ id }) => id))
    return [...assignments].map(([id, { row }]) => {
      if (written.has(id)) return settle.done(row, null)
      const failure = failures.find(({ traceIds }) => traceIds.includes(row.id)) ?? failures[0]
      return afterFailure(context, row, failure?.error ?? { kind: 'no_result' })
    })
  } catch (error) {
    if (error instanceof RunStopped) return rows.map((row) => settle.untried(context, row, false))
    if (!(error instanceof CrmError)) throw error
    return rows.map((row) => afterFailure(context, row, error.error))
  }
}

/** A person who is no longer an owner in HubSpot: the record waits for whoever looks at it there. */
function afterFailure(context: SyncContext, row: ClaimedFollowUp, error: SyncError): FollowUpSettlement {
  return error.properties?.includes(OWNER_PROPERTY)
    ? settle.leftOut(row, error)
    : settle.failed(context, row, error)
}

async function ask<Answer>({ run }: SyncContext, send: () => Promise<Answer>): Promise<Answer> {
  const ready = { prepare: async () => true, send: async () => ({ answer: await send() }) }
  const { answer } = (await run.callPrepared('owners', ready))!
  await run.worked('owners')
  return answer
}
