import type { CrmRecord } from '#app/domain/crm/crm.ts'

export const CONTACTS = {
  type: 'contacts',
  idProperty: 'email',
  alternateKeys: 'hs_additional_emails',
} as const

export const ADDRESSES: readonly string[] = [CONTACTS.idProperty, CONTACTS.alternateKeys]

export function addressesOf({ properties }: CrmRecord): string[] {
  return ADDRESSES.flatMap((name) => (properties[name] ?? '').split(';'))
    .map((address) => address.trim().toLowerCase())
    .filter(Boolean)
}

export function byAddress(contacts: readonly CrmRecord[]): Map<string, CrmRecord> {
  return new Map(contacts.flatMap((contact) => addressesOf(contact).map((address) => [address, contact])))
}
