import { SENT_PROPERTIES } from './properties.ts'

/** Anything else that HubSpot says is kept as OTHER. */
export const HUBSPOT_CODES = [
  'PROPERTY_DOESNT_EXIST',
  'INVALID_EMAIL',
  'INVALID_OPTION',
  'INVALID_INTEGER',
  'INVALID_LONG',
  'INVALID_DATE',
  'INVALID_BOOLEAN',
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
  'RATE_LIMITS',
  'RATE_LIMIT',
] as const
const knownCodes: ReadonlySet<string> = new Set(HUBSPOT_CODES)
const POLICIES: ReadonlySet<string> = new Set(['DAILY', 'TEN_SECONDLY_ROLLING', 'SECONDLY'])
const MAX_NAMES = 5

/** From a closed vocabulary: HubSpot's own texts quote the addresses, names and phone numbers that were sent. */
export interface SyncError {
  kind: SyncErrorKind
  status?: number | undefined
  codes?: readonly string[] | undefined
  properties?: readonly string[] | undefined
  policy?: string | undefined
  /** of a conflict: HubSpot's id of the record that has the value, which is not stored */
  holderId?: string | undefined
  /** HubSpot's id of the call, for its support */
  correlationId?: string | undefined
}

interface Explanation {
  cause: (error: SyncError) => string
  remedy: string
}

const retry = 'run `npm run hubspot:retry -- --all-dead`'
const retryByHand = `then ${retry}`
const resumes = 'the sync resumes automatically'
const byItself = 'nothing to do, it is retried automatically'
const beyondRepair = 'nothing to do, HubSpot does not take this lead'

const explanations = {
  property_missing: {
    cause: ({ properties }) => `HubSpot has no property ${names(properties)}`,
    remedy: `run hubspot:setup, ${retryByHand}`,
  },
  property_read_only: {
    cause: ({ properties }) => `HubSpot does not let the sync write ${names(properties)}`,
    remedy: `make the property writable in HubSpot's settings, ${retryByHand}`,
  },
  required_property_missing: {
    cause: () => 'An administrator has made a property required in HubSpot that the sync does not send',
    remedy: `make it optional in HubSpot's settings, ${retryByHand}`,
  },
  invalid_email: {
    cause: () => 'HubSpot does not accept the e-mail address',
    remedy: beyondRepair,
  },
  invalid_value: {
    cause: ({ properties }) => `HubSpot does not accept the value of ${names(properties)}`,
    remedy: `run hubspot:setup to compare the property's type and options, ${retryByHand}`,
  },
  pipeline_unknown: {
    cause: ({ properties }) => `HubSpot does not know the deal pipeline or stage (${names(properties)})`,
    remedy: `correct HUBSPOT_PIPELINE and HUBSPOT_DEAL_STAGE (hubspot:setup lists them), ${retryByHand}`,
  },
  conflict: {
    cause: () => 'Another record in HubSpot already has this unique value',
    remedy: `merge the two records in HubSpot, ${retryByHand}`,
  },
  refused: {
    cause: ({ status }) => `HubSpot refused the record${status === undefined ? '' : ` (status ${status})`}`,
    remedy: 'look up the call in HubSpot by its id, which `npm run hubspot:status -- --id ...` shows',
  },
  no_result: {
    cause: () => 'HubSpot answered without saying what became of the record',
    remedy: byItself,
  },
  payload_invalid: {
    cause: () => 'The queued payload has a version that this release does not know',
    remedy: 'deploy the release that wrote it, or cancel the row',
  },
  address_forgotten: {
    cause: () => 'The address was forgotten before HubSpot could be asked for the contact',
    remedy: 'if the person writes to you, look for their contact in HubSpot and delete it there',
  },
  interrupted: {
    cause: () => 'Every attempt was cut off before it ended',
    remedy: `find out what ends the runs (CPU limit, deployments), ${retryByHand}`,
  },
  authentication: {
    cause: () => 'HubSpot does not accept the access token',
    remedy: `set HUBSPOT_ACCESS_TOKEN to a valid token; ${resumes}`,
  },
  scope: {
    cause: () => 'The access token lacks a permission',
    remedy: `grant crm.objects.contacts.read/write and crm.objects.deals.read/write; ${resumes}`,
  },
  burst_limit: { cause: () => "The portal's ten-second limit was reached", remedy: byItself },
  daily_limit: {
    cause: () => "The portal's daily limit of API calls was reached",
    remedy:
      "nothing to do, the sync resumes at midnight in the portal's time zone; check whether another app uses up the limit",
  },
  locked: { cause: () => 'HubSpot had locked the record for a moment', remedy: byItself },
  migrating: { cause: () => 'HubSpot is moving the portal to another data centre', remedy: byItself },
  server_error: {
    cause: ({ status }) => `HubSpot failed${status === undefined ? '' : ` (status ${status})`}`,
    remedy: byItself,
  },
  unexpected_status: {
    cause: ({ status }) => `HubSpot answered with status ${status}, which none of its calls should`,
    remedy: `check HUBSPOT_BASE_URL, ${retryByHand}`,
  },
  network: { cause: () => 'The connection to HubSpot broke', remedy: byItself },
  timeout: { cause: () => 'HubSpot did not answer in time', remedy: byItself },
  unreadable_answer: { cause: () => 'HubSpot answered with something that is not its API', remedy: byItself },
  unknown: { cause: () => 'An unexpected error occurred', remedy: 'check the log for that time' },
} satisfies Record<string, Explanation>

