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
    case 'html_502':
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

const HTML = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>'

const SPOILERS: Partial<Record<FaultKind, (wire: Wire, rule: FaultRule) => Wire>> = {
  drop_before: (wire) => ({ ...wire, cut: 'before' }),
  commit_then_drop: (wire) => ({ ...wire, cut: 'before' }),
  drop_mid_body: (wire) => ({ ...wire, cut: wire.body === '' ? 'before' : 'halfway' }),
  slow: (wire, { delayMs = 15_000 }) => ({ ...wire, delayMs }),
  truncated_json: (wire) => ({ ...wire, body: wire.body.slice(0, Math.floor(wire.body.length / 2)) }),
  not_json: (wire) => ({ status: 200, body: 'upstream is busy', headers: typed(wire, 'text/plain') }),
  empty_200: (wire) => ({ ...wire, status: 200, body: '' }),
  html_502: (wire) => ({ status: 502, body: HTML, headers: typed(wire, 'text/html') }),
}

const typed = (wire: Wire, type: string) => ({ ...wire.headers, 'Content-Type': type })

/** Spoils an answer as the fault says; most kinds leave it alone. */
export function spoil(wire: Wire, rule: FaultRule | undefined): Wire {
  return rule ? (SPOILERS[rule.kind]?.(wire, rule) ?? wire) : wire
}
