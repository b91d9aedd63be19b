import { scorecardsInCrm } from '#app/content/crm.ts'
import { scorecardProperties } from '#app/domain/hubspot/scorecard-properties.ts'
import { neededFields } from '#app/domain/salesforce/fields.ts'
import type { FieldDefinition, ItemAnswer, ItemError, ObjectName, Row } from './types.ts'

const ID_PREFIX: Record<ObjectName, string> = {
  Contact: '003',
  Opportunity: '006',
  OpportunityContactRole: '00K',
  Task: '00T',
}

/** Stages of a new organization, and whether they close a deal. */
export const STAGES: Readonly<Record<string, { closed: boolean; won: boolean }>> = {
  Prospecting: { closed: false, won: false },
  Qualification: { closed: false, won: false },
  'Negotiation/Review': { closed: false, won: false },
  'Closed Won': { closed: true, won: true },
  'Closed Lost': { closed: true, won: false },
}

const SYSTEM_FIELDS = [
  'Id',
  'CreatedDate',
  'IsDeleted',
  'MasterRecordId',
  'LastActivityDate',
  'IsClosed',
  'IsWon',
]

const STANDARD: Record<ObjectName, Record<string, FieldDefinition>> = {
  Contact: {
    FirstName: { length: 40 },
    LastName: { length: 80, required: true },
    Email: { length: 80, isEmail: true },
    Phone: { length: 40 },
    Title: { length: 128 },
    HasOptedOutOfEmail: { type: 'boolean' },
  },
  Opportunity: {
    Name: { length: 120, required: true },
    StageName: { length: 40, required: true },
    CloseDate: { type: 'date', required: true },
    Amount: { type: 'number' },
  },
  OpportunityContactRole: {
    OpportunityId: { length: 18, required: true },
    ContactId: { length: 18, required: true },
    IsPrimary: { type: 'boolean' },
  },
  Task: {
    Subject: { length: 255 },
    Description: { length: 32_000 },
    Status: {},
    ActivityDate: { type: 'date' },
    WhoId: { length: 18 },
    WhatId: { length: 18 },
  },
}

const NEEDED = neededFields(scorecardsInCrm().map(({ quiz, names }) => scorecardProperties(quiz, names)))

/** As somebody has made them who read what is needed. */
function fieldsMadeFor(object: ObjectName): Record<string, FieldDefinition> {
  return Object.fromEntries(
    NEEDED.filter((needed) => needed.object === object).map(({ field, kind }) => [
      field,
      {
        ...(kind.startsWith('Number') ? { type: 'number' as const } : {}),
        ...(kind.startsWith('Date') ? { type: 'date' as const } : {}),
        ...(/Text/.test(kind) ? { length: Number(/\((\d+)\)/.exec(kind)?.[1]) } : {}),
        unique: kind.includes('Unique'),
        externalId: kind.includes('External ID'),
      },
    ]),
  )
}

/** Records of an organization, with the rules that Salesforce keeps when they are written. */
export class Organization {
  readonly fields = new Map<ObjectName, Map<string, FieldDefinition>>()
  readonly #rows = new Map<ObjectName, Map<string, Row>>()
  #made = 0

  constructor() {
    for (const object of Object.keys(STANDARD) as ObjectName[]) {
      this.fields.set(object, new Map(Object.entries({ ...STANDARD[object], ...fieldsMadeFor(object) })))
      this.#rows.set(object, new Map())
    }
  }

