import type { ObjectType, PipelineDefinition, PropertyGroup, PropertyOption } from './types.ts'

export interface StandardProperty {
  name: string
  label: string
  type: string
  fieldType: string
  readOnly?: boolean
  unique?: boolean
  options?: PropertyOption[]
}

/** HubSpot's own ids of the object types. */
export const OBJECT_TYPE_IDS: Record<ObjectType, string> = { contacts: '0-1', deals: '0-3' }

/** In the order of the sales funnel: the API moves a contact only forward in it. */
export const LIFECYCLE_STAGES = [
  'subscriber',
  'lead',
  'marketingqualifiedlead',
  'salesqualifiedlead',
  'opportunity',
  'customer',
  'evangelist',
  'other',
]

/** What HubSpot offers as reasons for which somebody's data may be kept; a contact may have several. */
const LEGAL_BASES = [
  'Legitimate interest – prospect/lead',
  'Legitimate interest – existing customer',
  'Legitimate interest - other',
  'Performance of a contract',
  'Freely given consent from contact',
  'Not applicable',
]

/** Some of the languages that HubSpot offers. */
const LANGUAGES = ['de', 'de-at', 'de-ch', 'de-de', 'en', 'en-gb', 'en-us', 'es', 'fr', 'it', 'nl', 'pl']

/** The pipeline that a new portal has. */
export const DEFAULT_PIPELINE: PipelineDefinition = {
  id: 'default',
  label: 'Sales Pipeline',
  stages: [
    { id: 'appointmentscheduled', label: 'Appointment Scheduled', probability: 0.2 },
    { id: 'qualifiedtobuy', label: 'Qualified To Buy', probability: 0.4 },
    { id: 'presentationscheduled', label: 'Presentation Scheduled', probability: 0.6 },
    { id: 'decisionmakerboughtin', label: 'Decision Maker Bought-In', probability: 0.8 },
    { id: 'contractsent', label: 'Contract Sent', probability: 0.9 },
    { id: 'closedwon', label: 'Closed Won', probability: 1, closed: true },
    { id: 'closedlost', label: 'Closed Lost', probability: 0, closed: true },
  ],
}

const text = (name: string, label: string, fieldType = 'text'): StandardProperty => ({
  name,
  label,
  type: 'string',
  fieldType,
})
const readOnly = (name: string, label: string, type: string): StandardProperty => ({
  name,
  label,
  type,
  fieldType: type === 'datetime' ? 'date' : type === 'number' ? 'number' : 'text',
  readOnly: true,
})
const choice = (name: string, label: string, options: PropertyOption[]): StandardProperty => ({
  name,
  label,
  type: 'enumeration',
  fieldType: 'select',
  options,
})
const optionsOf = (values: string[]): PropertyOption[] =>
  values.map((value, displayOrder) => ({ label: value, value, displayOrder, hidden: false }))

/** The groups every portal has and the properties that a lead sync is likely to touch. */
export const STANDARD_GROUPS: Record<ObjectType, PropertyGroup> = {
  contacts: { name: 'contactinformation', label: 'Contact information', displayOrder: 0 },
  deals: { name: 'dealinformation', label: 'Deal information', displayOrder: 0 },
}

export function standardProperties(pipelines: PipelineDefinition[]): Record<ObjectType, StandardProperty[]> {
  return {
    contacts: [
      { ...text('email', 'Email'), unique: true },
      text('firstname', 'First Name'),
      text('lastname', 'Last Name'),
      text('company', 'Company Name'),
      text('phone', 'Phone Number', 'phonenumber'),
      text('mobilephone', 'Mobile Phone Number', 'phonenumber'),
      text('jobtitle', 'Job Title'),
      text('website', 'Website URL'),
      text('address', 'Street Address'),
      text('city', 'City'),
      text('state', 'State/Region'),
      text('zip', 'Postal Code'),
      text('country', 'Country/Region'),
      text('hs_additional_emails', 'Additional email addresses'),
      choice('lifecyclestage', 'Lifecycle Stage', optionsOf(LIFECYCLE_STAGES)),
      choice(
        'hs_lead_status',
        'Lead Status',
        optionsOf(['NEW', 'OPEN', 'IN_PROGRESS', 'OPEN_DEAL', 'UNQUALIFIED', 'CONNECTED']),
      ),
      choice('hs_language', 'Preferred language', optionsOf(LANGUAGES)),
      {
        ...choice('hs_legal_basis', "Legal basis for processing contact's data", optionsOf(LEGAL_BASES)),
        fieldType: 'checkbox',
      },
      {
        name: 'hs_email_optout',
        label: 'Unsubscribed from all email',
        type: 'bool',
        fieldType: 'booleancheckbox',
        readOnly: true,
        options: optionsOf(['true', 'false']),
      },
      { name: 'hubspot_owner_id', label: 'Contact owner', type: 'number', fieldType: 'number' },
      readOnly('hs_object_id', 'Record ID', 'number'),
      readOnly('createdate', 'Create Date', 'datetime'),
      readOnly('lastmodifieddate', 'Last Modified Date', 'datetime'),
      readOnly('hs_email_domain', 'Email Domain', 'string'),
      readOnly('notes_last_contacted', 'Last Contacted', 'datetime'),
    ],
    deals: [
      text('dealname', 'Deal Name'),
      text('description', 'Deal Description', 'textarea'),
      choice(
        'pipeline',
        'Pipeline',
        pipelines.map(({ id, label }, displayOrder) => ({ label, value: id, displayOrder, hidden: false })),
      ),
      choice(
        'dealstage',
        'Deal Stage',
        pipelines
          .flatMap(({ stages }) => stages)
          .map(({ id, label }, displayOrder) => ({ label, value: id, displayOrder, hidden: false })),
      ),
      choice('dealtype', 'Deal Type', optionsOf(['newbusiness', 'existingbusiness'])),
      choice('hs_priority', 'Priority', optionsOf(['low', 'medium', 'high'])),
      text('hs_next_step', 'Next step'),
      { name: 'amount', label: 'Amount', type: 'number', fieldType: 'number' },
      { name: 'closedate', label: 'Close Date', type: 'datetime', fieldType: 'date' },
      { name: 'createdate', label: 'Create Date', type: 'datetime', fieldType: 'date' },
      { name: 'hubspot_owner_id', label: 'Deal owner', type: 'number', fieldType: 'number' },
      readOnly('hs_is_closed', 'Is Deal Closed?', 'bool'),
      readOnly('hs_is_closed_won', 'Is Closed Won', 'bool'),
      readOnly('hs_object_id', 'Record ID', 'number'),
      readOnly('hs_lastmodifieddate', 'Last Modified Date', 'datetime'),
    ],
  }
}
