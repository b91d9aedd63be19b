import { expect, test } from 'vitest'
import { salesforceAnswerKind, saysGone } from '#app/domain/crm/salesforce-answer-kind.ts'
import { faultOwner } from '#app/domain/crm/failure.ts'

const answer = (
  status: number | null,
  code?: string,
  more: { fields?: string[]; message?: string; isLogin?: boolean } = {},
) => ({
  status,
  isOwn: code !== undefined,
  codes: code === undefined ? [] : [code],
  fields: [],
  message: '',
  ...more,
})

test.each([
  [401, 'INVALID_SESSION_ID', 'authentication', 'account'],
  [403, 'REQUEST_LIMIT_EXCEEDED', 'daily_limit', 'account'],
  [403, 'API_DISABLED_FOR_ORG', 'scope', 'account'],
  [403, 'INSUFFICIENT_ACCESS', 'scope', 'account'],
  [null, 'INSUFFICIENT_ACCESS_OR_READONLY', 'scope', 'account'],
  [null, 'STORAGE_LIMIT_EXCEEDED', 'storage_full', 'account'],
  [400, 'INVALID_FIELD', 'property_missing', 'account'],
  [null, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'property_read_only', 'account'],
  [null, 'REQUIRED_FIELD_MISSING', 'required_property_missing', 'account'],
  [null, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'invalid_value', 'account'],
  [null, 'DUPLICATES_DETECTED', 'duplicate_rule', 'account'],
  [null, 'INVALID_EMAIL_ADDRESS', 'invalid_email', 'record'],
  [null, 'DUPLICATE_VALUE', 'conflict', 'provider'],
  [null, 'UNABLE_TO_LOCK_ROW', 'locked', 'provider'],
  [null, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'refused', 'provider'],
  [null, 'NEVER_HEARD_OF_IT', 'refused', 'provider'],
  [503, 'SERVER_UNAVAILABLE', 'server_error', 'provider'],
  [500, undefined, 'server_error', 'provider'],
  [429, 'REQUEST_RATE_LIMITED', 'burst_limit', 'provider'],
  [403, undefined, 'foreign_answer', 'provider'],
  [401, undefined, 'foreign_answer', 'provider'],
  [429, undefined, 'foreign_answer', 'provider'],
  [302, undefined, 'unexpected_status', 'provider'],
] as const)(
  'an answer with status %s and code %s is %s, the fault of the %s',
  (status, code, kind, owner) => {
    expect(salesforceAnswerKind(answer(status, code))).toBe(kind)
    expect(faultOwner({ kind })).toBe(owner)
  },
)

test('the limit of requests at a time is told from the one of a day by its words alone', () => {
  const message = 'ConcurrentPerOrgLongTxn Limit exceeded.'
  expect(salesforceAnswerKind(answer(403, 'REQUEST_LIMIT_EXCEEDED', { message }))).toBe('burst_limit')
})

test('a stage or record type that is not there is the pipeline of the settings, any other value is a field', () => {
  const code = 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'
  expect(salesforceAnswerKind(answer(null, code, { fields: ['StageName'] }))).toBe('pipeline_unknown')
  expect(salesforceAnswerKind(answer(null, code, { fields: ['AI_Lead_Quality__c'] }))).toBe('invalid_value')
})

test('credentials that the token endpoint refuses are the fault of the account, whatever the code', () => {
  expect(salesforceAnswerKind(answer(400, 'invalid_grant', { isLogin: true }))).toBe('authentication')
})

test('a key field that nobody has made is no record that is gone', () => {
  const message = 'Provided external ID field does not exist or is not accessible: AI_Assessment_Id__c'
  const missing = answer(404, 'NOT_FOUND', { message })
  expect(salesforceAnswerKind(missing)).toBe('property_missing')
  expect(saysGone(missing)).toBe(false)
  expect(saysGone(answer(404, 'ENTITY_IS_DELETED'))).toBe(true)
  expect(saysGone(answer(404))).toBe(false)
})
