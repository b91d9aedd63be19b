import type { SyncErrorKind } from './failure-kinds.ts'

/** `status` null: an error about one input of a batch. */
export interface ErrorAnswer {
  status: number | null
  isHubspots: boolean
  codes: readonly string[]
  properties: readonly string[]
  policy?: string | undefined
}

interface Evidence {
  kind: SyncErrorKind
  when: (answer: ErrorAnswer) => boolean
}

const REFUSALS: readonly (number | null)[] = [400, 401, 403, 409, 413, 414, 429, null]

/**
 * The evidence for each kind: the first that holds counts. What is the record's or the account's fault needs an answer
 * that HubSpot itself has written and whose code is known; a status alone proves nothing.
 */
const ANSWERS: readonly Evidence[] = [
  {
    kind: 'daily_limit',
    when: ({ status, isHubspots, policy }) => status === 429 && isHubspots && policy === 'DAILY',
  },
  { kind: 'burst_limit', when: ({ status, isHubspots }) => status === 429 && isHubspots },
  { kind: 'migrating', when: ({ status, isHubspots }) => status === 477 && isHubspots },
  { kind: 'locked', when: ({ status, isHubspots }) => status === 423 && isHubspots },
  { kind: 'unroutable', when: ({ status }) => status === 530 },
  { kind: 'server_error', when: ({ status }) => status !== null && status >= 500 },
  { kind: 'unexpected_status', when: ({ status }) => !REFUSALS.includes(status) },
  { kind: 'unreadable_answer', when: ({ isHubspots, status }) => !isHubspots && status === null },
  { kind: 'foreign_answer', when: ({ isHubspots }) => !isHubspots },
  { kind: 'authentication', when: ({ status }) => status === 401 },
  { kind: 'scope', when: coded('MISSING_SCOPES') },
  { kind: 'refused', when: ({ status }) => status === 403 },
  { kind: 'property_missing', when: coded('PROPERTY_DOESNT_EXIST') },
  { kind: 'property_read_only', when: coded('READ_ONLY_VALUE') },
  {
    kind: 'required_property_missing',
    when: coded('MISSING_REQUIRED_PROPERTY', 'MISSING_CONDITIONAL_REQUIRED_PROPERTY'),
  },
  {
    kind: 'invalid_email',
    when: (answer) =>
      coded('INVALID_EMAIL')(answer) && answer.properties.every((property) => property === 'email'),
  },
  { kind: 'conflict', when: coded('CONFLICT', 'CONFLICTING_UNIQUE_VALUE', 'OBJECT_ALREADY_EXISTS') },
  { kind: 'conflict', when: ({ status }) => status === 409 },
  { kind: 'locked', when: coded('OBJECT_LOCKED') },
  { kind: 'burst_limit', when: coded('RATE_LIMITS', 'RATE_LIMIT') },
  { kind: 'server_error', when: coded('INTERNAL_ERROR') },
  {
    kind: 'pipeline_unknown',
    when: (answer) =>
      isInvalidValue(answer) && answer.properties.some((name) => name === 'pipeline' || name === 'dealstage'),
  },
  { kind: 'invalid_value', when: isInvalidValue },
]

export function answerKind(answer: ErrorAnswer): SyncErrorKind {
  return ANSWERS.find(({ when }) => when(answer))?.kind ?? 'refused'
}

function coded(...wanted: string[]): Evidence['when'] {
  return ({ codes }) => wanted.some((code) => codes.includes(code))
}

export const INVALID_VALUE_CODES = [
  'INVALID_EMAIL',
  'INVALID_OPTION',
  'INVALID_INTEGER',
  'INVALID_LONG',
  'INVALID_DATE',
  'INVALID_BOOLEAN',
]

function isInvalidValue(answer: ErrorAnswer): boolean {
  const namesProperties = answer.properties.length > 0
  return (
    coded(...INVALID_VALUE_CODES)(answer) ||
    (namesProperties && answer.codes.some((code) => /^INVALID_[A-Z_]+$/.test(code)))
  )
}
