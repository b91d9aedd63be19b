import { AssociationStore } from './association-store.ts'
import { invalid, Refused } from './errors.ts'
import { type Random, seededRandom } from '#prisma/seeded-random.ts'
import { Records } from './records.ts'
import { Schema } from './schema.ts'
import { DEFAULT_PIPELINE, standardProperties } from './standard-properties.ts'
import type { Note, ObjectType, PortalDefinitions, PortalOptions, Submission } from './types.ts'

export const DEFAULT_PORTAL: PortalOptions = {
  portalId: 4_410_287,
  // As the account-info endpoint writes it, and an alias that not every table of time zones lists.
  timeZone: 'US/Eastern',
  requiredProperties: [],
  valueRules: [],
  pipelines: [DEFAULT_PIPELINE],
  partialStatus: 207,
  echoTraceIds: false,
  associationRows: 'both',
  secondaryEmail: 'keep',
  clashWords: 'sentence',
  readsBySecondaryEmail: true,
  partialWrites: true,
  searchLagMs: 0,
  propertyLagMs: 0,
  maxCustomProperties: Infinity,
  owners: null,
  forms: ['78c2891f-ebdd-44c0-bd94-15c012bbbfbf'],
  blockedFormAddresses: [],
}

// Ids of a busy portal: too big for 32 bits, and never the same for a contact and a deal.
const FIRST_RECORD_ID = 27_460_398_001

/** All that one HubSpot account holds, in memory. */
export class Portal {
  readonly schemas: Record<ObjectType, Schema>
  readonly records: Record<ObjectType, Records>
  readonly associations = new AssociationStore()
  /** Addresses that were erased without a contact; no contact can have them again. */
  readonly blocklist = new Set<string>()
  /** Addresses that have opted out of every subscription. */
  readonly unsubscribed = new Set<string>()
  readonly notes: Note[] = []
  readonly submissions: Submission[] = []
  readonly random: Random
  #nextId = FIRST_RECORD_ID

  constructor(
    readonly options: PortalOptions,
    readonly now: () => number,
    seed: number,
  ) {
    this.random = seededRandom(seed)
    const standard = standardProperties(options.pipelines)
    const rules = {
      now,
      propertyLagMs: options.propertyLagMs,
      maxCustomProperties: options.maxCustomProperties,
    }
    const contacts = new Schema('contacts', standard.contacts, rules)
    const deals = new Schema('deals', standard.deals, rules)
    this.schemas = { contacts, deals }
    this.records = {
      contacts: new Records((property) => contacts.isUnique(property)),
      deals: new Records((property) => deals.isUnique(property)),
    }
  }

  newId(): string {
    return String(this.#nextId++)
  }

  time(): string {
    return new Date(this.now()).toISOString()
  }

  /**
   * Creates groups and properties that are not there yet, usable at once.
   * @throws Refused when HubSpot would not take a definition.
   */
  provision(definitions: PortalDefinitions): void {
    for (const objectType of ['contacts', 'deals'] as const) {
      const schema = this.schemas[objectType]
      for (const group of definitions[objectType].groups) {
        if (!schema.groups.has(group.name)) schema.groups.set(group.name, { ...group, archived: false })
      }
      for (const property of definitions[objectType].properties) {
        if (schema.get(property.name)) continue
        const created = schema.create(property, '2026-09', 0)
        if ('status' in created) throw new Refused(created)
      }
    }
  }

  /** Takes a record away with its associations. */
  archive(objectType: ObjectType, id: string): boolean {
    this.associations.removeAll(objectType, id)
    return this.records[objectType].archive(id)
  }
}

/**
 * The object type that a path segment names: by id (`0-1`, `0-3`) or by name.
 * @throws Refused for a type that is not modelled here.
 */
export function objectTypeOf(segment: string): ObjectType {
  if (['0-1', 'contacts', 'contact'].includes(segment)) return 'contacts'
  if (['0-3', 'deals', 'deal'].includes(segment)) return 'deals'
  throw new Refused(invalid(`Unable to infer object type from: ${segment}`))
}
