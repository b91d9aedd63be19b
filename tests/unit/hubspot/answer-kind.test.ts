import { expect, test } from 'vitest'
import { type ErrorAnswer, answerKind } from '#app/domain/crm/hubspot-answer-kind.ts'
import { answerShape } from '#app/domain/answer-shape.ts'
import { type SyncErrorKind, faultOwner } from '#app/domain/crm/failure.ts'

const ITEM = null

const answer = (status: number | null, codes: string[] = [], properties: string[] = []): ErrorAnswer => ({
  status,
  isHubspots: true,
  codes,
  properties,
})

test.each<[ErrorAnswer, SyncErrorKind]>([
  [answer(400, ['INVALID_EMAIL'], ['email']), 'invalid_email'],
  [answer(ITEM, ['INVALID_EMAIL'], ['email']), 'invalid_email'],
  [answer(ITEM, ['INVALID_EMAIL']), 'invalid_email'],
])('%j is the record’s own fault: %s', (given, kind) => {
  expect(answerKind(given)).toBe(kind)
  expect(faultOwner({ kind })).toBe('record')
})

test.each<[ErrorAnswer, SyncErrorKind]>([
  [answer(401, ['INVALID_AUTHENTICATION']), 'authentication'],
  [answer(401), 'authentication'],
  [answer(403, ['MISSING_SCOPES']), 'scope'],
  [{ ...answer(429), policy: 'DAILY' }, 'daily_limit'],
  [answer(400, ['PROPERTY_DOESNT_EXIST'], ['ai_value_score']), 'property_missing'],
  [answer(ITEM, ['PROPERTY_DOESNT_EXIST', 'INVALID_EMAIL'], ['ai_value_score', 'email']), 'property_missing'],
  [answer(400, ['READ_ONLY_VALUE'], ['amount']), 'property_read_only'],
  [answer(400, ['MISSING_REQUIRED_PROPERTY']), 'required_property_missing'],
  [answer(400, ['MISSING_CONDITIONAL_REQUIRED_PROPERTY']), 'required_property_missing'],
  [answer(400, ['INVALID_OPTION'], ['dealstage']), 'pipeline_unknown'],
  [answer(ITEM, ['INVALID_OPTION'], ['pipeline']), 'pipeline_unknown'],
  // Every such value is text or one of our own: HubSpot refuses it because of what the portal made of the property.
  [answer(400, ['INVALID_OPTION'], ['ai_lead_quality']), 'invalid_value'],
  [answer(400, ['INVALID_EMAIL'], ['email', 'company']), 'invalid_value'],
  [answer(ITEM, ['INVALID_LONG']), 'invalid_value'],
  // A rule of the portal's own: https://developers.hubspot.com/changelog/upcoming-property-validations-rules-will-be-enforced-for-apis-and-integrations
  [answer(400, ['INVALID_ALPHA'], ['firstname', 'lastname']), 'invalid_value'],
  [answer(ITEM, ['INVALID_SOMETHING_NEW'], ['phone']), 'invalid_value'],
])('%j is the account’s fault: %s', (given, kind) => {
  expect(answerKind(given)).toBe(kind)
  expect(faultOwner({ kind })).toBe('account')
})

const foreign = (status: number | null): ErrorAnswer => ({ ...answer(status), isHubspots: false })

test.each<[ErrorAnswer, SyncErrorKind]>([
  [foreign(400), 'foreign_answer'],
  [foreign(401), 'foreign_answer'],
  [foreign(403), 'foreign_answer'],
  [foreign(409), 'foreign_answer'],
  [foreign(413), 'foreign_answer'],
  [foreign(414), 'foreign_answer'],
  [foreign(429), 'foreign_answer'],
  [{ ...foreign(429), policy: 'DAILY' }, 'foreign_answer'],
  [foreign(477), 'unexpected_status'],
  [foreign(ITEM), 'unreadable_answer'],
  [foreign(404), 'unexpected_status'],
  [answer(404), 'unexpected_status'],
  [answer(302), 'unexpected_status'],
  [answer(403), 'refused'],
  [answer(403, ['OTHER']), 'refused'],
  [answer(400), 'refused'],
  [answer(400, ['OTHER'], ['company']), 'refused'],
  [answer(ITEM, ['OTHER']), 'refused'],
  [answer(400, ['CONFLICT']), 'conflict'],
  [answer(ITEM, ['CONFLICT']), 'conflict'],
  [answer(ITEM, ['CONFLICTING_UNIQUE_VALUE'], ['ai_assessment_id']), 'conflict'],
  [answer(ITEM, ['INVALID_SOMETHING_NEW']), 'refused'],
  [answer(409), 'conflict'],
  [answer(423), 'locked'],
  [foreign(423), 'unexpected_status'],
  [answer(ITEM, ['OBJECT_LOCKED']), 'locked'],
  [answer(429), 'burst_limit'],
  [answer(ITEM, ['RATE_LIMITS']), 'burst_limit'],
  [answer(477), 'migrating'],
  [foreign(500), 'server_error'],
  [foreign(502), 'server_error'],
  [answer(ITEM, ['INTERNAL_ERROR']), 'server_error'],
  [foreign(530), 'unroutable'],
  // A code in a page that only looks like HubSpot's proves nothing.
  [{ ...foreign(400), codes: ['INVALID_EMAIL'], properties: ['email'] }, 'foreign_answer'],
  [answer(500, ['INVALID_EMAIL'], ['email']), 'server_error'],
])('%j is the provider’s fault: %s', (given, kind) => {
  expect(answerKind(given)).toBe(kind)
  expect(faultOwner({ kind })).toBe('provider')
})

test.each([
  ['', undefined, 'empty'],
  ['<html><body>robin@example.com</body></html>', undefined, 'html'],
  ['upstream is busy with robin@example.com', undefined, 'text'],
  ['[]', [], 'json'],
  ['null', null, 'json'],
  ['{}', { 'robin@example.com': 1 }, 'json'],
  ['{}', { message: 'robin@example.com', category: 'X', robin: 1 }, 'json:category+message'],
])('the shape of %s tells nothing of what it says', (text, json, shape) => {
  expect(answerShape(text, json)).toBe(shape)
})
