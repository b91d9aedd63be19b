import { BATCH_LIMIT, type Crm, type CrmNotes } from '#app/domain/crm/crm.ts'
import { NotFoundError } from '#app/domain/crm/errors.ts'
import type { Database } from '#app/data/database.server.ts'
import { wasSentBeforeScrub } from '#app/data/hubspot/sent-leads.server.ts'
import {
  type ClaimedErasure,
  type ErasureScope,
  claimErasure,
  completeErasuresWithoutHubspot,
  noteFound,
  noteGone,
  resendLeads,
  settleErasure,
  wasErasedByAnother,
  widenErasure,
} from '#app/data/privacy/erasures.server.ts'
import { wasOpenedAgain } from '#app/data/privacy/late-records.server.ts'
import type { Outcome } from '#app/data/queue-outcomes.server.ts'
import { encodeSyncError } from '#app/domain/crm/failure.ts'
import { isNoteAbout } from '#app/domain/hubspot/lead-note.ts'
import { findAssociatedDeals } from './associated-deals.server.ts'
import { findContacts } from './find-contacts.server.ts'
import { readNotesOf } from './find-notes.server.ts'
import { ERASED_NAME, sortFormerContacts } from './former-contacts.server.ts'
import { chunk } from './group-leads.server.ts'
import {
  PEOPLE_LIMITS,
  type PeopleCounts,
  type PeopleDependencies,
  outcomeOfFailure,
  workOneByOne,
} from './one-by-one.server.ts'
import { type Ask, readDealsOf } from './read-deals.server.ts'
import type { CrmRun } from './run.server.ts'

type EraseResult =
  | 'completed'
  /** a person has to look: HubSpot has nothing any more of what was sent, or the address was forgotten before */
  | 'dead'
  | 'retried'
  | 'released'
  | 'lost'

export type EraseCounts = PeopleCounts<EraseResult>

const NONE: Record<EraseResult, number> = { completed: 0, dead: 0, retried: 0, released: 0, lost: 0 }

/** Repeated by cron until each is done; doing one twice is harmless. Null: nothing to do. */
export async function eraseInCrm(
  dependencies: PeopleDependencies,
  limits = PEOPLE_LIMITS,
  only?: { id: string },
): Promise<EraseCounts | null> {
  const { db, random } = dependencies
  return workOneByOne(dependencies, limits, NONE, {
    closeWithoutHubspot: () => completeErasuresWithoutHubspot(db),
    claim: () => claimErasure(db, crypto.randomUUID(), only?.id),
    work: (crm, run, erasure) => eraseOne({ db, crm, run, random }, erasure),
  })
}

interface EraseContext {
  db: Database
  crm: Crm
  run: CrmRun
  random: () => number
}

async function eraseOne(context: EraseContext, erasure: ClaimedErasure): Promise<EraseResult> {
  const { db, run, random } = context
  const settle = async (result: EraseResult, outcome: Outcome, left?: readonly string[]) =>
    (await settleErasure(db, erasure, outcome, left)) ? result : 'lost'
  const needsSomebody = (
    kind: 'nothing_found' | 'address_forgotten' | 'other_contact',
    left: readonly string[] = [],
  ) => settle('dead', { result: 'dead', error: encodeSyncError({ kind }) }, left)
  try {
    const erased = await eraseRecords(context, erasure)
    if (!erased) return 'lost'
    const { hasErased, missed, left } = erased
    if (missed && !(await wasErasedByAnother(db, erasure))) return await needsSomebody(missed, left)
    // Its calls need several permissions: not the first that works ends a pause, but the last.
    if (hasErased) {
      run.probe(erasure.probes)
      await run.worked('erasures')
    }
    if (left.length > 0) return await needsSomebody('other_contact', left)
    return await settle('completed', { result: 'completed' })
  } catch (error) {
    return settle(...outcomeOfFailure(error, run, erasure, { operation: 'erasures', random: random() }))
  }
}

interface Erased {
  /** something, by this attempt or those before */
  hasErased: boolean
  /** why nobody knows whether this person's contact is gone; null: found, or never sent */
  missed: 'nothing_found' | 'address_forgotten' | null
  /** numbers of other contacts of the assessments, which may be somebody else's */
  left: string[]
}

