import { EXPIRED_AUTHENTICATION, INVALID_AUTHENTICATION, missingScopes } from './auth.ts'
import { alreadyExists, uniqueClash, type Failure } from './errors.ts'
import type { FaultKind, FaultRule } from './faults.ts'
import { WINDOW_MS, type RateLimits } from './limits.ts'

const HOUR_MS = 60 * 60 * 1000

/** Faults that stand before the token is looked at. */
export function authFault(rule: FaultRule | undefined): Failure | undefined {
  if (rule?.kind === 'revoked_token') return INVALID_AUTHENTICATION
  if (rule?.kind === 'expired_token') return EXPIRED_AUTHENTICATION
  return undefined
}

/** The error that a fault answers with; undefined for faults that leave the answer's meaning alone. */
export function errorFault(
  rule: FaultRule | undefined,
  about: { limits: RateLimits; portalId: number; body: unknown },
): Failure | undefined {
  const failure = rule && failureOf(rule, about)
  if (!failure || rule.retryAfterSeconds === undefined) return failure
  return { ...failure, headers: { ...failure.headers, 'Retry-After': String(rule.retryAfterSeconds) } }
}

function failureOf(
  rule: FaultRule,
  { limits, portalId, body }: { limits: RateLimits; portalId: number; body: unknown },
): Failure | undefined {
  switch (rule.kind) {
    case 'status_500':
      return { status: 500, message: 'internal error' }
    case 'status_502':
      return { status: 502, message: 'Bad Gateway' }
    case 'status_503':
      return { status: 503, message: 'Service Unavailable' }
    case 'status_504':
      return { status: 504, message: 'Gateway Timeout' }
    case 'locked_423':
      return {
        status: 423,
        message: 'The resource is locked by a high volume of writes. Wait at least 2 seconds.',
      }
    case 'migrating_477':
      return {
        status: 477,
        message: 'The account is being migrated to another data center.',
        headers: { 'Retry-After': '60' },
      }
    case 'burst_429':
      return limits.refusal('TEN_SECONDLY_ROLLING', WINDOW_MS)
    case 'daily_429':
      return limits.refusal('DAILY', HOUR_MS)
    case 'missing_scopes':
      return missingScopes(['crm.objects.contacts.write'])
    case 'conflict_409':
      return alreadyExists('Contact', '27460398000')
    case 'unique_clash_400': {
      const { id, property } = firstInput(body)
      const [on, holder] = ['27460397999', '27460398000']
      return uniqueClash({ portalId, objectTypeId: '0-1', property, value: id, on, holder })
    }
    case 'drop_before':
    case 'commit_then_drop':
    case 'drop_mid_body':
    case 'slow':
    case 'truncated_json':
    case 'not_json':
    case 'empty_200':
    case 'html_400':
    case 'html_403':
    case 'html_404':
    case 'html_413':
    case 'html_429':
    case 'html_477':
    case 'html_502':
    case 'html_530':
    case 'odd_json_400':
    case 'error_200':
    case 'empty_results':
    case 'item_internal_error':
    case 'item_rate_limits':
    case 'item_locked':
    case 'item_conflict':
    case 'item_without_context':
    case 'item_without_trace':
    case 'item_text':
    case 'item_null':
    case 'revoked_token':
    case 'expired_token':
    case 'silent_noop':
    case 'unechoed':
      return undefined
  }
}

function firstInput(body: unknown): { id: string; property: string } {
  const inputs = (body as { inputs?: { id?: unknown; idProperty?: unknown }[] } | undefined)?.inputs
  const first = Array.isArray(inputs) ? inputs[0] : undefined
  return {
    id: typeof first?.id === 'string' ? first.id : '',
    property: typeof first?.idProperty === 'string' ? first.idProperty : 'email',
  }
}

/** What goes over the wire in the end. */
export interface Wire {
  status: number
  headers: Record<string, string>
  body: string
  /** Close the connection: before anything is sent, or halfway through the body. */
  cut?: 'before' | 'halfway'
  delayMs?: number
}

