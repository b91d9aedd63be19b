export type Row = Record<string, string | number | boolean | null>

export type ObjectName = 'Contact' | 'Opportunity' | 'OpportunityContactRole' | 'Task'

export interface FieldDefinition {
  required?: boolean
  /** in characters; unset: a number or a boolean */
  length?: number
  unique?: boolean
  externalId?: boolean
  isEmail?: boolean
  type?: 'number' | 'boolean' | 'date'
}

export interface ItemError {
  statusCode: string
  message: string
  fields: string[]
}

export type ItemAnswer = { id: string | null; success: boolean; created?: boolean; errors: ItemError[] }