/** @returns null when the claim is no longer ours */
async function eraseRecords({ db, crm, run }: EraseContext, erasure: ClaimedErasure): Promise<Erased | null> {
  // Looked up first: HubSpot blocks an address for ever when it is told to delete one that it does not have.
  const known = await widenErasure(db, erasure, [])
  if (!known) return null
  const { email } = erasure
  const { contacts } = await findContacts(crm, run, { email, contactIds: known.contactIds })
  const found = contacts.map(({ id }) => id)
  const widened = await widenErasure(db, erasure, found)
  if (!widened) return null
  // What a run has enlisted just now nobody has looked for: the erasure is open again after this attempt.
  const own = [...new Set([...found, ...known.contactIds])]
  const { made, gone, left } = await sortFormerContacts({ db, crm, run }, widened, own)
  const scope = { ...widened, contactIds: [...own, ...made, ...gone] }
  const foundDeals = await eraseDealsAndNotes({ db, crm, run }, erasure, scope, [...found, ...made])
  // Also what HubSpot no longer shows: it may be in the recycling bin.
  for (const id of scope.contactIds) {
    await unlessGone(() => run.call('erasures', () => crm.eraseContact(id, run.lacking.all('contacts'))))
  }
  if (scope.contactIds.length > 0) await resendLeads(db, scope.contactIds)
  const foundContacts = found.length + scope.hubspotContacts
  const wasSent = known.contactIds.length > 0 || (await wasSentBeforeScrub(db, known.assessmentIds))
  const wasForgotten = email === null && !wasOpenedAgain(erasure)
  const reason = wasSent ? 'nothing_found' : wasForgotten ? 'address_forgotten' : null
  const hasErased = foundContacts + made.length + foundDeals > 0
  return { hasErased, missed: foundContacts > 0 ? null : reason, left }
}

/** What HubSpot has no longer, of what the erasure knows by its number. */
type Gone = Pick<ErasureScope, 'dealIds' | 'noteIds'>

/**
 * @param present numbers of the contacts that are there: of one that was merged HubSpot may answer under the other's
 * @returns how many deals there were
 */
async function eraseDealsAndNotes(
  { db, crm, run }: Omit<EraseContext, 'random'>,
  erasure: ClaimedErasure,
  scope: ErasureScope,
  present: readonly string[],
): Promise<number> {
  const gone: Gone = { dealIds: [], noteIds: [] }
  try {
    const ask: Ask = (send) => run.call('erasures', send)
    const { deals: associated } = await findAssociatedDeals(db, crm, ask, present)
    const deals = new Set([...(await findDeals(crm, run, scope, gone)), ...associated.map(({ id }) => id)])
    const counts = { contacts: present.length, deals: deals.size }
    await noteFound(db, erasure, { ...counts, contactIds: scope.contactIds })
    for (const id of deals) {
      await eraseDeal(crm, run, id)
      gone.dealIds.push(id)
    }
    if (crm.notes) await eraseNotes(crm.notes, run, scope, gone)
    return deals.size
  } finally {
    // A run makes so many calls: the next one goes on from where this one has come to.
    if (gone.dealIds.length + gone.noteIds.length > 0) await noteGone(db, erasure, gone)
  }
}

/** Deals by id, and by the assessments that they were made for: a sync that was cut off may have left some that nobody noted. */
async function findDeals(
  crm: Crm,
  run: CrmRun,
  { assessmentIds, dealIds }: Pick<ErasureScope, 'assessmentIds' | 'dealIds'>,
  gone: Gone,
): Promise<string[]> {
  const deals = new Set<string>()
  const ask = <Answer>(send: () => Promise<Answer>) => run.call('erasures', send)
  for (const { id } of await readDealsOf(crm, ask, assessmentIds)) deals.add(id)
  for (const id of dealIds) {
    if (deals.has(id)) continue
    const deal = await run.call('erasures', () => crm.find('deals', id, { wanted: ['dealname'] }))
    if (deal) deals.add(deal.id)
    else gone.dealIds.push(id)
  }
  return [...deals]
}

async function eraseDeal(crm: Crm, run: CrmRun, id: string): Promise<void> {
  await unlessGone(() => run.call('erasures', () => crm.update('deals', id, { dealname: ERASED_NAME })))
  await unlessGone(() => run.call('erasures', () => crm.archive('deals', id)))
}

async function eraseNotes(notes: CrmNotes, run: CrmRun, scope: ErasureScope, gone: Gone): Promise<void> {
  for (const id of new Set([...scope.noteIds, ...(await findUnknownNotes(notes, run, scope))])) {
    await eraseNote(notes, (send) => run.call('erasures', send), id)
    gone.noteIds.push(id)
  }
}

/** Notes that a run has made and not come to write down: they may be on a contact that stays. */
async function findUnknownNotes(
  notes: CrmNotes,
  run: CrmRun,
  { notedContactIds, assessmentIds }: ErasureScope,
): Promise<string[]> {
  const found: string[] = []
  for (const contactIds of chunk(notedContactIds, BATCH_LIMIT)) {
    const { bodies } = await readNotesOf(notes, (send) => run.call('erasures', send), contactIds)
    const isErased = (body: string) => assessmentIds.some((id) => isNoteAbout(body, id))
    found.push(...[...bodies].flatMap(([id, body]) => (isErased(body) ? [id] : [])))
  }
  return found
}

/** The contact's notes go with it; one that sales have put on another record as well would stay there. */
export async function eraseNote(notes: CrmNotes, ask: Ask, id: string): Promise<void> {
  await unlessGone(() => ask(() => notes.updateNote(id, ERASED_NAME)))
  await unlessGone(() => ask(() => notes.archiveNote(id)))
}

/** A record that is not there any more is what was wanted. */
async function unlessGone(call: () => Promise<unknown>): Promise<void> {
  try {
    await call()
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
  }
}
