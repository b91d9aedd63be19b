import type { Crm } from '#app/domain/crm/crm.ts'
import type { Database } from '#app/data/database.server.ts'
import { type ErasureScope, isHeld } from '#app/data/privacy/erasures.server.ts'
import { ADDRESSES, CONTACTS, addressesOf } from './contact-addresses.server.ts'
import type { CrmRun } from './run.server.ts'

/**
 * Contacts of other addresses that the assessments have or had. Anybody may type a customer's address: only what our own sync has
 * made, was not merged since, and nobody else has, goes along.
 */
export async function sortFormerContacts(
  { db, crm, run }: { db: Database; crm: Crm; run: CrmRun },
  { formerContactIds, madeContactIds }: ErasureScope,
  own: readonly string[],
): Promise<{ made: string[]; left: string[] }> {
  const made: string[] = []
  const left: string[] = []
  for (const id of formerContactIds) {
    if (own.includes(id)) continue
    if (id.startsWith('-')) {
      left.push('-')
      continue
    }
    const contact = await run.call('reads', () => crm.find(CONTACTS.type, id, { wanted: ADDRESSES }))
    if (!contact || own.includes(contact.id)) continue
    const isOurs = contact.id === id && madeContactIds.includes(id)
    if (isOurs && !(await isHeld(db, id, addressesOf(contact)))) made.push(id)
    else left.push(contact.id)
  }
  return { made, left }
}
