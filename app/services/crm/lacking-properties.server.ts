import { scorecardNamesAround } from '#app/content/crm.ts'
import type { ObjectType } from '#app/domain/crm/crm.ts'
import type { SyncError } from '#app/domain/crm/failure.ts'
import type { HubspotOperation } from '#app/domain/pause.ts'

type Properties = Readonly<Record<string, string>>

/**
 * Properties of scorecards beside the default one that the account turned out not to have: a free portal has no room for them, and
 * anybody may take such a scorecard. What a run sends is sent without them, and nobody's lead waits.
 */
export class LackingProperties {
  readonly #names: Record<ObjectType, Set<string>> = { contacts: new Set(), deals: new Set() }
  readonly #note: (error: SyncError) => void

  constructor(note: (error: SyncError) => void) {
    this.#note = note
  }

  without(type: ObjectType, properties: Properties): Record<string, string> {
    return Object.fromEntries(Object.entries(properties).filter(([name]) => !this.#names[type].has(name)))
  }

  all(type: ObjectType): string[] {
    return [...this.#names[type]]
  }

  /** Of names that are to be read. */
  among(type: ObjectType, names: readonly string[]): string[] {
    return names.filter((name) => !this.#names[type].has(name))
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
