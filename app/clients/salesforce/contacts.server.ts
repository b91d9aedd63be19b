import type { CrmRecord, UpsertInput } from '#app/domain/crm/crm.ts'
import { CONTACT_KEY, NO_LAST_NAME, toFields } from '#app/domain/salesforce/fields.ts'
import { anyOf, query, selectRecords, toRecord } from './soql.server.ts'
import type { Send } from '#app/clients/crm/exchange.server.ts'
import { type Item, writeAll } from './write.server.ts'

const KEY = 'hs_additional_emails'

/**
 * All contacts with one of these addresses: an organization may hold several. The last of an address is the one that leads
 * go to: the one with our key, else the oldest.
 */
export async function contactsOf(
  send: Send,
  addresses: readonly string[],
  names: readonly string[],
): Promise<CrmRecord[]> {
  const wanted = { type: 'contacts', names: ['email', KEY, ...names], recordTypes: false } as const
  const where = `${anyOf(CONTACT_KEY, addresses)} OR ${anyOf('Email', addresses)}`
  const found = (await query(send, selectRecords(wanted, where))).map((row) => toRecord(row, wanted))
  const hasKey = ({ properties }: CrmRecord) => addresses.includes(lower(properties[KEY]))
  return [...found.filter((record) => !hasKey(record)), ...found.filter(hasKey)]
}

export function contactOf(contacts: readonly CrmRecord[], address: string): CrmRecord | undefined {
  return (
    contacts.findLast(({ properties }) => lower(properties[KEY]) === address) ??
    contacts.findLast(({ properties }) => lower(properties.email) === address)
  )
}

const lower = (value: string | null | undefined) => (value ?? '').toLowerCase()

/** An address that sales have put there stays the first; a key that is there is somebody's whom the contact was merged with. */
export function toWriteContact(contacts: readonly CrmRecord[], { key, properties }: UpsertInput): Item {
  const fields = toFields('contacts', { ...properties, email: key })
  const present = contactOf(contacts, key)
  if (!present) return { fields: { LastName: NO_LAST_NAME, ...fields, [CONTACT_KEY]: key } }
  const { Email, ...others } = fields
  return {
    id: present.id,
    fields: {
      ...others,
      ...(!present.properties.email && Email !== undefined && { Email }),
      ...(!present.properties[KEY] && { [CONTACT_KEY]: key }),
    },
  }
}

export function optOut(send: Send, contacts: readonly CrmRecord[]) {
  return writeAll(
    send,
    'Contact',
    contacts.map(({ id }) => ({ id, fields: { HasOptedOutOfEmail: true } })),
  )
}
