import type { CrmRecord, Crm } from '#app/domain/crm/crm.ts'
import { ADDRESSES, CONTACTS, addressesOf } from './contact-addresses.server.ts'
import type { CrmRun } from './run.server.ts'

export interface KnownContact {
  /** null once the address was forgotten */
  email: string | null
  contactIds: readonly string[]
}

/**
 * Somebody's contacts as HubSpot has them now. An id leads to the contact that it was merged into, whatever its address is
 * by now; an address to the contact that has it as its first or a further one.
 * @returns `lost`: ids that lead to none any more
 */
export async function findContacts(
  crm: Crm,
  run: CrmRun,
  { email, contactIds }: KnownContact,
  wanted: readonly string[] = [],
): Promise<{ contacts: CrmRecord[]; lost: string[] }> {
  const properties = [...ADDRESSES, ...wanted]
  const found = new Map<string, CrmRecord>()
  const add = (contacts: readonly CrmRecord[]) =>
    contacts.forEach((contact) => found.set(contact.id, contact))
  if (email !== null) {
    const { type, idProperty } = CONTACTS
    const isTheirs = (contact: CrmRecord) => addressesOf(contact).includes(email)
    const read = await run.call('reads', () => crm.read(type, idProperty, [email], properties))
    add(read.filter(isTheirs))
    // An answer without results proves nothing, and whether a read by address knows further addresses is documented nowhere.
    // The search knows both, a little later than the write.
    if (found.size === 0) {
      const contacts = await run.call('reads', () => crm.searchContacts(email, properties))
      add(contacts.filter(isTheirs))
    }
  }
  const lost: string[] = []
  for (const id of contactIds) {
    if (found.has(id)) continue
    const contact = await run.call('reads', () => crm.find(CONTACTS.type, id, { wanted: properties }))
    if (contact) add([contact])
    else lost.push(id)
  }
  return { contacts: [...found.values()], lost }
}
