import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { refuseForeign } from '#dev/local-only.ts'
import { InterruptibleWaits } from '#dev/interruptible-waits.ts'
import { handleControl, isControlPath } from './control.ts'
import { dispatch } from './dispatch.ts'
import type { Wire } from './fault-answers.ts'
import { createMachine } from './machine.ts'
import type { HubspotStandIn, StandInOptions } from './types.ts'

export type * from './types.ts'

const MAX_BODY_BYTES = 10 * 1024 * 1024

/**
 * Starts a stand-in for HubSpot's CRM API on the loopback interface: date-versioned paths and the v3 and v4 ones of
 * the official client, a control API under `/_standin/`, and a page at `/`. All state is in memory.
 * @returns the handle, once the port is open.
 * @throws Error when the port is taken, or when `provisioned` is set without `definitions`.
 */
export async function startHubspotStandIn(options: StandInOptions): Promise<HubspotStandIn> {
  const { machine, portalOptions, newPortal, token } = createMachine(options)
  const waits = new InterruptibleWaits()
  let closing = false
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      // Usual when the other side has gone or the stand-in is closing; anything else is a mistake of its own.
      if (closing || response.destroyed || response.headersSent) return
      response
        .writeHead(500, { 'Content-Type': 'text/plain' })
        .end(`HubSpot stand-in failed: ${String(error)}`)
    })
  })
  // Never closes an idle connection by itself: a client that is about to reuse it would see a reset that no test asked for.
  server.keepAliveTimeout = 0

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (refuseForeign(request, response)) return
    const url = new URL(request.url ?? '/', 'http://localhost')
    const text = await readText(request)
    if (text === undefined) {
      response.writeHead(413, { Connection: 'close' }).end()
      return
    }
    if (isControlPath(url.pathname)) {
      handleControl(handleOf, machine, { request, response, url, text })
      return
    }
    await waits.wait(machine.faults.latencyMs)
    const { authorization } = request.headers
    const wire = dispatch(machine, { method: request.method ?? 'GET', url, authorization, text })
    await waits.wait(wire.delayMs ?? 0)
    send(response, wire)
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo

  const handleOf: HubspotStandIn = {
    port,
    url: `http://127.0.0.1:${port}`,
    token,
    portalId: portalOptions.portalId,
    contacts: () => structuredClone([...machine.portal.records.contacts.live.values()]),
    deals: () => structuredClone([...machine.portal.records.deals.live.values()]),
    associations: () => machine.portal.associations.all(),
    blocklist: () => [...machine.portal.blocklist],
    notes: () => structuredClone(machine.portal.notes),
    submissions: () => structuredClone(machine.portal.submissions),
    unsubscribed: () => [...machine.portal.unsubscribed],
    clearBlocklist: () => machine.portal.blocklist.clear(),
    noteContacted(id, at) {
      machine.portal.records.contacts.live.get(id)!.properties.notes_last_contacted = at.toISOString()
    },
    calls: () => machine.log.latest(),
    totals: () => machine.log.totals(),
    unexpected: () => machine.log.unexpected(),
    setFaults(faults) {
      machine.faults.set(faults)
      waits.end()
    },
    setLimits: (limits) => machine.limits.set(limits),
    limits: () => machine.limits.state(),
    addToken: (added, scopes) => machine.tokens.add(added, scopes),
    revokeToken: (revoked) => machine.tokens.revoke(revoked),
    provision: (added) => machine.portal.provision(added),
    reset() {
      machine.portal = newPortal()
      for (const part of [machine.tokens, machine.limits, machine.faults, machine.log]) part.reset()
      waits.end()
    },
    close: () =>
      new Promise((resolve, reject) => {
        closing = true
        waits.end()
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
  return handleOf
}

/** The body as text; undefined when it is too large. */
async function readText(request: IncomingMessage): Promise<string | undefined> {
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size <= MAX_BODY_BYTES) text += decoder.decode(chunk, { stream: true })
  }
  return size <= MAX_BODY_BYTES ? text + decoder.decode() : undefined
}

function send(response: ServerResponse, { status, headers, body, cut }: Wire): void {
  if (cut === 'before') {
    response.destroy()
    return
  }
  const length: Record<string, number> =
    body === '' ? {} : { 'Content-Length': new TextEncoder().encode(body).length }
  response.writeHead(status, { ...headers, ...length })
  if (cut === 'halfway') response.write(body.slice(0, body.length / 2), () => response.destroy())
  else response.end(body)
}
