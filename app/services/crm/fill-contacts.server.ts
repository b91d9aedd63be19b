import type { CrmRecord } from '#app/domain/crm/crm.ts'
import { scorecardsInCrm, sentContactProperties } from '#app/content/crm.ts'
import { SCORE_NAMES } from '#app/domain/hubspot/score-names.ts'
import { propertiesToFill } from '#app/domain/hubspot/unconfirmed.ts'
import { type Adoption, adoptContacts } from './adopt-contacts.server.ts'
import { ADDRESSES, CONTACTS, byAddress } from './contact-addresses.server.ts'
import { type RecordOutcome, sendBatch } from './send-batch.server.ts'
import type { SyncContext } from './sync-context.server.ts'
import { type RecordInput, type Resending, type StillWanted, upsertRecords } from './upsert-records.server.ts'

const SCORECARD_NAMES = [SCORE_NAMES, ...scorecardsInCrm().map(({ names }) => names)]
const FILL: Adoption = {
  wanted: sentContactProperties(),
  changes: (properties, contact) => propertiesToFill(properties, contact.properties, SCORECARD_NAMES),
}

/** What is there is read, and gets what it lacks; what is not is created, which overwrites nothing either. */
export async function fillContacts(
  context: SyncContext,
  inputs: readonly RecordInput[],
  stillWanted: StillWanted,
): Promise<Map<string, RecordOutcome>> {
  const { crm, run } = context
  const { contacts, outcomes } = await readContacts(context, inputs, stillWanted)
  const lacking: RecordInput[] = []
  const missing: RecordInput[] = []
  const secondary = new Map<string, RecordOutcome>()
  for (const input of inputs) {
    const { key, properties } = input
    const outcome = outcomes.get(key)
    if (!outcome || 'error' in outcome) continue
    outcomes.delete(key)
    const contact = contacts.get(key)
    if (!contact) missing.push({ key, properties, create: true })
    else if (contact.properties.email?.toLowerCase() !== key)
      secondary.set(key, { error: { kind: 'conflict', holderId: contact.id } })
    else {
      const lacks = FILL.changes(properties, contact)
      if (Object.keys(lacks).length === 0) outcomes.set(key, { id: contact.id })
      else lacking.push({ key, properties: lacks, exists: true })
    }
  }
  const filled = await upsertRecords(crm, run, CONTACTS, lacking, stillWanted, {
    prepare: lookedAtAgain(context, inputs, lacking, stillWanted),
  })
  const created = await upsertRecords(crm, run, CONTACTS, missing, stillWanted)
  const clashes = new Map([...created, ...secondary])
  return new Map([
    ...outcomes,
    ...filled,
    ...(await adoptContacts(context, inputs, clashes, stillWanted, FILL)),
  ])
}

/** What was read holds for one sending: whoever writes in HubSpot may have filled it since. */
function lookedAtAgain(
  context: SyncContext,
  inputs: readonly RecordInput[],
  first: readonly RecordInput[],
  stillWanted: StillWanted,
): Resending['prepare'] {
  let fresh: readonly RecordInput[] | null = first
  return async (keys) => {
    const known = fresh
    fresh = null
    if (known) return [...known]
    const wanted = inputs.filter(({ key }) => keys.includes(key))
    const { contacts } = await readContacts(context, wanted, stillWanted)
    return wanted.flatMap(({ key, properties }) => {
      const contact = contacts.get(key)
      const lacks = contact ? FILL.changes(properties, contact) : {}
      return Object.keys(lacks).length > 0 ? [{ key, properties: lacks, exists: true }] : []
    })
  }
}

async function readContacts(
  { crm, run }: SyncContext,
  inputs: readonly RecordInput[],
  stillWanted: StillWanted,
): Promise<{ contacts: Map<string, CrmRecord>; outcomes: Map<string, RecordOutcome> }> {
  const contacts = new Map<string, CrmRecord>()
  const { type, idProperty } = CONTACTS
  const outcomes = await sendBatch(
    run,
    {
      operation: 'reads',
      keyOf: ({ key }) => key,
      send: (some) =>
        run.callPrepared('reads', {
          prepare: async () => {
            const wanted = await stillWanted(some.map(({ key }) => key))
            return wanted.size > 0 ? [...wanted] : null
          },
          send: async (keys) => {
            const wanted = run.lacking.among('contacts', FILL.wanted)
            const found = await crm.read(type, idProperty, keys, [...ADDRESSES, ...wanted])
            for (const [address, contact] of byAddress(found)) contacts.set(address, contact)
            return { outcomes: new Map(keys.map((key) => [key, { id: key }])), passedOver: [] }
          },
        }),
    },
    inputs,
  )
  return { contacts, outcomes }
}
