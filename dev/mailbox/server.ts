import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { refuseForeign } from '#dev/local-only.ts'
import { InterruptibleWaits } from '#dev/interruptible-waits.ts'
import { faultsSchema, FaultSwitches, type FaultMode, type Faults } from './faults.ts'
import { listPage, messagePage } from './pages.ts'
import { apiError, ResendApi, type ApiAnswer } from './resend-api.ts'
import { MessageStore, type ReceivedMessage } from './store.ts'
import { takeSend } from './take-send.ts'
import { type EventName, type WebhookTarget, isEventName, sendEvent } from './webhook.ts'

export type { Faults, FaultMode, ReceivedMessage }

export interface Mailbox {
  port: number
  url: string
  /** Received e-mails, newest first. */
  messages(filter?: { to?: string }): ReceivedMessage[]
  /** Send requests seen, whatever became of them, and the most that were under way at once. */
  calls(): { total: number; mostAtOnce: number }
  /** Settings left out go back to "no fault"; `{}` ends all faults. What is held back is answered at once. */
  setFaults(faults: Partial<Faults>): void
  /** Tells the webhook what has become of an e-mail. @returns the status that was answered */
  tell(message: ReceivedMessage, event: EventName): Promise<number>
  /** Empties the mailbox, forgets idempotency keys and ends all faults. */
  reset(): void
  close(): Promise<void>
}

const MAX_BODY_BYTES = 40 * 1024 * 1024 // Resend's own limit
const LIST_PAGE_LENGTH = 200

// Mails are shown, never run: no script, no plugin, no request to anywhere; links open in a new tab.
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups allow-popups-to-escape-sandbox"
const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; frame-src 'self'; form-action 'self'"

/**
 * The mail provider on this machine: Resend's API to send to, a page and JSON to read what was sent, switches for faults.
 * @param options.port 0 for any free one
 * @param options.now milliseconds since 1970, for the limit a second; the system's clock when left out
 * @param options.webhook where the buttons below an e-mail tell what has become of it; without one there are none
 * @throws when the port is taken (code EADDRINUSE)
 */
