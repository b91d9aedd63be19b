import type { SyncErrorKind } from '#app/domain/crm/failure-kinds.ts'

/** `status` null: an error about one record of a collection. */
export interface SalesforceAnswer {
  status: number | null
  /** whether it has the shape of an error of Salesforce's own */
  isOwn: boolean
  codes: readonly string[]
  fields: readonly string[]
  message: string
  isLogin?: boolean
}

type Evidence = readonly [SyncErrorKind, (answer: SalesforceAnswer) => boolean]

const REFUSALS: readonly (number | null)[] = [300, 400, 401, 403, 404, 409, 412, 413, 414, 415, 429, null]
const PIPELINE: readonly string[] = ['StageName', 'RecordTypeId']
const ofPipeline = ({ fields }: SalesforceAnswer) => fields.some((field) => PIPELINE.includes(field))
const coded =
  (...wanted: string[]): Evidence[1] =>
  ({ codes }) =>
    codes.some((code) => wanted.includes(code))

// Both limits have one code: only the words tell the requests of a day from those at a time.
const isConcurrent = ({ message }: SalesforceAnswer) => /concurrent/i.test(message)

/** The first that holds counts. A status alone proves nothing: a firewall on the way answers 403 as well. */
const ANSWERS: readonly Evidence[] = [
  ['burst_limit', ({ status, isOwn }) => status === 429 && isOwn],
  ['burst_limit', (answer) => coded('REQUEST_LIMIT_EXCEEDED')(answer) && isConcurrent(answer)],
  ['daily_limit', coded('REQUEST_LIMIT_EXCEEDED')],
  ['server_error', ({ status }) => status !== null && status >= 500],
  ['server_error', coded('SERVER_UNAVAILABLE', 'UNKNOWN_EXCEPTION', 'QUERY_TIMEOUT')],
  ['unexpected_status', ({ status }) => !REFUSALS.includes(status)],
  ['unreadable_answer', ({ isOwn, status }) => !isOwn && status === null],
  ['foreign_answer', ({ isOwn }) => !isOwn],
  ['authentication', ({ status, isLogin }) => isLogin === true || status === 401],
  ['authentication', coded('INVALID_SESSION_ID')],
  ['property_missing', ({ message }) => /external id field/i.test(message)],
  ['property_missing', coded('INVALID_FIELD')],
  ['property_read_only', coded('INVALID_FIELD_FOR_INSERT_UPDATE')],
  ['scope', coded('API_CURRENTLY_DISABLED', 'API_DISABLED_FOR_ORG', 'INVALID_TYPE')],
  ['scope', ({ codes }) => codes.some((code) => code.startsWith('INSUFFICIENT_ACCESS'))],
  ['storage_full', coded('STORAGE_LIMIT_EXCEEDED')],
  ['required_property_missing', coded('REQUIRED_FIELD_MISSING')],
  [
    'invalid_email',
    (answer) => coded('INVALID_EMAIL_ADDRESS')(answer) && answer.fields.every((name) => name === 'Email'),
  ],
  ['duplicate_rule', coded('DUPLICATES_DETECTED')],
  ['conflict', coded('DUPLICATE_VALUE')],
  ['locked', coded('UNABLE_TO_LOCK_ROW')],
  ['pipeline_unknown', (answer) => isInvalidValue(answer) && ofPipeline(answer)],
  ['invalid_value', (answer) => isInvalidValue(answer) && !coded('INVALID_CROSS_REFERENCE_KEY')(answer)],
]

const isInvalidValue = coded(
  'FIELD_CUSTOM_VALIDATION_EXCEPTION',
  'INVALID_CROSS_REFERENCE_KEY',
  'INVALID_EMAIL_ADDRESS',
  'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
  'INVALID_TYPE_ON_FIELD_IN_RECORD',
  'JSON_PARSER_ERROR',
  'NUMBER_OUTSIDE_VALID_RANGE',
  'STRING_TOO_LONG',
)

export function salesforceAnswerKind(answer: SalesforceAnswer): SyncErrorKind {
  return ANSWERS.find(([, holds]) => holds(answer))?.[0] ?? 'refused'
}

const GONE = ['NOT_FOUND', 'ENTITY_IS_DELETED', 'INVALID_CROSS_REFERENCE_KEY']

/** Whether Salesforce says that it has no record of the id that was asked for. */
export function saysGone({ status, isOwn, codes, message }: SalesforceAnswer): boolean {
  return status === 404 && isOwn && codes.some((code) => GONE.includes(code)) && !/external id/i.test(message)
}
