import { CONTACT_FIELDS } from '#app/domain/lead/contact.ts'
import { isScoreName } from './score-names.ts'
import { LEGAL_BASIS_PROPERTY } from './contact-mark.ts'
import { LEAD_QUALITIES } from '#app/domain/lead/quality.ts'
import type { CategoryId } from '#app/domain/quiz/structure.ts'

export const PROPERTY_GROUP = { name: 'ai_readiness', label: 'AI readiness' } as const

export interface PropertyDefinition {
  name: string
  label: string
  groupName: string
  type: 'number' | 'string' | 'date' | 'enumeration'
  fieldType: 'number' | 'text' | 'date' | 'select'
  description: string
  options?: { label: string; value: string; displayOrder: number; hidden: boolean }[]
  hasUniqueValue?: boolean
}

export const LEAD_QUALITY_LABELS: Record<(typeof LEAD_QUALITIES)[number], string> = {
  basic: 'Basic',
  enhanced: 'Enhanced',
  executive_briefing_qualified: 'Executive briefing qualified',
}

const CATEGORY_LABELS: Record<CategoryId, string> = {
  champion: 'AI Reality Champion',
  builder: 'AI Value Builder',
  risk_zone: 'AI Risk Zone',
  alert: 'AI Theater Alert',
  crisis: 'AI Crisis Mode',
}

/** Ten, the most custom contact properties that a free portal takes. */
export const CONTACT_PROPERTIES: readonly PropertyDefinition[] = [
  numberProperty('ai_assessment_score', 'AI assessment score', 'Total of the latest assessment, 0 to 100.'),
  selectProperty(
    'ai_assessment_category',
    'AI assessment category',
    'Category of the latest assessment.',
    Object.entries(CATEGORY_LABELS).map(([value, label]) => ({ value, label })),
  ),
  numberProperty('ai_value_score', 'AI value score', 'AI Value Assurance, 0 to 100.'),
  numberProperty('ai_customer_score', 'AI customer score', 'Customer-Safe AI, 0 to 100.'),
  numberProperty('ai_risk_score', 'AI risk score', 'Model Risk & Compliance, 0 to 100.'),
  numberProperty('ai_governance_score', 'AI governance score', 'Implementation Governance, 0 to 100.'),
  {
    ...base('ai_assessment_date', 'AI assessment date', 'Day of the latest assessment (UTC).'),
    type: 'date',
    fieldType: 'date',
  },
  numberProperty('ai_completion_time', 'AI completion time', 'Seconds from start to completion.'),
  selectProperty(
    'ai_lead_quality',
    'AI lead quality',
    'Rank of the lead after its latest assessment.',
    LEAD_QUALITIES.map((value) => ({ value, label: LEAD_QUALITY_LABELS[value] })),
  ),
  textProperty('ai_lead_source', 'AI lead source', 'Where the visitor came from: site and utm tags.'),
]

export const DEAL_PROPERTIES: readonly PropertyDefinition[] = [
  numberProperty(
    'ai_assessment_score',
    'AI assessment score',
    'Total of the assessment behind this deal, 0 to 100.',
  ),
  {
    ...textProperty(
      'ai_assessment_id',
      'AI assessment id',
      'Identifies the assessment: one deal each, however often it is sent.',
    ),
    hasUniqueValue: true,
  },
]

/** HubSpot’s own “Preferred language”, an enumeration of codes such as `en` and `de`. */
export const LANGUAGE_PROPERTY = 'hs_language'

export const OWNER_PROPERTY = 'hubspot_owner_id'

/** By a call, a meeting, an e-mail or a chat; a note is none of these. */
export const LAST_CONTACTED_PROPERTY = 'notes_last_contacted'

/** Beyond the ten: made and sent only where the setting HUBSPOT_UTM_PROPERTIES asks for them. */
export const UTM_PROPERTIES: readonly PropertyDefinition[] = [
  textProperty('utm_source', 'UTM source', 'Where the visitor of the latest assessment came from.'),
  textProperty(
    'utm_medium',
    'UTM medium',
    'By which kind of link the visitor of the latest assessment came.',
  ),
  textProperty('utm_campaign', 'UTM campaign', 'The campaign of the latest assessment.'),
]

/** HubSpot's own properties included, and those of other scorecards than the default one not. */
export const SENT_CONTACT_PROPERTIES: readonly string[] = [
  ...Object.values(CONTACT_FIELDS).map(({ hubspotProperty }) => hubspotProperty),
  ...CONTACT_PROPERTIES.map(({ name }) => name),
  LANGUAGE_PROPERTY,
  ...UTM_PROPERTIES.map(({ name }) => name),
]

const SENT_DEAL_PROPERTIES: readonly string[] = [
  'dealname',
  'pipeline',
  'dealstage',
  'amount',
  'closedate',
  ...DEAL_PROPERTIES.map(({ name }) => name),
]

const SENT_PROPERTIES: ReadonlySet<string> = new Set([
  ...SENT_CONTACT_PROPERTIES,
  LEGAL_BASIS_PROPERTY,
  OWNER_PROPERTY,
  ...SENT_DEAL_PROPERTIES,
])

export const isSentProperty = (name: string) => SENT_PROPERTIES.has(name) || isScoreName(name)

export function base(name: string, label: string, description: string) {
  return { name, label, groupName: PROPERTY_GROUP.name, description }
}

export function numberProperty(name: string, label: string, description: string): PropertyDefinition {
  return { ...base(name, label, description), type: 'number', fieldType: 'number' }
}

export function textProperty(name: string, label: string, description: string): PropertyDefinition {
  return { ...base(name, label, description), type: 'string', fieldType: 'text' }
}

export function selectProperty(
  name: string,
  label: string,
  description: string,
  options: readonly { value: string; label: string }[],
): PropertyDefinition {
  return {
    ...base(name, label, description),
    type: 'enumeration',
    fieldType: 'select',
    options: options.map((option, displayOrder) => ({ ...option, displayOrder, hidden: false })),
  }
}