  all(object: ObjectName): Row[] {
    return [...this.#rows.get(object)!.values()]
  }

  live(object: ObjectName): Row[] {
    return this.all(object).filter(({ IsDeleted }) => IsDeleted !== true)
  }

  find(object: ObjectName, id: string): Row | undefined {
    return this.#rows.get(object)!.get(id)
  }

  /** Each object's own, and those that Salesforce adds. */
  knows(object: ObjectName, field: string): boolean {
    return SYSTEM_FIELDS.includes(field) || this.fields.get(object)!.has(field)
  }

  insert(object: ObjectName, values: Row): ItemAnswer {
    const errors = this.#check(object, values, null)
    if (errors.length > 0) return { id: null, success: false, errors }
    this.#made++
    const id = `${ID_PREFIX[object]}${String(this.#made).padStart(12, '0')}AAA`
    const row = {
      Id: id,
      IsDeleted: false,
      CreatedDate: new Date(Date.UTC(2026, 0, 1) + this.#made * 1000).toISOString(),
      ...(object === 'Contact' && { MasterRecordId: null, HasOptedOutOfEmail: false }),
      ...values,
    }
    this.#rows.get(object)!.set(id, withOutcome(object, row))
    if (object === 'Task' && values.Status === 'Completed') this.#noteActivity(values)
    return { id, success: true, errors: [] }
  }

  #noteActivity({ WhoId, ActivityDate }: Row): void {
    const contact = this.find('Contact', String(WhoId))
    if (contact) contact.LastActivityDate = ActivityDate ?? null
  }

  update(object: ObjectName, id: string, values: Row): ItemAnswer {
    const row = this.find(object, id)
    if (!row) return failed('NOT_FOUND', 'The requested resource does not exist')
    if (row.IsDeleted === true) return failed('ENTITY_IS_DELETED', 'entity is deleted')
    const errors = this.#check(object, values, row)
    if (errors.length > 0) return { id: null, success: false, errors }
    this.#rows.get(object)!.set(id, withOutcome(object, { ...row, ...values }))
    return { id, success: true, errors: [] }
  }

  upsert(object: ObjectName, key: string, values: Row): ItemAnswer {
    const same = this.live(object).find((row) => isSame(row[key], values[key]))
    const answer = same ? this.update(object, String(same.Id), values) : this.insert(object, values)
    return answer.success ? { ...answer, created: !same } : answer
  }

  remove(object: ObjectName, id: string): boolean {
    const row = this.find(object, id)
    if (!row || row.IsDeleted === true) return false
    row.IsDeleted = true
    const parent = object === 'Contact' ? 'ContactId' : 'OpportunityId'
    for (const role of this.live('OpportunityContactRole')) if (role[parent] === id) role.IsDeleted = true
    return true
  }

  merge(master: string, other: string): void {
    for (const role of this.live('OpportunityContactRole'))
      if (role.ContactId === other) role.ContactId = master
    Object.assign(this.find('Contact', other)!, { IsDeleted: true, MasterRecordId: master })
  }

  #check(object: ObjectName, values: Row, present: Row | null): ItemError[] {
    const fields = this.fields.get(object)!
    const errors: ItemError[] = []
    const add = (statusCode: string, message: string, names: string[]) =>
      errors.push({ statusCode, message, fields: names })
    for (const [field, value] of Object.entries(values)) {
      const definition = fields.get(field)
      if (!definition) add('INVALID_FIELD', `No such column '${field}' on sobject of type ${object}`, [])
      else if (definition.length !== undefined && String(value ?? '').length > definition.length)
        add(
          'STRING_TOO_LONG',
          `${field}: data value too large: ${String(value)} (max length=${definition.length})`,
          [field],
        )
      else if (definition.type === 'number' && value !== null && typeof value !== 'number')
        add(
          'JSON_PARSER_ERROR',
          `Cannot deserialize instance of double from VALUE_STRING value ${String(value)}`,
          [field],
        )
      else if (definition.isEmail && value !== null && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(String(value)))
        add('INVALID_EMAIL_ADDRESS', `${field}: invalid email address: ${String(value)}`, [field])
      else if (field === 'StageName' && !(String(value) in STAGES))
        add(
          'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
          `bad value for restricted picklist field: ${String(value)}`,
          [field],
        )
    }
    const lacking = [...fields].flatMap(([field, { required }]) =>
      required && ({ ...present, ...values }[field] ?? '') === '' ? [field] : [],
    )
    if (lacking.length > 0)
      add('REQUIRED_FIELD_MISSING', `Required fields are missing: [${lacking.join(', ')}]`, lacking)
    for (const [field, { unique }] of fields) {
      const twin =
        unique &&
        values[field] != null &&
        this.live(object).find((row) => row.Id !== present?.Id && isSame(row[field], values[field]))
      if (twin)
        add(
          'DUPLICATE_VALUE',
          `duplicate value found: ${field} duplicates value on record with id: ${String(twin.Id)}`,
          [],
        )
    }
    return errors
  }
}

const isSame = (one: Row[string] | undefined, other: Row[string] | undefined) =>
  one != null && String(one).toLowerCase() === String(other).toLowerCase()

const failed = (statusCode: string, message: string): ItemAnswer => ({
  id: null,
  success: false,
  errors: [{ statusCode, message, fields: [] }],
})

function withOutcome(object: ObjectName, row: Row): Row {
  if (object !== 'Opportunity') return row
  const { closed, won } = STAGES[String(row.StageName)]!
  return { ...row, IsClosed: closed, IsWon: won }
}
