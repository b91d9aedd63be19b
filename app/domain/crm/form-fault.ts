import type { FaultOwner } from '#app/domain/fault-owner.ts'
import type { SyncError } from './failure.ts'

const OF_THE_PERSON = [
  'BLOCKED_EMAIL',
  'INVALID_EMAIL',
  'INVALID_HUTK',
  'NUMBER_OUT_OF_RANGE',
  'MAX_NUMBER_OF_SUBMITTED_VALUES_EXCEEDED',
]
const OF_THE_FORM = ['REQUIRED_FIELD', 'FIELD_NOT_IN_FORM_DEFINITION', 'FORM_HAS_RECAPTCHA_ENABLED']

/**
 * Whose fault it is that HubSpot has not taken a submission: the values of this one, the form, token or permission, or something else.
 * https://developers.hubspot.com/docs/api-reference/legacy/marketing/forms/v3-legacy/submit-data-authenticated
 */
export function formFault({ kind, status, codes = [] }: SyncError): FaultOwner {
  if (codes.some((code) => OF_THE_PERSON.includes(code))) return 'record'
  if (codes.some((code) => OF_THE_FORM.includes(code))) return 'account'
  if (kind === 'authentication' || kind === 'scope' || status === 404) return 'account'
  return 'provider'
}
