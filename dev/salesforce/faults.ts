import { type Answer, refusal } from './api.ts'
import type { FaultKind, FaultRule } from './types.ts'

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

/** What is answered although it was done. */
export const AFTERWARDS: Answer = refusal(500, 'UNKNOWN_EXCEPTION', 'An unexpected error occurred')
