import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { listenLocally } from '#dev/listen.ts'

/**
 * - `server_error` 500, `not_json` a page with 200, `secret_refused` the secret is not known
 * - `no_answer` the connection is cut; `lost_once` once, after the token was counted as used
 * - `no_script` the browser gets no script, siteverify works
 */
export type TurnstileFault =
  'server_error' | 'not_json' | 'secret_refused' | 'no_answer' | 'lost_once' | 'no_script'

export interface TurnstileStandin {
  /** for TURNSTILE_BASE_URL */
  url: string
  /** what siteverify was asked, in order */
  asked: Record<string, unknown>[]
  setFault(fault: TurnstileFault | null): void
  /** A token as the widget makes it. */
  issue(shownAt: { hostname: string; action: string }): string
  close(): Promise<void>
}

const SECRET = '1x0000000000000000000000000000000AA'

/**
 * Cloudflare's Turnstile as far as a site sees it: the script with its widget, which solves itself, and siteverify.
 * From https://developers.cloudflare.com/turnstile/get-started/server-side-validation/: a token is good once, and asking again with
 * the same `idempotency_key` gets the same answer.
 */
export async function startTurnstileStandin(secret = SECRET): Promise<TurnstileStandin> {
  const tokens = new Map<string, { hostname: string; action: string; usedBy?: unknown }>()
  const asked: Record<string, unknown>[] = []
  let fault: TurnstileFault | null = null
  let issued = 0
  const issue = (shownAt: { hostname: string; action: string }) => {
    const token = `token-${(issued += 1)}`
    tokens.set(token, shownAt)
    return token
  }
  const verify = ({ secret: given, response, idempotency_key: key }: Record<string, unknown>) => {
    if (given !== secret || fault === 'secret_refused') return refusal('invalid-input-secret')
    const token = typeof response === 'string' ? tokens.get(response) : undefined
    if (!token) return refusal('invalid-input-response')
    if ('usedBy' in token && token.usedBy !== key) return refusal('timeout-or-duplicate')
    token.usedBy = key
    const { hostname, action } = token
    return { success: true, 'error-codes': [], challenge_ts: new Date(0).toISOString(), hostname, action }
  }
  let url = ''
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    void readBody(request).then((body) => {
      if (pathname === '/turnstile/v0/api.js' && fault !== 'no_script')
        return response
          .writeHead(200, { 'Content-Type': 'text/javascript' })
          .end(WIDGET.replace('__ORIGIN__', url))
      if (pathname === '/token') {
        const hostname = new URL(request.headers.referer ?? 'http://unknown').hostname
        const token = issue({ hostname, action: searchParams.get('action') ?? '' })
        return response.writeHead(200, { 'Content-Type': 'text/html' }).end(frame(token))
      }
      if (pathname !== '/turnstile/v0/siteverify') return response.writeHead(404).end()
      const fields = JSON.parse(body) as Record<string, unknown>
      asked.push(fields)
      if (fault === 'no_answer') return request.socket.destroy()
      if (fault === 'server_error') return response.writeHead(500).end('{"success":true}')
      if (fault === 'not_json') return response.writeHead(200).end('<html>')
      const answer = verify(fields)
      if (fault === 'lost_once') {
        fault = null
        return request.socket.destroy()
      }
      return response.writeHead(answer.success ? 200 : 400).end(JSON.stringify(answer))
    })
  })
  await listenLocally(server, 0)
  url = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    url,
    asked,
    setFault: (next) => void (fault = next),
    issue,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export const TURNSTILE_TEST_SECRET = SECRET

const refusal = (code: string) => ({ success: false, 'error-codes': [code] })

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

// The widget is a frame of Cloudflare's, which tells its script the token.
const WIDGET = `
window.turnstile = {
  render(place, options) {
    const frame = document.createElement('iframe')
    frame.title = 'Widget'
    frame.src = new URL('/token?action=' + options.action, '__ORIGIN__').href
    addEventListener('message', ({ source, data }) => {
      if (source !== frame.contentWindow) return
      const field = document.createElement('input')
      field.type = 'hidden'
      field.name = 'cf-turnstile-response'
      field.value = data.token
      place.append(field)
      options.callback(data.token)
    })
    place.append(frame)
  },
}
`

const frame = (token: string) =>
  `<!doctype html><title>Widget</title><p>Success!</p><script>parent.postMessage({ token: ${JSON.stringify(token)} }, '*')</script>`
