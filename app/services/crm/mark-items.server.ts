import type { CrmRecord, Crm } from '#app/domain/crm/crm.ts'
import { NotFoundError, RefusedError, ScopeError } from '#app/domain/crm/errors.ts'
import type { ClaimedMark } from '#app/data/privacy/contact-marks.server.ts'
import {
  type ItemResult,
  LEGAL_BASIS_PROPERTY,
  type MarkItem,
  NOTES,
  UNCONFIRMED_NOTE,
  remainingBases,
} from '#app/domain/hubspot/contact-mark.ts'
import type { DealPlace } from '#app/domain/quiz/content-types.ts'
import type { DealSettings } from '#app/domain/hubspot/mapping.ts'
import { readNotesOf } from './find-notes.server.ts'
import type { MarkedRecords } from './marked-records.server.ts'
import type { CrmRun } from './run.server.ts'

export interface WithdrawnDealSettings extends Pick<DealSettings, 'pipeline' | 'stage' | 'places'> {
  withdrawnStage: string | null
}

export interface MarkContext {
  crm: Crm
  run: CrmRun
  mark: ClaimedMark
  records: MarkedRecords
  deal: WithdrawnDealSettings
  now: Date
}

export const markItem: Record<MarkItem, (context: MarkContext) => Promise<ItemResult>> = {
  subscriptions: unsubscribe,
  legalBasis: clearLegalBasis,
  deals: closeDeals,
  note: writeNote,
}

async function unsubscribe({ crm, run, mark, records }: MarkContext): Promise<ItemResult> {
  if (records.contacts.length === 0) return 'nothing'
  const primary = records.contacts.map(({ properties }) => properties.email?.toLowerCase())
  // A complaint is about one mailbox; who withdraws means all that HubSpot would write to.
  const addresses =
    mark.kind === 'complained' && mark.email !== null ? [mark.email] : [mark.email, ...primary]
  const distinct = new Set(addresses.filter((address) => typeof address === 'string' && address !== ''))
  if (distinct.size === 0) return 'nothing'
  for (const address of distinct) {
    const result = await run.call('marks', () => ifPermitted(() => optOutUnlessDone(crm, address!)))
    if (result === 'not_permitted') return result
  }
  return 'done'
}

/** HubSpot may refuse what is done already. */
async function optOutUnlessDone(crm: Crm, address: string): Promise<void> {
  try {
    await crm.unsubscribe(address)
  } catch (error) {
    if (!(error instanceof RefusedError) || !(await crm.isUnsubscribed(address))) throw error
  }
}

async function clearLegalBasis({ crm, run, records }: MarkContext): Promise<ItemResult> {
  const results: ItemResult[] = []
  for (const { id, properties } of records.contacts) {
    const held = properties[LEGAL_BASIS_PROPERTY] ?? ''
    const kept = remainingBases(held)
    if (held === kept) continue
    const change = () => crm.update('contacts', id, { [LEGAL_BASIS_PROPERTY]: kept })
    results.push(await run.call('marks', () => ifPermitted(change)))
  }
  return results.find((result) => result === 'not_permitted') ?? results[0] ?? 'nothing'
}

/** Where a deal still is as it was made; none of these: somebody has worked on it. */
function placeOf({ properties }: CrmRecord, deal: WithdrawnDealSettings): DealPlace | undefined {
  return placesOf(deal).find(
    ({ pipeline, stage }) => properties.pipeline === pipeline && properties.dealstage === stage,
  )
}

const placesOf = ({ pipeline, stage, withdrawnStage, places }: WithdrawnDealSettings): DealPlace[] => [
  { pipeline, stage, withdrawnStage: withdrawnStage ?? undefined },
  ...Object.values(places ?? {}),
]

async function closeDeals({ crm, run, records, deal }: MarkContext): Promise<ItemResult> {
  const results = new Set<ItemResult>()
  for (const record of records.deals) {
    const place = placeOf(record, deal)
    const dealstage = place?.withdrawnStage
    if (dealstage !== undefined) await run.call('marks', () => crm.update('deals', record.id, { dealstage }))
    if (place) results.add(dealstage === undefined ? 'noted' : 'done')
    else results.add(isClosedByUs(record, deal) ? 'done' : 'left')
  }
  if (results.has('left')) return results.size > 1 ? 'some_left' : 'left'
  return (['done', 'noted'] as const).find((result) => results.has(result)) ?? 'nothing'
}

async function writeNote({ crm, run, mark, records, deal, now }: MarkContext): Promise<ItemResult> {
  const deals = records.deals.filter((record) => placeOf(record, deal) || isClosedByUs(record, deal))
  const on = [
    ...records.contacts.map(({ id }) => ({ type: 'contacts' as const, id })),
    ...deals.map(({ id }) => ({ type: 'deals' as const, id })),
  ]
  if (on.length === 0) return 'nothing'
  if (mark.attempted && (await isWritten({ crm, run, mark, records }))) return 'done'
  const said = mark.confirmed ? NOTES[mark.kind] : UNCONFIRMED_NOTE
  const note = { text: `${said} Reference: ${mark.id}`, at: now, on }
  const once = { prepare: async () => true, mayRepeat: async () => false }
  const send = () => ifPermitted(() => crm.createNote(note))
  return (await run.callPrepared('marks', { ...once, send }))!
}

/** By a call that broke off, or a run that did not come to say so. */
async function isWritten({
  crm: { notes },
  run,
  mark,
  records,
}: Omit<MarkContext, 'deal' | 'now'>): Promise<boolean> {
  if (!notes) return false
  const contactIds = records.contacts.map(({ id }) => id)
  const { bodies } = await readNotesOf(notes, (send) => run.call('marks', send), contactIds)
  return [...bodies.values()].some((body) => body.includes(mark.id))
}

const isClosedByUs = ({ properties }: CrmRecord, deal: WithdrawnDealSettings) =>
  placesOf(deal).some(
    ({ withdrawnStage }) => withdrawnStage !== undefined && properties.dealstage === withdrawnStage,
  )

/** These permissions are not needed for anything else: without them the rest is done, and the receipt says so. */
async function ifPermitted(call: () => Promise<unknown>): Promise<'done' | 'not_permitted'> {
  try {
    await call()
    return 'done'
  } catch (error) {
    // To whom a field is hidden Salesforce says that there is none.
    const hidden = ['property_read_only', 'property_missing']
    const closed = error instanceof RefusedError && hidden.includes(error.error.kind)
    if (error instanceof ScopeError || error instanceof NotFoundError || closed) return 'not_permitted'
    throw error
  }
}
