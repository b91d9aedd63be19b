import type { CrmRecord, HubspotClient } from '#app/clients/hubspot/client.server.ts'
import { ADDRESSES, CONTACTS, addressesOf } from './contact-addresses.server.ts'
import type { HubspotRun } from './run.server.ts'

export interface KnownContact {
  /** null once the address was forgotten */
  email: string | null
  contactIds: readonly string[]
}

/**
 * Somebody's contacts as HubSpot has them now. An id leads to the contact that it was merged into, whatever its address is
 * by now; an address to the contact that has it as its first or a further one.
 */
export async function findContacts(
  hubspot: HubspotClient,
  run: HubspotRun,
  { email, contactIds }: KnownContact,
  wanted: readonly string[] = [],
): Promise<CrmRecord[]> {
  const properties = [...ADDRESSES, ...wanted]
  const found = new Map<string, CrmRecord>()
  const add = (contacts: readonly CrmRecord[]) =>
    contacts.forEach((contact) => found.set(contact.id, contact))
  if (email !== null) {
    const { type, idProperty, alternateKeys } = CONTACTS
    add(await run.call('reads', () => hubspot.read(type, idProperty, [email], properties)))
    // An answer without results proves nothing, and whether a read by address knows further addresses is documented nowhere.
    // The search knows both, a little later than the write.
    if (found.size === 0) {
      const where = { equal: idProperty, containing: alternateKeys }
      const contacts = await run.call('reads', () => hubspot.search(type, where, email, properties))
      add(contacts.filter((contact) => addressesOf(contact).includes(email)))
    }
  }
  for (const id of contactIds) {
    if (found.has(id)) continue
    const contact = await run.call('reads', () => hubspot.find(CONTACTS.type, id, { wanted: properties }))
    if (contact) add([contact])
  }
  return [...found.values()]
}
