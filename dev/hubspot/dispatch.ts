import { INVALID_AUTHENTICATION, missingScopes, type Tokens } from './auth.ts'
import type { CallLog } from './calls.ts'
import type { Answer } from './endpoint.ts'
import { failureBody, invalid, Refused, type Failure } from './errors.ts'
import { authFault, errorFault, insteadOfHubspot, spoil, type Wire } from './fault-answers.ts'
import type { FaultRule, Faults } from './faults.ts'
import type { RateLimits } from './limits.ts'
import type { Portal } from './portal.ts'
import { matchEndpoint, type Match } from './routes.ts'

/** The running stand-in's parts; `reset()` puts new ones in their place. */
export interface Machine {
  portal: Portal
  tokens: Tokens
  limits: RateLimits
  faults: Faults
  log: CallLog
  recordBodies: boolean
}

export interface IncomingCall {
  method: string
  url: URL
  authorization?: string
  text: string
}

/** Answers one API call from start to end, without any I/O, and logs it. What it commits, it commits at once. */
export function dispatch(machine: Machine, incoming: IncomingCall): Wire {
  const { method, url } = incoming
  const rule = machine.faults.hit({ method, path: url.pathname, text: incoming.text })
  const match = matchEndpoint(method, url.pathname)
  const token = machine.tokens.authenticate(incoming.authorization)
  const body = parseJson(incoming.text)
  const outcome = answer(machine, incoming, { rule, match, token, body })
  const { limits, log, recordBodies } = machine
  const correlationId = crypto.randomUUID()
  const json = 'failure' in outcome ? failureBody(outcome.failure, correlationId) : outcome.body
  const status = 'failure' in outcome ? outcome.failure.status : outcome.status
  const headers = {
    ...(json === undefined ? {} : { 'Content-Type': 'application/json;charset=utf-8' }),
    'x-hubspot-correlation-id': correlationId,
    ...(token === undefined ? {} : limits.headers(token)),
    ...('failure' in outcome ? outcome.failure.headers : outcome.headers),
  }
  const wire = spoil({ status, headers, body: json === undefined ? '' : JSON.stringify(json) }, rule)
  log.add(
    {
      at: machine.portal.time(),
      method,
      path: url.pathname + url.search,
      status: wire.cut === 'before' ? 0 : wire.status,
      fault: rule?.kind,
      ...('failure' in outcome ? { category: outcome.failure.category } : outcome.counts),
      unexpected:
        match === undefined || ('failure' in outcome && outcome.failure.category === 'STAND_IN_FAILED'),
      ...(recordBodies ? { body } : {}),
    },
    match?.name ?? `${method} (unknown)`,
  )
  return wire
}

interface Prepared {
  rule?: FaultRule
  match?: Match
  token?: string
  body: unknown
}

function answer(machine: Machine, { url }: IncomingCall, prepared: Prepared): Answer | { failure: Failure } {
  const { rule, match, token, body } = prepared
  if (rule?.kind === 'drop_before') return { status: 200 }
  const refusedToken = authFault(rule) ?? (token === undefined ? INVALID_AUTHENTICATION : undefined)
  if (refusedToken || token === undefined) return { failure: refusedToken ?? INVALID_AUTHENTICATION }
  if (!match) return { failure: { status: 404, message: 'resource not found' } }
  const overLimit = machine.limits.take(token)
  if (overLimit) return { failure: overLimit }

  const fault = errorFault(rule, { limits: machine.limits, portalId: machine.portal.options.portalId, body })
  const gatewayFailed = fault !== undefined && fault.status >= 500
  if (fault && !(gatewayFailed && rule?.commits)) return { failure: fault }
  const instead = insteadOfHubspot(rule)
  if (instead) return instead

  const lacking = machine.tokens.lacking(token, match.endpoint.scopes(match.params))
  if (lacking) return { failure: missingScopes(lacking) }
  const done = run(machine, url, match, body, rule)
  return fault ? { failure: fault } : done
}

function run(machine: Machine, url: URL, match: Match, body: unknown, rule?: FaultRule) {
  try {
    if (body === NOT_JSON) throw new Refused(invalid('Invalid input JSON on line 1, column 1: unreadable'))
    return match.endpoint.handle({
      portal: machine.portal,
      method: match.endpoint.method,
      version: match.version,
      params: match.params,
      query: url.searchParams,
      body,
      fault: rule,
    })
  } catch (error) {
    if (error instanceof Refused) return { failure: error.failure }
    // A mistake of the stand-in itself: counted as unexpected, so that tests fail on it.
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { failure: { status: 500, category: 'STAND_IN_FAILED', message } }
  }
}

const NOT_JSON = Symbol('not JSON')

function parseJson(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return NOT_JSON
  }
}
