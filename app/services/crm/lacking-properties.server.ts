import { scorecardNamesAround } from '#app/content/crm.ts'
import type { ObjectType } from '#app/domain/crm/crm.ts'
import type { SyncError } from '#app/domain/crm/failure.ts'
import { typedProperty } from '#app/domain/crm/typed-properties.ts'
import type { HubspotOperation } from '#app/domain/pause.ts'

type Properties = Readonly<Record<string, string>>

/** The account has made another type of the property, which concerns every lead. */
const OF_TYPE: readonly string[] = [
  'INVALID_OPTION',
  'INVALID_INTEGER',
  'INVALID_LONG',
  'INVALID_DATE',
  'INVALID_BOOLEAN',
  'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
  'INVALID_TYPE_ON_FIELD_IN_RECORD',
  'JSON_PARSER_ERROR',
]

/**
 * Properties of scorecards beside the default one that the account turned out not to have: a free portal has no room for them, and
 * anybody may take such a scorecard. What a run sends is sent without them, and nobody's lead waits.
 */
export class LackingProperties {
  readonly #names: Record<ObjectType, Set<string>> = { contacts: new Set(), deals: new Set() }
  readonly #refused = new Map<string, Set<string>>()
  readonly #note: (error: SyncError) => void

  constructor(note: (error: SyncError) => void) {
    this.#note = note
  }

  /** @param key of the record */
  without(type: ObjectType, properties: Properties, key: string): Record<string, string> {
    const lacks = (name: string) => this.#names[type].has(name) || this.#refused.get(key)?.has(name)
    return Object.fromEntries(Object.entries(properties).filter(([name]) => !lacks(name)))
  }

  all(type: ObjectType): string[] {
    return [...this.#names[type]]
  }

  /** Of names that are to be read. */
  among(type: ObjectType, names: readonly string[]): string[] {
    return names.filter((name) => !this.#names[type].has(name))
  }

  /**
   * Learns that a rule of the account's own takes nothing like what one person has typed, such as a name with a hyphen: the rest of
   * the lead goes without it.
   * @returns whether that is news, and the record is worth sending again
   */
  refuses({ key, properties: sent }: { key: string; properties: Properties }, error: SyncError): boolean {
    const { kind, codes = [], properties = [] } = error
    if ((kind !== 'invalid_value' && kind !== 'refused') || codes.some((code) => OF_TYPE.includes(code)))
      return false
    const known = this.#refused.get(key) ?? new Set()
    const names = properties.map((name) => typedProperty(name) ?? '')
    const isNews = names.some((name) => !known.has(name))
    if (!isNews || names.some((name) => !Object.hasOwn(sent, name))) return false
    this.#note(error)
    this.#refused.set(key, new Set([...known, ...names]))
    return true
  }

  /**
   * Learns from a failure.
   * @param operation of the call: all but deals are about contacts
   * @returns whether `sent` had some of them, and is worth sending again; unless told, whether they are news
   */
  explains(operation: HubspotOperation, error: SyncError, sent?: Properties): boolean {
    const { kind, properties = [] } = error
    if (kind !== 'property_missing') return false
    const names = scorecardNamesAround(properties)
    const known = this.#names[operation === 'deals' ? 'deals' : 'contacts']
    const isNews = names.some((name) => !known.has(name))
    if (isNews) this.#note(error)
    for (const name of names) known.add(name)
    return sent ? names.some((name) => Object.hasOwn(sent, name)) : isNews
  }
}
