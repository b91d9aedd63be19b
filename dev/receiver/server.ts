import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { InterruptibleWaits } from '#dev/interruptible-waits.ts'
import { listenLocally } from '#dev/listen.ts'
import { refuseForeign } from '#dev/local-only.ts'
import {
  PRIVATE_ADDRESS,
  RETRY_AFTER_SECONDS,
  type ReceiverFault,
  SLOW_MS,
  isReceiverFault,
} from './faults.ts'
import type { ReceivedEvent } from './event.ts'
import { eventsPage } from './page.ts'

export interface TestReceiver {
  port: number
  url: string
  secret: string
  /** in the order of their arrival */
  events(): ReceivedEvent[]
  /** the first `times` calls only; all when left out */
  setFault(fault: ReceiverFault, times?: number): void
  reset(): void
  close(): Promise<void>
}

/** No secret: nothing but this machine is told. */
const RECEIVER_SECRET = `whsec_${btoa('local-receiver-secret-0000000000')}`

const HANG_MS = 600_000

/** Whoever gets webhooks, on this machine: a page and JSON with what came, a switch for faults. @throws EADDRINUSE */
export async function startTestReceiver({
  port,
  secret = RECEIVER_SECRET,
}: {
  port: number
  secret?: string
}): Promise<TestReceiver> {
  const received: ReceivedEvent[] = []
  const waits = new InterruptibleWaits()
  let fault: ReceiverFault = 'none'
  let faultsLeft = Infinity
  const setFault = (next: ReceiverFault, times = Infinity) => {
    fault = next
    faultsLeft = times
    waits.end()
  }
  const reset = () => {
    received.length = 0
    setFault('none')
  }
  const takeFault = (): ReceiverFault => (faultsLeft-- > 0 ? fault : 'none')

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readBody(request)
    const event: ReceivedEvent = { ...readEvent(secret, request, text), answered: null }
    received.push(event)
    const met = takeFault()
    if (met === 'hang') await waits.wait(HANG_MS)
    if (met === 'slow') await waits.wait(SLOW_MS)
    if (met === 'no_answer' || met === 'hang') return void request.socket.destroy()
    const [status, headers] = answerTo(met, event.verified)
    event.answered = status
    response.writeHead(status, headers).end()
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (refuseForeign(request, response)) return
    const { pathname } = new URL(request.url ?? '/', 'http://receiver.invalid')
    const route = `${request.method} ${pathname}`
    if (route === 'POST /') return take(request, response)
    if (route === 'GET /events') return void response.writeHead(200, JSON_TYPE).end(JSON.stringify(received))
    if (route === 'GET /') return void response.writeHead(200, PAGE_HEADERS).end(eventsPage(received, fault))
    if (route === 'POST /_receiver/reset') reset()
    else if (route === 'POST /_receiver/fault') {
      const chosen = new URLSearchParams(await readBody(request)).get('fault')
      if (!isReceiverFault(chosen)) return void response.writeHead(400).end()
      setFault(chosen)
    } else return void response.writeHead(404).end()
    response.writeHead(303, { location: '/' }).end()
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy())
  })
  await listenLocally(server, port)
  const { port: actual } = server.address() as AddressInfo
  return {
    port: actual,
    url: `http://localhost:${actual}`,
    secret,
    events: () => [...received],
    setFault,
    reset,
    close: () =>
      new Promise((resolve) => {
        waits.end()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const JSON_TYPE = { 'content-type': 'application/json' }
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
}

function answerTo(
  fault: ReceiverFault,
  verified: boolean,
): [status: number, headers: Record<string, string>] {
  if (fault === 'redirect') return [302, { location: PRIVATE_ADDRESS }]
  if (fault === 'slow_down') return [429, { 'retry-after': String(RETRY_AFTER_SECONDS) }]
  if (/^\d+$/.test(fault)) return [Number(fault), {}]
  return [verified ? 204 : 401, {}]
}

function readEvent(secret: string, request: IncomingMessage, text: string): Omit<ReceivedEvent, 'answered'> {
  const header = (name: string) => String(request.headers[name] ?? '')
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature']
  let verified = true
  try {
    new Webhook(secret).verify(text, Object.fromEntries(names.map((name) => [name, header(name)])), {
      jsonParse: false,
    })
  } catch {
    verified = false
  }
  const signatures = header('webhook-signature').split(' ').length
  return { id: header('webhook-id'), verified, signatures, text, body: parse(text) }
}

function parse(text: string): ReceivedEvent['body'] {
  try {
    return JSON.parse(text) as ReceivedEvent['body']
  } catch {
    return {}
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
