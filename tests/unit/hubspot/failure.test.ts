import { expect, test } from 'vitest'
import {
  type SyncError,
  type SyncErrorKind,
  decodeSyncError,
  encodeSyncError,
  explainSyncError,
  recordErrorKind,
} from '#app/domain/hubspot/failure.ts'

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
    'HubSpot has no property `ai_lead_quality`: run hubspot:setup, then run `npm run hubspot:retry -- --all-dead`',
  )
  expect(explainSyncError({ kind: 'server_error', status: 503 })).toBe(
    'HubSpot failed (status 503): nothing to do, it is tried again by itself',
  )
})

test('what resumes the sync by itself asks for a script that failed to be run again', () => {
  expect(explainSyncError({ kind: 'authentication', status: 401 })).toMatch(/; the sync resumes by itself$/)
  for (const kind of ['authentication', 'scope'] as const) {
    expect(explainSyncError({ kind }, 'script')).toMatch(/; then run this again$/)
  }
})

test.each<[string[], string[], number | undefined, SyncErrorKind]>([
  [['PROPERTY_DOESNT_EXIST'], ['ai_value_score'], 400, 'property_missing'],
  [['INVALID_EMAIL'], ['email'], 400, 'invalid_email'],
  [['READ_ONLY_VALUE'], ['amount'], 400, 'property_read_only'],
  [['MISSING_REQUIRED_PROPERTY'], [], 400, 'required_property_missing'],
  [['MISSING_CONDITIONAL_REQUIRED_PROPERTY'], [], 400, 'required_property_missing'],
  [['INVALID_OPTION'], ['dealstage'], 400, 'pipeline_unknown'],
  [['INVALID_OPTION'], ['ai_lead_quality'], 400, 'invalid_value'],
  [['INVALID_LONG'], [], 400, 'invalid_value'],
  [['CONFLICT'], [], 400, 'conflict'],
  [[], [], 409, 'conflict'],
  [[], [], 400, 'refused'],
])('codes %j on %j with status %s are %s', (codes, properties, status, kind) => {
  expect(recordErrorKind(codes, properties, status)).toBe(kind)
})
