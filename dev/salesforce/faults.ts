import { type Answer, itemError, refusal } from './answers.ts'
import type { ItemAnswer } from './types.ts'

export const FAULTS = [
  'html_200',
  'empty_200',
  'html_403',
  'html_502',
  'server_503',
  'rate_429',
  'daily_limit',
  'concurrent_limit',
  'invalid_session',
  'part_invalid_session',
  'no_permission',
  'login_refused',
  'drop_before',
  'drop_after',
  'error_after',
  'silent',
  'item_locked',
  'item_duplicate_rule',
  'item_invalid_email',
  'item_validation_rule',
  'item_unknown',
  'last_item_no_access',
] as const
export type FaultKind = (typeof FAULTS)[number]

export interface FaultRule {
  kind: FaultKind
  /** part of `METHOD /path`; unset: any */
  match?: string
  /** unset: until it is taken away */
  times?: number
  /** so many requests that match pass first */
  after?: number
}

/** Which fault a request meets, as the rules stand. */
export class FaultRules {
  #rules: FaultRule[] = []

  set(rules: readonly FaultRule[]): void {
    this.#rules = structuredClone([...rules])
  }

  list(): FaultRule[] {
    return structuredClone(this.#rules)
  }

  hit(method: string, path: string): FaultKind | undefined {
    const rule = this.#rules.find(
      ({ match, times }) => `${method} ${path}`.includes(match ?? '') && times !== 0,
    )
    if (!rule) return undefined
    if (rule.after !== undefined && rule.after > 0) {
      rule.after--
      return undefined
    }
    if (rule.times !== undefined) rule.times--
    return rule.kind
  }
}

const html = (status: number): Answer => ({
  status,
  html: true,
  body: '<html><head><title>Request blocked</title></head><body>Request blocked</body></html>',
})

const INSTEAD: Partial<Record<FaultKind, Answer>> = {
  html_200: html(200),
  empty_200: { status: 200 },
  html_403: html(403),
  html_502: html(502),
  server_503: refusal(503, 'SERVER_UNAVAILABLE', 'Server unavailable'),
  rate_429: refusal(429, 'REQUEST_RATE_LIMITED', 'Too many requests'),
  daily_limit: refusal(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'),
  concurrent_limit: refusal(403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentPerOrgLongTxn Limit exceeded.'),
  invalid_session: refusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid'),
  no_permission: refusal(403, 'INSUFFICIENT_ACCESS', 'insufficient access rights on object id'),
}

/** What is answered in the place of Salesforce, which then does nothing. */
export function insteadOfSalesforce(fault: FaultKind | undefined): Answer | undefined {
  return fault && INSTEAD[fault]
}

/** What a part of a composite request is answered, in an answer that is a 200 as a whole. */
export const PART_FAULTS: Partial<Record<FaultKind, Answer>> = {
  part_invalid_session: INSTEAD.invalid_session,
}

/** What is answered although it was done. */
export const AFTERWARDS: Answer = refusal(500, 'UNKNOWN_EXCEPTION', 'An unexpected error occurred')

/** What one record of a collection is answered, which nothing is done with. */
export const ITEM_FAULTS: Partial<Record<FaultKind, ItemAnswer>> = {
  item_locked: itemError('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record', []),
  item_duplicate_rule: itemError('DUPLICATES_DETECTED', 'Use one of these records?', []),
  item_invalid_email: itemError('INVALID_EMAIL_ADDRESS', 'Email: invalid email address: somebody', ['Email']),
  item_validation_rule: itemError('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Only digits, please', ['Phone']),
  item_unknown: itemError('NEVER_HEARD_OF_IT', 'something else', []),
  last_item_no_access: itemError(
    'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
    'insufficient access rights on cross-reference id',
    [],
  ),
}
