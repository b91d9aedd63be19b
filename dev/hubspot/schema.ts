import { invalid, type Failure } from './errors.ts'
import { STANDARD_GROUPS, type StandardProperty } from './standard-properties.ts'
import type { ObjectType, PropertyCreate, PropertyGroup, PropertyOption } from './types.ts'

/** A property as `GET /crm/properties/.../{objectType}` answers it. */
export interface PropertyDefinition extends PropertyCreate {
  options: PropertyOption[]
  description: string
  hasUniqueValue: boolean
  hubspotDefined: boolean
  archived: boolean
  createdAt: string
  updatedAt: string
  modificationMetadata: { archivable: boolean; readOnlyDefinition: boolean; readOnlyValue: boolean }
}

const MAX_UNIQUE_PROPERTIES = 10

const FIELD_TYPES: Record<string, string[]> = {
  bool: ['booleancheckbox', 'calculation_equation'],
  date: ['date'],
  datetime: ['date'],
  enumeration: ['booleancheckbox', 'checkbox', 'radio', 'select', 'calculation_equation'],
  number: ['number', 'calculation_equation'],
  phone_number: ['phonenumber'],
  string: ['file', 'html', 'phonenumber', 'text', 'textarea', 'calculation_equation'],
}

/** The properties and groups of one object type. */
export class Schema {
  readonly #properties = new Map<string, PropertyDefinition & { usableFrom: number }>()
  readonly groups = new Map<string, PropertyGroup & { archived: boolean }>()

  readonly #rules: { now: () => number; propertyLagMs: number; maxCustomProperties: number }

  constructor(
    objectType: ObjectType,
    standard: StandardProperty[],
    rules: { now: () => number; propertyLagMs: number; maxCustomProperties: number },
  ) {
    this.#rules = rules

    const group = STANDARD_GROUPS[objectType]
    this.groups.set(group.name, { ...group, archived: false })
    for (const { readOnly = false, unique = false, options = [], ...rest } of standard) {
      this.#properties.set(rest.name, {
        ...rest,
        groupName: group.name,
        options,
        description: '',
        hasUniqueValue: unique,
        hidden: false,
        hubspotDefined: true,
        archived: false,
        createdAt: '2020-06-30T15:57:37.000Z',
        updatedAt: '2020-06-30T15:57:37.000Z',
        modificationMetadata: { archivable: false, readOnlyDefinition: true, readOnlyValue: readOnly },
        usableFrom: 0,
      })
    }
  }

  /** A property that can be read and written by now. */
  get(name: string): PropertyDefinition | undefined {
    const found = this.#properties.get(name)
    return found && !found.archived && found.usableFrom <= this.#rules.now() ? found : undefined
  }

  list(archived = false): PropertyDefinition[] {
    return [...this.#properties.values()].filter(
      (property) => property.archived === archived && property.usableFrom <= this.#rules.now(),
    )
  }

  isUnique(name: string): boolean {
    return this.get(name)?.hasUniqueValue ?? false
  }

  /** Adds a property, or says why not. An archived name comes back with the new definition. */
  create(
    input: PropertyCreate,
    version: string,
    lagMs = this.#rules.propertyLagMs,
  ): PropertyDefinition | Failure {
    const problem = this.#problemWith(input, version)
    if (problem) return problem
    const time = new Date(this.#rules.now()).toISOString()
    const created = {
      ...input,
      options: input.options ?? [],
      description: input.description ?? '',
      hasUniqueValue: input.hasUniqueValue ?? false,
      hidden: input.hidden ?? false,
      formField: input.formField ?? false,
      displayOrder: input.displayOrder ?? -1,
      hubspotDefined: false,
      archived: false,
      createdAt: time,
      updatedAt: time,
      modificationMetadata: { archivable: true, readOnlyDefinition: false, readOnlyValue: false },
      usableFrom: this.#rules.now() + lagMs,
    }
    this.#properties.set(input.name, created)
    return created
  }

  /** Changes what may change; a wish to make it unique, or not, is ignored without a word, as HubSpot does. */
  update(name: string, changes: Partial<PropertyCreate>): PropertyDefinition | undefined {
    const found = this.#properties.get(name)
    if (!found || found.archived) return undefined
    const kept = { name, hasUniqueValue: found.hasUniqueValue }
    Object.assign(found, changes, kept, { updatedAt: new Date(this.#rules.now()).toISOString() })
    return found
  }

  /** False when there is no such property, or when it is HubSpot's own. */
  archive(name: string): boolean {
    const found = this.#properties.get(name)
    if (!found || found.archived || found.hubspotDefined) return false
    found.archived = true
    return true
  }

  #problemWith(input: PropertyCreate, version: string): Failure | undefined {
    const missing = (['name', 'label', 'groupName', 'type', 'fieldType'] as const).filter(
      (key) => !input[key],
    )
    if (missing.length > 0) return invalid(`Some required fields were not set: [${missing.join(', ')}]`)
    const existing = this.#properties.get(input.name)
    if (existing && !existing.archived) {
      return {
        status: 409,
        category: 'OBJECT_ALREADY_EXISTS',
        subCategory: 'Properties.PROPERTY_WITH_NAME_EXISTS',
        message: `A property named '${input.name}' already exists.`,
      }
    }
    if (!/^[a-z][a-z0-9_]*$/.test(input.name)) {
      return invalid(`Property name '${input.name}' must be lower case letters, digits and underscores`)
    }
    if (!this.groups.has(input.groupName))
      return invalid(`Property group '${input.groupName}' does not exist`)
    const fieldTypes = FIELD_TYPES[input.type]
    if (!fieldTypes) return invalid(`Invalid property type '${input.type}'`)
    if (!fieldTypes.includes(input.fieldType)) {
      return invalid(`Field type '${input.fieldType}' does not go with type '${input.type}'`)
    }
    return optionsProblem(input, version) ?? this.#capProblem(input)
  }

  #capProblem(input: PropertyCreate): Failure | undefined {
    const custom = [...this.#properties.values()].filter((entry) => !entry.hubspotDefined && !entry.archived)
    if (custom.length >= this.#rules.maxCustomProperties) {
      return invalid(`You have reached the limit of ${this.#rules.maxCustomProperties} custom properties`)
    }
    const unique = custom.filter(({ hasUniqueValue }) => hasUniqueValue).length
    if (input.hasUniqueValue && unique >= MAX_UNIQUE_PROPERTIES) {
      return invalid(`You have reached the limit of ${MAX_UNIQUE_PROPERTIES} unique value properties`)
    }
    return undefined
  }
}

function optionsProblem(input: PropertyCreate, version: string): Failure | undefined {
  const options = input.options ?? []
  if (input.type === 'bool') {
    const values = options.map(({ value }) => value).sort()
    const valid = values.length === 2 && values[0] === 'false' && values[1] === 'true'
    return valid ? undefined : invalid("A bool property needs exactly the options 'true' and 'false'")
  }
  if (input.type !== 'enumeration') return undefined
  if (options.length === 0) return invalid(`Enumeration property '${input.name}' needs options`)
  if (new Set(options.map(({ value }) => value)).size < options.length) {
    return invalid(`Options of property '${input.name}' must have unique values`)
  }
  // Date-based versions list an option's displayOrder as required, v3 does not.
  const incomplete = options.some(
    (option) => !option.label || (version !== 'v3' && option.displayOrder === undefined),
  )
  return incomplete
    ? invalid('Some required fields were not set: [options.label, options.displayOrder]')
    : undefined
}