export async function startMailbox(options: {
  port: number
  now?: () => number
  webhook?: WebhookTarget
}): Promise<Mailbox> {
  const { now = Date.now, webhook } = options
  const store = new MessageStore()
  const api = new ResendApi(store)
  const faults = new FaultSwitches()
  const calls = { total: 0, underWay: 0, mostAtOnce: 0 }
  const waits = new InterruptibleWaits()

  const setFaults = (next: Partial<Faults>) => {
    faults.set(next)
    waits.end()
  }
  const reset = () => {
    store.clear()
    api.clear()
    setFaults({})
    calls.total = 0
    calls.mostAtOnce = calls.underWay
  }

  const tell = (message: ReceivedMessage, event: EventName) => {
    if (!webhook) throw new Error('The mailbox was started without a webhook')
    return sendEvent(webhook, message, event, now())
  }

  async function handleSend(
    path: '/emails' | '/emails/batch',
    request: IncomingMessage,
    response: ServerResponse,
  ) {
    const key = request.headers['idempotency-key']
    const outcome = await takeSend(
      { api, faults, now, wait: (ms) => waits.wait(ms) },
      {
        path,
        authorization: request.headers.authorization,
        userAgent: request.headers['user-agent'],
        idempotencyKey: typeof key === 'string' ? key : null,
        body: await readBody(request),
      },
    )
    if (outcome.kind === 'dropped') request.socket.destroy()
    else if (outcome.kind === 'answered') answerJson(response, outcome.answer)
    else if (outcome.kind === 'truncated') {
      response.writeHead(200, { 'content-type': 'application/json', ...outcome.headers }).end(outcome.text)
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (refuseForeign(request, response)) return
    const url = new URL(request.url ?? '/', 'http://mailbox.invalid')
    const route = `${request.method} ${url.pathname}`
    if (route === 'POST /emails' || route === 'POST /emails/batch') {
      calls.total += 1
      calls.underWay += 1
      calls.mostAtOnce = Math.max(calls.mostAtOnce, calls.underWay)
      response.once('close', () => (calls.underWay -= 1))
      return handleSend(url.pathname as '/emails' | '/emails/batch', request, response)
    }
    const to = url.searchParams.get('to')
    if (route === 'GET /') {
      return answerPage(
        response,
        listPage(store.list().slice(0, LIST_PAGE_LENGTH), store.size, faults.current),
      )
    }
    if (route === 'GET /messages') {
      return answerJson(response, { status: 200, body: store.list(to === null ? {} : { to }) })
    }
    if (route === 'GET /_mailbox/state') {
      const body = {
        total: store.size,
        calls: calls.total,
        mostAtOnce: calls.mostAtOnce,
        faults: faults.current,
      }
      return answerJson(response, { status: 200, body })
    }
    if (route === 'POST /_mailbox/reset' || route === 'DELETE /messages') {
      reset()
      return answerControl(request, response)
    }
    if (route === 'POST /_mailbox/faults') {
      const parsed = faultsSchema.safeParse(parseControl(request, await readBody(request)))
      if (!parsed.success)
        return answerJson(response, apiError(400, 'invalid_parameter', parsed.error.message))
      setFaults(parsed.data)
      return answerControl(request, response)
    }
    const told = /^POST \/_mailbox\/events\/(\w+)\/([\w-]+)$/.exec(route)
    const about = told?.[2] === undefined ? undefined : store.get(told[2])
    if (about && told?.[1] !== undefined && isEventName(told[1])) {
      const status = await tell(about, told[1])
      response.writeHead(303, { location: `/messages/${about.id}?told=${told[1]}&status=${status}` }).end()
      return
    }
    const view = /^GET \/messages\/([\w-]+)(?:\/(html|text|raw))?$/.exec(route)
    const message = view?.[1] === undefined ? undefined : store.get(view[1])
    if (!view || !message) {
      return answerJson(response, apiError(404, 'not_found', `The mailbox has no ${route}.`))
    }
    if (view[2] === 'text') return answerText(response, message.text ?? '')
    if (view[2] === 'raw') return answerJson(response, { status: 200, body: message })
    if (view[2] === 'html') {
      const html = message.html ?? ''
      return answerPage(response, html.replace(/<head[^>]*>/i, '$&<base target="_blank">'), MAIL_POLICY)
    }
    const answered = url.searchParams.has('told') ? Number(url.searchParams.get('status')) : null
    return answerPage(response, messagePage(message, { events: webhook !== undefined, answered }))
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => {
      if (response.headersSent) response.destroy()
      else answerJson(response, apiError(500, 'internal_server_error', 'An unexpected error occurred.'))
    })
  })
  // A keep-alive connection that the server closes by itself makes the client's next request fail at random.
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    messages: (filter) => store.list(filter),
    calls: () => ({ total: calls.total, mostAtOnce: calls.mostAtOnce }),
    setFaults,
    tell,
    reset,
    close: async () => {
      waits.end()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw new Error(`Request body over ${MAX_BODY_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The page's form posts empty fields for "not set"; programs post JSON. */
function parseControl(request: IncomingMessage, body: string): unknown {
  if (request.headers['content-type']?.startsWith('application/json')) return JSON.parse(body)
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([name, value]) => [name, value === '' ? null : value]),
  )
}

function answerControl(request: IncomingMessage, response: ServerResponse): void {
  const fromPage = request.headers.accept?.includes('text/html')
  if (fromPage) response.writeHead(303, { location: '/' }).end()
  else answerJson(response, { status: 200, body: { ok: true } })
}

function answerJson(response: ServerResponse, answer: ApiAnswer): void {
  const html = typeof answer.body === 'string'
  response.writeHead(answer.status, {
    'content-type': html ? 'text/html' : 'application/json',
    'cache-control': 'no-store',
    ...answer.headers,
  })
  response.end(html ? answer.body : JSON.stringify(answer.body))
}

function answerText(response: ServerResponse, text: string): void {
  response
    .writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    .end(text)
}

function answerPage(response: ServerResponse, html: string, policy = PAGE_POLICY): void {
  response
    .writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    .end(html)
}
