import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Machine } from './dispatch.ts'
import { FAULT_KINDS, type FaultKind, type FaultRule, OPERATION_NAMES } from './faults.ts'
import { livePart } from './live-part.ts'
import { page } from './page.ts'
import type { HubspotStandIn, PortalDefinitions } from './types.ts'

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  url: URL
  text: string
}

/** Whether a path belongs to the stand-in itself and not to HubSpot's API. */
export const isControlPath = (path: string) =>
  path === '/' || path === '/favicon.ico' || path.startsWith('/_standin/')

const kinds = Object.keys(FAULT_KINDS) as [FaultKind, ...FaultKind[]]
const count = z.coerce.number().int().min(0)

const ruleSchema = z.object({
  kind: z.enum(kinds),
  operation: z.enum(OPERATION_NAMES).optional(),
  path: z.string().optional(),
  bodyContains: z.string().optional(),
  method: z.string().optional(),
  next: count.optional(),
  every: z.coerce.number().int().min(1).optional(),
  fraction: z.coerce.number().min(0).max(1).optional(),
  forMs: count.optional(),
  delayMs: count.optional(),
  retryAfterSeconds: count.optional(),
  allItems: z.boolean().optional(),
  commits: z.boolean().optional(),
})

const bodies = {
  faults: z.object({ latencyMs: count.optional(), rules: z.array(ruleSchema).optional() }),
  limits: z.object({
    tenSecondly: z.number().int().min(1).nullable().optional(),
    daily: z.number().int().min(0).nullable().optional(),
    retryAfter: z.boolean().optional(),
  }),
  token: z.object({
    action: z.enum(['add', 'revoke']),
    token: z.string().min(1),
    scopes: z.array(z.string()).optional(),
  }),
}

/** Answers the page and the control API. */
export function handleControl(standIn: HubspotStandIn, machine: Machine, exchange: Exchange): void {
  const { request, response, url } = exchange
  try {
    if (request.method === 'GET') get(standIn, machine, url, response)
    else if (request.method === 'POST') post(standIn, machine, exchange)
    else json(response, 405, { message: 'GET or POST' })
  } catch (error) {
    json(response, 400, { message: error instanceof Error ? error.message : String(error) })
  }
}

function get(standIn: HubspotStandIn, machine: Machine, url: URL, response: ServerResponse): void {
  const views: Record<string, () => unknown> = {
    contacts: () => standIn.contacts(),
    deals: () => standIn.deals(),
    associations: () => standIn.associations(),
    notes: () => standIn.notes(),
    submissions: () => standIn.submissions(),
    unsubscribed: () => standIn.unsubscribed(),
    calls: () => standIn.calls(),
    unexpected: () => standIn.unexpected(),
    state: () => ({
      portalId: standIn.portalId,
      contacts: machine.portal.records.contacts.live.size,
      deals: machine.portal.records.deals.live.size,
      associations: standIn.associations().length,
      blocklist: standIn.blocklist().length,
      totals: standIn.totals(),
      limits: standIn.limits(),
      faults: machine.faults.state(),
      tokens: machine.tokens.list(),
    }),
  }
  if (url.pathname === '/') html(response, (nonce) => page(standIn, machine, nonce))
  else if (url.pathname === '/_standin/live') html(response, () => livePart(standIn, machine))
  else if (url.pathname === '/favicon.ico') response.writeHead(204).end()
  else {
    const view = views[url.pathname.slice('/_standin/'.length)]
    if (view) json(response, 200, view())
    else json(response, 404, { message: `Views: ${Object.keys(views).join(', ')}` })
  }
}

function post(standIn: HubspotStandIn, machine: Machine, exchange: Exchange): void {
  const { request, response, url, text } = exchange
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false
  const name = url.pathname.slice('/_standin/'.length)
  if (isForm) fromForm(standIn, machine, name, new URLSearchParams(text))
  else fromJson(standIn, name, text === '' ? {} : (JSON.parse(text) as unknown))
  if (isForm) response.writeHead(303, { Location: '/' }).end()
  else json(response, 200, { ok: true })
}

function fromJson(standIn: HubspotStandIn, name: string, body: unknown): void {
  switch (name) {
    case 'faults':
      return standIn.setFaults(bodies.faults.parse(body))
    case 'limits':
      return standIn.setLimits(bodies.limits.parse(body))
    case 'tokens': {
      const { action, token, scopes } = bodies.token.parse(body)
      return action === 'add' ? standIn.addToken(token, scopes) : standIn.revokeToken(token)
    }
    case 'provision':
      return standIn.provision(body as PortalDefinitions)
    case 'clear-blocklist':
      return standIn.clearBlocklist()
    case 'reset':
      return standIn.reset()
    default:
      throw new Error('Actions: faults, limits, tokens, provision, clear-blocklist, reset')
  }
}

/** The page's switches: empty fields mean "not said". */
function fromForm(standIn: HubspotStandIn, machine: Machine, name: string, form: URLSearchParams): void {
  const field = (key: string) => form.get(key)?.trim() || undefined
  switch (name) {
    case 'add-fault': {
      const rule: FaultRule = ruleSchema.parse({
        kind: field('kind'),
        operation: field('operation'),
        path: field('path'),
        bodyContains: field('bodyContains'),
        allItems: form.has('allItems'),
        [field('when') ?? 'next']: field('when') === 'always' ? undefined : field('amount'),
      })
      return machine.faults.add(rule)
    }
    case 'clear-faults':
      return machine.faults.clear()
    case 'latency':
      machine.faults.latencyMs = count.parse(field('latencyMs') ?? 0)
      return
    case 'limits': {
      const number = (key: string) => (field(key) === undefined ? null : Number(field(key)))
      const limits = { tenSecondly: number('tenSecondly'), daily: number('daily') }
      return standIn.setLimits(bodies.limits.parse({ ...limits, retryAfter: form.has('retryAfter') }))
    }
    case 'revoke-token':
      return standIn.revokeToken(standIn.token)
    case 'restore-token':
      return standIn.addToken(standIn.token)
    case 'clear-blocklist':
      return standIn.clearBlocklist()
    case 'reset':
      return standIn.reset()
    default:
      throw new Error('This switch does not exist')
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
  response.end(JSON.stringify(body, null, 2))
}

function html(response: ServerResponse, render: (nonce: string) => string): void {
  const nonce = crypto.randomUUID()
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; form-action 'self'; base-uri 'none'`,
  })
  response.end(render(nonce))
}
