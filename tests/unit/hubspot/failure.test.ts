import { expect, test } from 'vitest'
import { explainSyncError } from '#app/domain/crm/explain-failure.ts'
import { FAILURE_KINDS, type SyncErrorKind } from '#app/domain/crm/failure-kinds.ts'
import {
  type SyncError,
  decodeSyncError,
  encodeSyncError,
  faultOwner,
  fingerprint,
} from '#app/domain/crm/failure.ts'

test('an error survives being stored', () => {
  const error: SyncError = {
    kind: 'property_missing',
    status: 400,
    codes: ['PROPERTY_DOESNT_EXIST'],
    properties: ['ai_lead_quality', 'ai_lead_source'],
    policy: undefined,
    correlationId: 'a43683b0-5717-4ceb-80b4-104d02915d8c',
  }
  const stored = encodeSyncError(error)
  expect(stored).toBe(
    'property_missing status=400 codes=PROPERTY_DOESNT_EXIST properties=ai_lead_quality,ai_lead_source ' +
      'correlation=a43683b0-5717-4ceb-80b4-104d02915d8c',
  )
  expect(decodeSyncError(stored)).toEqual(error)
})

test('whatever is not in the vocabulary is not stored', () => {
  const stored = encodeSyncError({
    kind: 'invalid_value',
    status: Number.NaN,
    codes: ['INVALID_OPTION', 'ROBIN_SAMPLE', 'robin@example.com'],
    properties: ['email', 'robin', 'Robin Sample'],
    policy: 'robin@example.com',
    correlationId: 'robin@example.com',
  })
  expect(stored).toBe('invalid_value codes=INVALID_OPTION,OTHER properties=email')
})

test.each(['', 'Robin Sample robin@example.com', 'constructor', 'timeout robin=robin@example.com', '='])(
  'text from elsewhere, "%s", explains itself without repeating it',
  (stored) => {
    expect(explainSyncError(decodeSyncError(stored))).not.toMatch(/robin/i)
  },
)

test('cause and remedy are one plain sentence', () => {
  expect(explainSyncError({ kind: 'property_missing', properties: ['ai_lead_quality'] })).toBe(
    'HubSpot has no property `ai_lead_quality`: run hubspot:setup; the sync resumes automatically',
  )
  expect(explainSyncError({ kind: 'server_error', status: 503 })).toBe(
    'HubSpot failed (status 503): nothing to do, it is retried automatically',
  )
})

test('what resumes the sync by itself asks for a script that failed to be run again', () => {
  expect(explainSyncError({ kind: 'authentication', status: 401 })).toMatch(
    /; the sync resumes automatically$/,
  )
  for (const kind of ['authentication', 'scope'] as const) {
    expect(explainSyncError({ kind }, 'script')).toMatch(/; then run this again$/)
  }
})

test('the fingerprint of an answer leaves out what tells one call from another', () => {
  const error = { kind: 'foreign_answer', status: 403, answer: 'html' } as const
  expect(fingerprint({ ...error, correlationId: 'a43683b0-5717-4ceb-80b4-104d02915d8c' })).toBe(
    'foreign_answer status=403 answer=html',
  )
})

test.each(['html', 'text', 'empty', 'json', 'json:category+message'])(
  'the shape of an unknown answer, %s, survives being stored',
  (answer) => {
    const stored = encodeSyncError({ kind: 'refused', status: 400, answer })
    expect(decodeSyncError(stored).answer).toBe(answer)
  },
)

test.each(['json:robin', 'Robin Sample', 'html robin', 'json:message+robin@example.com'])(
  'a shape that is none, "%s", is not stored',
  (answer) => {
    expect(encodeSyncError({ kind: 'refused', status: 400, answer })).toBe('refused status=400')
  },
)

test('nothing but the address itself, and a person who does not want it, ends a lead: all that is left is to dismiss it', () => {
  const ends = Object.keys(FAILURE_KINDS).filter(
    (kind) => faultOwner({ kind: kind as SyncErrorKind }) === 'record',
  )
  expect(ends).toEqual([
    'invalid_email',
    'address_forgotten',
    'no_contact_consent',
    'draft',
    'nothing_found',
    'other_contact',
  ])
  expect(explainSyncError({ kind: 'invalid_email' }, 'dead')).toContain('--dismiss')
})

test('what somebody has to put right says what to do, and that no lead has to be retried by hand', () => {
  for (const kind of Object.keys(FAILURE_KINDS) as SyncErrorKind[]) {
    const remedy = explainSyncError({ kind, status: 400, properties: ['email'] })
    if (faultOwner({ kind }) !== 'account') continue
    expect(remedy).not.toContain('retry')
    expect(remedy).toMatch(/resumes/)
  }
})
