import {
  CONTACT_PROPERTIES,
  DEAL_PROPERTIES,
  LAST_CONTACTED_PROPERTY,
  type PropertyDefinition,
} from '#app/domain/hubspot/properties.ts'
import { isNumberName } from '#app/domain/hubspot/score-names.ts'
import { CONTACT_FIELDS } from '#app/domain/lead/contact.ts'

const CONTACT_LIST = Object.values(CONTACT_FIELDS)

type ObjectType = 'contacts' | 'deals'

export const SOBJECTS = { contacts: 'Contact', deals: 'Opportunity' } as const satisfies Record<
  ObjectType,
  string
>

/** Unique in the organization, whatever its case: no two contacts are made of one address. */
export const CONTACT_KEY = 'AI_Lead_Key__c'
export const DEAL_KEY = customField('ai_assessment_id')

/** A contact without one is none to Salesforce, and an address without a name is a lead to us. */
export const NO_LAST_NAME = '[not provided]'

const STANDARD_FIELDS: Record<ObjectType, Readonly<Record<string, string>>> = {
  contacts: {
    ...Object.fromEntries(
      CONTACT_LIST.map(({ hubspotProperty, salesforce }) => [hubspotProperty, salesforce.field]),
    ),
    hs_additional_emails: CONTACT_KEY,
    [LAST_CONTACTED_PROPERTY]: 'LastActivityDate',
  },
  deals: {
    dealname: 'Name',
    pipeline: 'RecordTypeId',
    dealstage: 'StageName',
    amount: 'Amount',
    closedate: 'CloseDate',
  },
}

/** In characters. A longer address stands in the key alone. */
const MOST: Readonly<Record<string, number | undefined>> = {
  ...Object.fromEntries(CONTACT_LIST.map(({ salesforce: { field, most } }) => [field, most])),
  Name: 120,
}
const MOST_EMAIL = 80

/** E.g. `AI_Assessment_Score__c` of `ai_assessment_score`: a scorecard's prefix is the first word. */
function customField(name: string): string {
  const [prefix = '', ...words] = name.split('_')
  return (
    [prefix.toUpperCase(), ...words.map((word) => word[0]!.toUpperCase() + word.slice(1))].join('_') + '__c'
  )
}

/** Null for what Salesforce has no place for. */
export function fieldOf(type: ObjectType, name: string): string | null {
  return STANDARD_FIELDS[type][name] ?? (/^(hs|hubspot|utm)_/.test(name) ? null : customField(name))
}

const STANDARD: ReadonlySet<string> = new Set([
  ...Object.values(STANDARD_FIELDS).flatMap((fields) => Object.values(fields)),
  DEAL_KEY,
])
const OF_SCORES =
  /^(?=.{1,60}$)[A-Z]+(_[A-Z][a-z]*)*_(Score|Category|Date|Completion_Time|Lead_Quality|Lead_Source)__c$/

/** What an error may name. */
export const isSentField = (field: string) => STANDARD.has(field) || OF_SCORES.test(field)

export type FieldValues = Record<string, string | number | null>

export function toFields(type: ObjectType, values: Readonly<Record<string, string>>): FieldValues {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]): [string, string | number | null][] => {
      const field = fieldOf(type, name)
      if (field === null || (name === 'pipeline' && value === '')) return []
      if (field === 'Email' && value.length > MOST_EMAIL) return []
      return [[field, toFieldValue(name, field, value)]]
    }),
  )
}

function toFieldValue(name: string, field: string, value: string): string | number | null {
  if (value === '') return null
  if (name === 'amount' || isNumberName(name)) return Number(value)
  if (name === 'closedate') return value.slice(0, 10)
  const most = MOST[field]
  return most === undefined || value.length <= most ? value : `${value.slice(0, most - 1)}…`
}

export function fromField(field: string, value: unknown): string | null {
  if (field === 'LastName' && value === NO_LAST_NAME) return null
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

/** Everything that a contact has from here, empty. @param sent names of all that is sent */
export function erasedContact(sent: readonly string[]): FieldValues {
  const fields = sent.flatMap((name) => fieldOf('contacts', name) ?? [])
  return {
    ...Object.fromEntries(fields.map((field) => [field, null])),
    [CONTACT_KEY]: null,
    LastName: '[erased]',
  }
}

export interface NeededField {
  object: string
  field: string
  /** as Salesforce's own pages call it */
  kind: string
}

const KINDS = {
  number: 'Number(18, 0)',
  string: 'Text(255)',
  date: 'Date',
  enumeration: 'Text(255)',
} as const

/** What somebody has to make in Setup before leads can be sent. @param others of scorecards that are not the default one */
export function neededFields(
  others: readonly { contacts: readonly PropertyDefinition[]; deals: readonly PropertyDefinition[] }[],
): NeededField[] {
  return [
    { object: 'Contact', field: CONTACT_KEY, kind: 'Text(255), External ID, Unique (case-insensitive)' },
    ...CONTACT_LIST.filter(({ salesforce }) => salesforce.field.endsWith('__c')).map(({ salesforce }) => ({
      object: 'Contact',
      field: salesforce.field,
      kind: 'Text(255)',
    })),
    ...[CONTACT_PROPERTIES, ...others.map(({ contacts }) => contacts)].flat().map(({ name, type }) => ({
      object: 'Contact',
      field: customField(name),
      kind: name.endsWith('_lead_source') ? 'Long Text Area(2000)' : KINDS[type],
    })),
    ...[DEAL_PROPERTIES, ...others.map(({ deals }) => deals)]
      .flat()
      .map(({ name, type, hasUniqueValue }) => ({
        object: 'Opportunity',
        field: customField(name),
        kind: KINDS[type] + (hasUniqueValue ? ', External ID, Unique (case-insensitive)' : ''),
      })),
  ]
}