export type SyncErrorKind = keyof typeof explanations

export function cleanSyncError(error: SyncError): SyncError {
  const codes = [...new Set((error.codes ?? []).map((code) => (knownCodes.has(code) ? code : 'OTHER')))]
  const properties = [...new Set((error.properties ?? []).filter((name) => SENT_PROPERTIES.has(name)))]
  return {
    kind: Object.hasOwn(explanations, error.kind) ? error.kind : 'unknown',
    status: Number.isInteger(error.status) ? error.status : undefined,
    codes: codes.length > 0 ? codes.slice(0, MAX_NAMES) : undefined,
    properties: properties.length > 0 ? properties.slice(0, MAX_NAMES) : undefined,
    holderId: /^\d{1,20}$/.test(error.holderId ?? '') ? error.holderId : undefined,
    policy: error.policy !== undefined && POLICIES.has(error.policy) ? error.policy : undefined,
    correlationId: isCorrelationId(error.correlationId) ? error.correlationId : undefined,
  }
}

/** E.g. `property_missing status=400 codes=PROPERTY_DOESNT_EXIST properties=ai_lead_quality`. */
export function encodeSyncError(error: SyncError): string {
  const { kind, status, codes, properties, policy, correlationId } = cleanSyncError(error)
  const facts = {
    status: status?.toString(),
    codes: codes?.join(','),
    properties: properties?.join(','),
    policy,
    correlation: correlationId,
  }
  const pairs = Object.entries(facts).filter(([, value]) => value !== undefined)
  return [kind, ...pairs.map(([key, value]) => `${key}=${value}`)].join(' ')
}

/** Text that {@link encodeSyncError} did not write becomes `unknown`. */
export function decodeSyncError(stored: string): SyncError {
  const [kind = '', ...pairs] = stored.split(' ')
  const facts = new Map(pairs.map((pair) => pair.split('=', 2) as [string, string | undefined]))
  return cleanSyncError({
    kind: kind as SyncErrorKind,
    status: facts.has('status') ? Number(facts.get('status')) : undefined,
    codes: facts.get('codes')?.split(','),
    properties: facts.get('properties')?.split(','),
    policy: facts.get('policy'),
    correlationId: facts.get('correlation'),
  })
}

/** What the failure passed over: an open lead, a dead one, or a script. */
export type FailedWork = keyof typeof onceOver
const onceOver = {
  open: byItself,
  dead: `once that is over, ${retry}`,
  script: 'once that is over, run this again',
}

/** E.g. "HubSpot has no property `ai_lead_quality`: run hubspot:setup, ...". */
export function explainSyncError(error: SyncError, work: FailedWork = 'open'): string {
  const { cause, remedy }: Explanation = explanations[error.kind]
  const advice = work === 'script' ? remedy.replace(resumes, 'then run this again') : remedy
  return `${cause(error)}: ${remedy === byItself ? onceOver[work] : advice}`
}

export function isRepairable(error: SyncError): boolean {
  return explanations[error.kind].remedy !== beyondRepair
}

export function recordErrorKind(
  codes: readonly string[],
  properties: readonly string[],
  status?: number,
): SyncErrorKind {
  const has = (...wanted: string[]) => wanted.some((code) => codes.includes(code))
  if (has('PROPERTY_DOESNT_EXIST')) return 'property_missing'
  if (has('INVALID_EMAIL')) return 'invalid_email'
  if (has('MISSING_REQUIRED_PROPERTY', 'MISSING_CONDITIONAL_REQUIRED_PROPERTY'))
    return 'required_property_missing'
  if (has('READ_ONLY_VALUE')) return 'property_read_only'
  if (has('CONFLICT', 'OBJECT_ALREADY_EXISTS') || status === 409) return 'conflict'
  if (properties.some((name) => name === 'pipeline' || name === 'dealstage')) return 'pipeline_unknown'
  if (codes.some((code) => code.startsWith('INVALID_')) || properties.length > 0) return 'invalid_value'
  return 'refused'
}

function names(properties: readonly string[] | undefined): string {
  if (!properties || properties.length === 0) return 'that it was sent'
  return properties.map((name) => `\`${name}\``).join(', ')
}

function isCorrelationId(value: string | undefined): boolean {
  return value !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
}
