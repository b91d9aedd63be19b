import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { InterruptibleWaits } from '#dev/interruptible-waits.ts'
import { listenLocally } from '#dev/listen.ts'
import { refuseForeign } from '#dev/local-only.ts'
import { type Answer, refusal } from './answers.ts'
import { answerRequest } from './api.ts'
import {
  AFTERWARDS,
  FAULTS,
  type FaultKind,
  type FaultRule,
  FaultRules,
  insteadOfSalesforce,
} from './faults.ts'
import { Organization } from './organization.ts'
import { showOrganization } from './page.ts'
import type { LoggedCall, SalesforceStandIn } from './stand-in.ts'
import type { ObjectName } from './types.ts'

export type { FaultKind } from './faults.ts'
export type { SalesforceStandIn } from './stand-in.ts'

const LOCAL_CLIENT = { id: 'local-standin', secret: 'local-only-salesforce-secret' } as const

const MAX_BODY_BYTES = 10 * 1024 * 1024
const SILENCE_MS = 60 * 60 * 1000

/**
 * Starts a stand-in for an organization at Salesforce on the loopback interface: the token endpoint, what the sync calls of
 * the REST API, a page at `/`, and `/_standin/faults`. All state is in memory.
 */
export async function startSalesforceStandIn({ port }: { port: number }): Promise<SalesforceStandIn> {
  let organization = new Organization()
  const tokens = new Set<string>()
  const faults = new FaultRules()
  const waits = new InterruptibleWaits()
  let calls: LoggedCall[] = []
  let unexpected: LoggedCall[] = []

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  server.keepAliveTimeout = 0

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (refuseForeign(request, response)) return
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const method = request.method ?? 'GET'
    const text = await readText(request)
    if (pathname === '/' || pathname.startsWith('/_standin/'))
      return handleControl(method, pathname, text, response)
    const fault = faults.hit(method, pathname)
    if (fault === 'silent') await waits.wait(SILENCE_MS)
    const call: LoggedCall = { method, path: pathname, status: 0, ...(fault && { fault }) }
    calls.push(call)
    if (fault === 'drop_before' || fault === 'silent') {
      response.destroy()
      return
    }
    const answer = answerCall(request, { method, pathname, text, fault, call })
    if (fault === 'drop_after') {
      response.destroy()
      return
    }
    const sent = fault === 'error_after' ? AFTERWARDS : answer
    call.status = sent.status
    send(response, sent)
  }

  function answerCall(
    { headers }: IncomingMessage,
    given: { method: string; pathname: string; text: string; fault: FaultKind | undefined; call: LoggedCall },
  ): Answer {
    const { method, pathname, text, fault } = given
    if (pathname === '/services/oauth2/token') {
      const refused = fault === 'login_refused' ? LOGIN_REFUSED : insteadOfSalesforce(fault)
      return refused ?? logIn(text)
    }
    const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1]
    const instead = insteadOfSalesforce(fault)
    if (instead) return instead
    if (token === undefined || !tokens.has(token))
      return refusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid')
    const body: unknown = text === '' ? undefined : JSON.parse(text)
    const answer = answerRequest(organization, { method, path: pathname, body, fault })
    if (answer) return answer
    unexpected.push(given.call)
    return refusal(404, 'NOT_FOUND', 'The requested resource does not exist')
  }

  function logIn(text: string): Answer {
    const form = new URLSearchParams(text)
    if (form.get('grant_type') !== 'client_credentials')
      return {
        status: 400,
        body: { error: 'unsupported_grant_type', error_description: 'grant type not supported' },
      }
    if (form.get('client_id') !== LOCAL_CLIENT.id || form.get('client_secret') !== LOCAL_CLIENT.secret)
      return LOGIN_REFUSED
    const token = `00D!${randomBytes(24).toString('hex')}`
    tokens.add(token)
    return { status: 200, body: { access_token: token, instance_url: handleOf.url, token_type: 'Bearer' } }
  }

  function handleControl(method: string, pathname: string, text: string, response: ServerResponse): void {
    if (method === 'POST' && pathname === '/_standin/faults') {
      faults.set(readRules(text))
      waits.end()
      send(response, { status: 200, body: faults.list() })
    } else if (method === 'POST' && pathname === '/_standin/reset') {
      handleOf.reset()
      send(response, { status: 200, body: {} })
    } else if (method === 'GET' && pathname === '/_standin/records')
      send(response, { status: 200, body: records() })
    else if (method === 'GET' && pathname === '/')
      send(response, { status: 200, html: true, body: showOrganization(records(), calls, faults.list()) })
    else send(response, { status: 404, body: {} })
  }

  const rows = (object: ObjectName) => structuredClone(organization.live(object))
  const records = () => ({
    contacts: rows('Contact'),
    opportunities: rows('Opportunity'),
    roles: rows('OpportunityContactRole'),
    tasks: rows('Task'),
  })

  await listenLocally(server, port)
  const { port: listening } = server.address() as AddressInfo
  const handleOf: SalesforceStandIn = {
    port: listening,
    url: `http://127.0.0.1:${listening}`,
    clientId: LOCAL_CLIENT.id,
    clientSecret: LOCAL_CLIENT.secret,
    contacts: () => rows('Contact'),
    opportunities: () => rows('Opportunity'),
    roles: () => rows('OpportunityContactRole'),
    tasks: () => rows('Task'),
    deleted: () =>
      structuredClone(
        (['Contact', 'Opportunity'] as const).flatMap((object) =>
          organization.all(object).filter(({ IsDeleted }) => IsDeleted === true),
        ),
      ),
    calls: () => structuredClone(calls),
    unexpected: () => structuredClone(unexpected),
    setFaults(rules) {
      faults.set(rules)
      waits.end()
    },
    endSessions: () => tokens.clear(),
    define(object, field, definition) {
      if (definition) organization.fields.get(object)!.set(field, definition)
      else organization.fields.get(object)!.delete(field)
    },
    insert: (object, row) => organization.insert(object, row).id!,
    change: (object, id, row) => void organization.update(object, id, row),
    merge: (master, other) => organization.merge(master, other),
    remove: (object, id) => void organization.remove(object, id),
    reset() {
      organization = new Organization()
      faults.set([])
      calls = []
      unexpected = []
      waits.end()
    },
    close: () =>
      new Promise((resolve, reject) => {
        waits.end()
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
  return handleOf
}

const LOGIN_REFUSED: Answer = {
  status: 401,
  body: { error: 'invalid_client', error_description: 'invalid client credentials' },
}

function readRules(text: string): FaultRule[] {
  const given = JSON.parse(text) as FaultRule[]
  return given.filter(({ kind }) => FAULTS.includes(kind))
}

async function readText(request: IncomingMessage): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > MAX_BODY_BYTES) throw new Error('The body is too large')
  }
  return text + decoder.decode()
}

function send(response: ServerResponse, { status, body, html }: Answer): void {
  const type = html ? 'text/html; charset=utf-8' : 'application/json;charset=UTF-8'
  response.writeHead(status, body === undefined ? {} : { 'content-type': type })
  response.end(body === undefined ? '' : html && typeof body === 'string' ? body : JSON.stringify(body))
}
