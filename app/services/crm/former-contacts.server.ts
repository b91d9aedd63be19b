import type { Crm, CrmRecord } from '#app/domain/crm/crm.ts'
import type { Database } from '#app/data/database.server.ts'
import { isHeld } from '#app/data/hubspot/sent-leads.server.ts'
import type { ErasureScope } from '#app/data/privacy/erasures.server.ts'
import { NOTES, UNCONFIRMED_NOTE } from '#app/domain/hubspot/contact-mark.ts'
import { isNoteAbout } from '#app/domain/hubspot/lead-note.ts'
import { LAST_CONTACTED_PROPERTY } from '#app/domain/hubspot/properties.ts'
import { readPages } from './association-pages.server.ts'
import { ADDRESSES, CONTACTS, addressesOf } from './contact-addresses.server.ts'
import { readNotesOf } from './find-notes.server.ts'
import { readDeals } from './read-deals.server.ts'
import type { CrmRun } from './run.server.ts'

/** What deals and notes of any scorecard say before they go to the recycling bin, where HubSpot keeps them for another 90 days. */
export const ERASED_NAME = 'Assessment: erased'

interface Context {
  db: Database
  crm: Crm
  run: CrmRun
}

export interface FormerContacts {
  made: string[]
  /** made as well, and not there any more: as they may be in the recycling bin, they go for good */
  gone: string[]
  /** may be somebody else's: a person has to look */
  left: string[]
}

/**
 * Contacts of other addresses that the assessments have or had. Anybody may type a customer's address: only what our own sync has
 * made, was not merged since, nobody else has, and sales have not worked on, goes along.
 */
export async function sortFormerContacts(
  context: Context,
  scope: ErasureScope,
  own: readonly string[],
): Promise<FormerContacts> {
  const { db, crm, run } = context
  const sorted: FormerContacts = { made: [], gone: [], left: [] }
  for (const id of scope.formerContactIds) {
    if (own.includes(id)) continue
    if (id.startsWith('-')) {
      sorted.left.push(id)
      continue
    }
    const wanted = [...ADDRESSES, LAST_CONTACTED_PROPERTY]
    const contact = await run.call('reads', () => crm.find(CONTACTS.type, id, { wanted }))
    if (contact && own.includes(contact.id)) continue
    const wasMade = scope.madeContactIds.includes(id) && (contact?.id ?? id) === id
    const isOurs = wasMade && !(await isHeld(db, id, contact ? addressesOf(contact) : []))
    if (!contact) {
      if (isOurs) sorted.gone.push(id)
    } else if (isOurs && !(await isWorkedOn(context, scope, contact))) sorted.made.push(id)
    else sorted.left.push(contact.id)
  }
  return sorted
}

/** A call, a meeting or an e-mail, a note or a deal that is none of these assessments'. An owner says nothing: rules give everybody one. */
async function isWorkedOn(
  { crm, run }: Context,
  { assessmentIds }: ErasureScope,
  { id, properties }: CrmRecord,
): Promise<boolean> {
  if (properties[LAST_CONTACTED_PROPERTY]) return true
  const ask = <Answer>(send: () => Promise<Answer>) => run.call('erasures', send)
  const { pages, next } = await readPages([id], (from) => ask(() => crm.associatedDeals(from)))
  const deals = await readDeals(crm, ask, {
    by: 'hs_object_id',
    keys: [...new Set(pages.flatMap((page) => page.dealIds))],
    wanted: ['ai_assessment_id'],
  })
  const isOurDeal = (deal: CrmRecord) => assessmentIds.includes(deal.properties.ai_assessment_id ?? '')
  if (next.length > 0 || !deals.every(isOurDeal)) return true
  if (!crm.notes) return false
  const { bodies, incomplete } = await readNotesOf(crm.notes, ask, [id])
  const isOurNote = (body: string) =>
    assessmentIds.some((assessment) => isNoteAbout(body, assessment)) ||
    [ERASED_NAME, UNCONFIRMED_NOTE, ...Object.values(NOTES)].some((text) => body.startsWith(text))
  return incomplete.size > 0 || ![...bodies.values()].every(isOurNote)
}