/** Faults that answer as something between caller and HubSpot does, by their status. */
const HTML_STATUS: Partial<Record<FaultKind, number>> = {
  html_400: 400,
  html_403: 403,
  html_404: 404,
  html_413: 413,
  html_429: 429,
  html_477: 477,
  html_502: 502,
  html_530: 530,
}

/** Faults that answer in HubSpot's place, so that nothing is done. */
const ODD_ANSWERS: Partial<Record<FaultKind, { status: number; body: object }>> = {
  odd_json_400: { status: 400, body: { error: 'invalid_request', detail: [{ loc: ['inputs'] }] } },
  error_200: {
    status: 200,
    body: { status: 'error', category: 'INTERNAL_ERROR', message: 'internal error', correlationId: 'none' },
  },
  empty_results: { status: 200, body: { status: 'COMPLETE', results: [] } },
}

/** What a fault answers before HubSpot's part of the work begins; undefined for all others. */
export function insteadOfHubspot(rule: FaultRule | undefined): { status: number; body?: object } | undefined {
  if (!rule) return undefined
  const status = HTML_STATUS[rule.kind]
  if (status !== undefined && !rule.commits) return { status }
  return ODD_ANSWERS[rule.kind]
}

const page = (status: number) =>
  `<html><head><title>${status}</title></head><body><h1>${status}</h1><hr>nginx</body></html>`

const SPOILERS: Partial<Record<FaultKind, (wire: Wire, rule: FaultRule) => Wire>> = {
  drop_before: (wire) => ({ ...wire, cut: 'before' }),
  commit_then_drop: (wire) => ({ ...wire, cut: 'before' }),
  drop_mid_body: (wire) => ({ ...wire, cut: wire.body === '' ? 'before' : 'halfway' }),
  slow: (wire, { delayMs = 15_000 }) => ({ ...wire, delayMs }),
  truncated_json: (wire) => ({ ...wire, body: wire.body.slice(0, Math.floor(wire.body.length / 2)) }),
  not_json: (wire) => ({ status: 200, body: 'upstream is busy', headers: typed(wire, 'text/plain') }),
  empty_200: (wire) => ({ ...wire, status: 200, body: '' }),
}

const typed = (wire: Wire, type: string) => ({ ...wire.headers, 'Content-Type': type })

/** Spoils an answer as the fault says; most kinds leave it alone. */
export function spoil(wire: Wire, rule: FaultRule | undefined): Wire {
  if (!rule) return wire
  const status = HTML_STATUS[rule.kind]
  if (status !== undefined) {
    const { retryAfterSeconds: wait } = rule
    const headers = {
      ...typed(wire, 'text/html'),
      ...(wait !== undefined && { 'Retry-After': String(wait) }),
    }
    return { status, body: page(status), headers }
  }
  return SPOILERS[rule.kind]?.(wire, rule) ?? wire
}

const ITEM_CATEGORIES: Partial<Record<FaultKind, string>> = {
  item_internal_error: 'INTERNAL_ERROR',
  item_rate_limits: 'RATE_LIMITS',
  item_locked: 'OBJECT_LOCKED',
}

/**
 * The error that a fault puts in the place of one input of a batch; undefined when the input is treated as usual.
 * @param index place of the input in the call
 */
export function itemFault(
  rule: FaultRule | undefined,
  index: number,
  traceId: string | undefined,
): { error: unknown } | undefined {
  if (!rule?.kind.startsWith('item_') || (index > 0 && !rule.allItems)) return undefined
  const trace: Record<string, string[]> = traceId === undefined ? {} : { objectWriteTraceId: [traceId] }
  const item = { status: 'error', category: 'INTERNAL_ERROR', message: 'internal error' }
  const conflict = alreadyExists('Contact', '27460398000')
  const odd: Partial<Record<FaultKind, unknown>> = {
    item_text: 'internal error',
    item_null: null,
    item_without_context: item,
    item_without_trace: { ...item, context: {} },
    item_conflict: {
      ...item,
      category: conflict.category,
      message: conflict.message,
      context: { ...conflict.context, ...trace },
    },
  }
  const error =
    rule.kind in odd ? odd[rule.kind] : { ...item, category: ITEM_CATEGORIES[rule.kind], context: trace }
  return { error }
}
