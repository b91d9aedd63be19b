import type { FaultOwner } from '#app/domain/fault-owner.ts'
import { isAnswerShape } from '#app/domain/answer-shape.ts'
import { INVALID_VALUE_CODES } from './hubspot-answer-kind.ts'
import { type SyncErrorKind, failureKind, isFailureKind } from './failure-kinds.ts'
import { SALESFORCE_CODES } from '#app/domain/salesforce/codes.ts'
import { isSentField } from '#app/domain/salesforce/fields.ts'
import { isSentProperty } from '#app/domain/hubspot/properties.ts'

export type { SyncErrorKind } from './failure-kinds.ts'

/** Anything else that HubSpot says is kept as OTHER. */
const HUBSPOT_CODES = [
  'PROPERTY_DOESNT_EXIST',
  ...INVALID_VALUE_CODES,
  'INVALID_ALPHA',
  'READ_ONLY_VALUE',
  'MISSING_REQUIRED_PROPERTY',
  'MISSING_CONDITIONAL_REQUIRED_PROPERTY',
  'INVALID_AUTHENTICATION',
  'EXPIRED_AUTHENTICATION',
  'MISSING_SCOPES',
  'VALIDATION_ERROR',
  'OBJECT_NOT_FOUND',
  'OBJECT_ALREADY_EXISTS',
  'CONFLICT',
  'CONFLICTING_UNIQUE_VALUE',
  'RATE_LIMITS',
  'RATE_LIMIT',
  'OBJECT_LOCKED',
  'INTERNAL_ERROR',
  'BLOCKED_EMAIL',
  'INVALID_HUTK',
  'REQUIRED_FIELD',
  'FIELD_NOT_IN_FORM_DEFINITION',
  'FORM_HAS_RECAPTCHA_ENABLED',
  'MAX_NUMBER_OF_SUBMITTED_VALUES_EXCEEDED',
  'NUMBER_OUT_OF_RANGE',
]
const knownCodes: ReadonlySet<string> = new Set([...HUBSPOT_CODES, ...SALESFORCE_CODES])
const isKnownName = (name: string) => isSentProperty(name) || isSentField(name)
const POLICIES: ReadonlySet<string> = new Set(['DAILY', 'TEN_SECONDLY_ROLLING', 'SECONDLY'])
const MAX_NAMES = 5

/** From a closed vocabulary: HubSpot's own texts quote the addresses, names and phone numbers that were sent. */
export interface SyncError {
  kind: SyncErrorKind
  /** whose answer it is; unset: HubSpot's, or nobody's */
  crm?: 'salesforce' | undefined
  status?: number | undefined
  codes?: readonly string[] | undefined
  properties?: readonly string[] | undefined
  policy?: string | undefined
  /** what an answer looked like that is not known: see `answerShape` */
  answer?: string | undefined
  /** of a conflict: HubSpot's id of the record that has the value, which is not stored */
  holderId?: string | undefined
  /** HubSpot's id of the call, for its support */
  correlationId?: string | undefined
}

export function cleanSyncError(error: SyncError): SyncError {
  const codes = [...new Set((error.codes ?? []).map((code) => (knownCodes.has(code) ? code : 'OTHER')))]
  const properties = [...new Set((error.properties ?? []).filter(isKnownName))]
  return {
    kind: isFailureKind(error.kind) ? error.kind : 'unknown',
    crm: error.crm === 'salesforce' ? error.crm : undefined,
    status: Number.isInteger(error.status) ? error.status : undefined,
    codes: codes.length > 0 ? codes.slice(0, MAX_NAMES) : undefined,
    properties: properties.length > 0 ? properties.slice(0, MAX_NAMES) : undefined,
    holderId: /^[0-9A-Za-z]{1,20}$/.test(error.holderId ?? '') ? error.holderId : undefined,
    policy: error.policy !== undefined && POLICIES.has(error.policy) ? error.policy : undefined,
    answer: error.answer !== undefined && isAnswerShape(error.answer) ? error.answer : undefined,
    correlationId: isCorrelationId(error.correlationId) ? error.correlationId : undefined,
  }
}

/** E.g. `property_missing status=400 codes=PROPERTY_DOESNT_EXIST properties=ai_lead_quality`. */
export function encodeSyncError(error: SyncError): string {
  const { kind, crm, status, codes, properties, policy, answer, correlationId } = cleanSyncError(error)
  const facts = {
    crm,
    status: status?.toString(),
    codes: codes?.join(','),
    properties: properties?.join(','),
    policy,
    answer,
    correlation: correlationId,
  }
  const pairs = Object.entries(facts).filter(([, value]) => value !== undefined)
  return [kind, ...pairs.map(([key, value]) => `${key}=${value}`)].join(' ')
}

/** Why a lead is skipped whose person left an address for the results alone. */
export const NO_CONTACT_CONSENT = encodeSyncError({ kind: 'no_contact_consent' })
export const OF_DRAFT = encodeSyncError({ kind: 'draft' })

/** Text that {@link encodeSyncError} did not write becomes `unknown`. */
export function decodeSyncError(stored: string): SyncError {
  const [kind = '', ...pairs] = stored.split(' ')
  const facts = new Map(pairs.map((pair) => pair.split('=', 2) as [string, string | undefined]))
  return cleanSyncError({
    kind: kind as SyncErrorKind,
    crm: facts.get('crm') === 'salesforce' ? 'salesforce' : undefined,
    status: facts.has('status') ? Number(facts.get('status')) : undefined,
    codes: facts.get('codes')?.split(','),
    properties: facts.get('properties')?.split(','),
    policy: facts.get('policy'),
    answer: facts.get('answer'),
    correlationId: facts.get('correlation'),
  })
}

export function fingerprint(error: SyncError): string {
  return encodeSyncError({ ...error, correlationId: undefined })
}

export function faultOwner({ kind }: SyncError): FaultOwner {
  return failureKind(kind).owner
}

const UNKNOWN_ANSWERS: readonly SyncErrorKind[] = [
  'refused',
  'foreign_answer',
  'unreadable_answer',
  'unexpected_status',
]

/** Whether HubSpot's answer is one that the table of kinds does not know, and might be taught. */
export function isUnknownAnswer({ kind }: SyncError): boolean {
  return UNKNOWN_ANSWERS.includes(kind)
}

function isCorrelationId(value: string | undefined): boolean {
  return value !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
}
