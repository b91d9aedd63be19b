import type { CrmRecord } from './types.ts'

/** E-mail addresses are compared in lower case and without blanks around them; other unique values as they are. */
export function uniqueKey(property: string, value: string): string {
  return property === 'email' ? value.trim().toLowerCase() : value
}

/** The secondary addresses of a contact, which are unique identifiers as well. */
function secondaryEmails(record: CrmRecord): string[] {
  const list = record.properties.hs_additional_emails ?? ''
  return list
    .split(';')
    .map((address) => uniqueKey('email', address))
    .filter(Boolean)
}

/** The records of one object type, found by id or by unique value in constant time. */
export class Records {
  readonly live = new Map<string, CrmRecord>()
  /** The recycling bin: found by nothing but its id, its unique values free again. */
  readonly archived = new Map<string, CrmRecord>()
  /** Ids of contacts that were merged into others: they lead there. */
  readonly mergedInto = new Map<string, string>()
  readonly #byValue = new Map<string, Map<string, string>>()
  readonly #bySecondaryEmail = new Map<string, string>()
  readonly #isUnique: (property: string) => boolean

  constructor(isUnique: (property: string) => boolean) {
    this.#isUnique = isUnique
  }

  /** The record with this value of a unique property; by record id without a property. */
  find(property: string | undefined, value: string): CrmRecord | undefined {
    if (property === undefined || property === 'hs_object_id') {
      const into = this.mergedInto.get(value)
      return this.live.get(value) ?? (into === undefined ? undefined : this.find(undefined, into))
    }
    const id = this.holder(property, value)
    return id === undefined ? undefined : this.live.get(id)
  }

  /** Id of the record that has a unique value, secondary addresses included. */
  holder(property: string, value: string): string | undefined {
    const key = uniqueKey(property, value)
    return (
      this.#byValue.get(property)?.get(key) ??
      (property === 'email' ? this.#bySecondaryEmail.get(key) : undefined)
    )
  }

  isSecondary(email: string): boolean {
    return this.#bySecondaryEmail.has(uniqueKey('email', email))
  }

  /** Creates or changes a record; the caller has checked that unique values are free. */
  write(id: string, changes: Record<string, string>, time: string): CrmRecord {
    let record = this.live.get(id)
    if (record) this.#unindex(record)
    else this.live.set(id, (record = { id, properties: {}, createdAt: time, updatedAt: time }))
    Object.assign(record.properties, changes)
    record.updatedAt = time
    for (const [property, value] of Object.entries(record.properties)) {
      if (value === '' || !this.#isUnique(property)) continue
      let values = this.#byValue.get(property)
      if (!values) this.#byValue.set(property, (values = new Map<string, string>()))
      values.set(uniqueKey(property, value), id)
    }
    for (const address of secondaryEmails(record)) this.#bySecondaryEmail.set(address, id)
    return record
  }

  /** Moves a record to the recycling bin; false when there is none. */
  archive(id: string): boolean {
    const record = this.live.get(id)
    if (!record) return false
    this.remove(id)
    this.archived.set(id, record)
    return true
  }

  /** Deletes for good. */
  remove(id: string): void {
    const record = this.live.get(id)
    if (record) this.#unindex(record)
    this.live.delete(id)
    this.archived.delete(id)
  }

  #unindex(record: CrmRecord): void {
    for (const [property, value] of Object.entries(record.properties)) {
      const values = this.#byValue.get(property)
      const key = uniqueKey(property, value)
      if (values?.get(key) === record.id) values.delete(key)
    }
    for (const address of secondaryEmails(record)) this.#bySecondaryEmail.delete(address)
  }
}
