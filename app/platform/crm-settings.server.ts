import * as z from 'zod'
import { CRM_IDS, type CrmId } from '#app/domain/crm-id.ts'
import { credential, oneLine, optionalText, origin, trueOrFalse } from './setting-shapes.server.ts'

const amount = z.coerce.number('must be a number, e.g. 15000').nonnegative('must be 0 or more').default(0)

/** Where leads go, and what Salesforce takes; what HubSpot does: config and sales-settings. */
export const crmSettings = {
  CRM: z.enum(CRM_IDS, `must be one of ${CRM_IDS.join(', ')}`).default(CRM_IDS[0]),
  SALESFORCE_URL: origin.optional(),
  SALESFORCE_CLIENT_ID: credential('consumer key'),
  SALESFORCE_CLIENT_SECRET: credential('consumer secret'),
  SALESFORCE_STAGE: oneLine.default('Prospecting'),
  SALESFORCE_WITHDRAWN_STAGE: optionalText,
  SALESFORCE_RECORD_TYPE: optionalText.refine(
    (value) => value === undefined || /^012[0-9A-Za-z]{15}$/.test(value),
    { message: 'must be the id of a record type, 18 characters that begin with 012' },
  ),
  SALESFORCE_AMOUNT: amount,
  SALESFORCE_NOTES: trueOrFalse('true'),
}

interface Given {
  CRM: CrmId
  HUBSPOT_ACCESS_TOKEN?: string | undefined
  SALESFORCE_URL?: string | undefined
  SALESFORCE_CLIENT_ID?: string | undefined
  SALESFORCE_CLIENT_SECRET?: string | undefined
}

const TOGETHER = ['SALESFORCE_URL', 'SALESFORCE_CLIENT_ID', 'SALESFORCE_CLIENT_SECRET'] as const

/** Half of Salesforce's credentials is of no use. */
export function findCrmFaults(given: Given): string[] {
  const missing = TOGETHER.filter((name) => given[name] === undefined)
  return given.CRM !== 'salesforce' || missing.length === 0 || missing.length === TOGETHER.length
    ? []
    : missing.map((name) => `${name} must be set as well: ${TOGETHER.join(', ')} go together`)
}

/** Whether the chosen CRM can be asked at all: without credentials leads wait, and nothing fails. */
export function hasCrm(given: Given): boolean {
  return (
    (given.CRM === 'salesforce' ? given.SALESFORCE_CLIENT_SECRET : given.HUBSPOT_ACCESS_TOKEN) !== undefined
  )
}
