import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { type Front, startFront } from '#dev/launcher/front/front.ts'
import { launchBrowser } from '#dev/browser.ts'
import { freePorts } from '#tests/helpers/launcher.ts'

const BROKEN = {
  title: 'The build fails',
  message: 'a.ts:1:2: ERROR',
  place: { file: 'a.ts', line: 1, column: 2 },
}

test('requests wait for the Worker, and are handed on as they are', async () => {
  const { front, url } = await startTestFront()
  const worker = await startServer((request, response) => {
    response.setHeader('X-Method', request.method ?? '')
    response.setHeader('Set-Cookie', ['a=1', 'b=2'])
    response.writeHead(201)
    void text(request).then((body) => response.end(`${request.headers.host} ${request.url} ${body}`))
  })

  const waiting = fetch(`${url}/form?a=b`, { method: 'POST', body: 'the body' })
  front.serve(worker)
  const response = await waiting

  expect(response.status).toBe(201)
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(response.headers.get('X-Method')).toBe('POST')
  expect(await response.text()).toBe(`${new URL(url).host} /form?a=b the body`)
})

test('a request that has waited long enough is told that the Worker is being built', async () => {
  const { url } = await startTestFront({ holdMs: 0 })

  const response = await fetch(url, { headers: { Accept: 'text/html' } })

  expect(response.status).toBe(503)
  expect(await response.text()).toContain('<h1>The Worker is being built</h1>')
})

test('while there is no Worker the failure is answered, to a form without reading it', async () => {
  const { front, url } = await startTestFront()
  front.fail(BROKEN)

  const page = await fetch(url, { headers: { Accept: 'text/html' } })
  const form = await fetch(url, {
    method: 'POST',
    body: 'x'.repeat(5_000_000),
    headers: { Accept: 'text/html' },
  })
  const head = await fetch(url, { method: 'HEAD' })

  expect([page.status, form.status, head.status]).toEqual([503, 503, 503])
  expect(page.headers.get('Cache-Control')).toBe('no-store')
  expect(await page.text()).toContain('a.ts:1:2: ERROR')
  expect(await form.text()).toContain('Send the form again')
})

test('a page learns when the state has changed', async () => {
  const { front, url } = await startTestFront()
  front.fail(BROKEN)
  const [, state] =
    /after=(\d+)/.exec(await (await fetch(url, { headers: { Accept: 'text/html' } })).text()) ?? []

  const changed = fetch(`${url}/cdn-cgi/local-cloud?after=${state}`).then((response) => response.json())
  front.hold()

  expect(await changed).toEqual({ folder: '/checkout', state: Number(state) + 1 })
})

test('in a browser the page goes on by itself once a Worker serves', async () => {
  const { front, url } = await startTestFront()
  const browser = await launchBrowser()
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))

  front.fail(BROKEN)
  await page.goto(url)
  const shown = await page.textContent('pre')
  front.hold()
  front.serve(await startServer((_, response) => void response.end('the Worker')))
  await page.waitForFunction(() => document.body.textContent === 'the Worker')

  expect(shown).toBe('a.ts:1:2: ERROR')
  // The browser says of the page itself that it was a 503; nothing else.
  expect(errors.filter((error) => !error.includes('503'))).toEqual([])
})

test('a Worker that breaks off is asked again for a page by its successor, and never for a form', async () => {
  const { front, url } = await startTestFront()
  const successor = await startServer((_, response) => void response.end('the next one'))
  let broken = 0
  const worker = await startServer((request) => {
    broken++
    front.serve(successor)
    request.socket.destroy()
  })

  front.serve(worker)
  const page = await fetch(url)
  front.serve(worker)
  const form = await fetch(url, { method: 'POST', body: 'once' })

  expect(await page.text()).toBe('the next one')
  expect(form.status).toBe(503)
  expect(await form.text()).toContain('The Worker stopped before it answered')
  expect(broken).toBe(2)
})

test('a Worker that cannot be reached at all is no reason to wait', async () => {
  const { front, url } = await startTestFront()
  const gone = await startServer(() => {})
  await closeServers()

  front.serve(gone)

  expect((await fetch(url)).status).toBe(503)
})

test('what only an odd program sends is handed on as well, and harms nobody', async () => {
  const { front, url, port } = await startTestFront()
  front.serve(await startServer((request, response) => void response.end(request.url)))
  const socket = connect(port, '127.0.0.1')
  socket.write(
    Buffer.from(
      'GET /a|b"?q=%zz HTTP/1.1\r\nHost: localhost\r\nX-Odd: \xff\r\nConnection: close\r\n\r\n',
      'latin1',
    ),
  )

  const [answer] = await Promise.all([text(socket.setEncoding('latin1')), once(socket, 'close')])

  expect(answer).toMatch(/^HTTP\/1\.1 200 OK[^]*\/a\|b"\?q=%zz/)
  expect((await fetch(url)).status).toBe(200)
})

test.for([70_000, 200_000, 5_000_000])(
  'what the Worker says of a form that it does not read arrives, though it breaks off: %i bytes',
  async (length) => {
    const { front, url } = await startTestFront()
    front.serve(
      await startServer(({ socket }, response) => {
        response.writeHead(413, { Connection: 'close' })
        response.end('too large', () => socket.destroy())
      }),
    )

    const form = { method: 'POST', body: 'x'.repeat(length) }
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(url, form)))

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 413))
  },
)

test('sources are shown to this machine alone', async () => {
  const { front, url } = await startTestFront()
  front.fail(BROKEN)

  const answer = await askAs('scorecard.example.com', url)

  expect(answer).toContain('There is no Worker to answer')
  expect(answer).not.toContain('a.ts')
})

test('it listens on both of localhost, and a port that is taken on either is an error with its number', async () => {
  const { front, url, port } = await startTestFront()
  front.fail(BROKEN)

  await expect(startFront({ port, folder: '/other' })).rejects.toMatchObject({ code: 'EADDRINUSE', port })
  expect((await fetch(url)).status).toBe(503)
})

const servers: (() => Promise<unknown>)[] = []

async function closeServers(): Promise<void> {
  for (let close = servers.pop(); close; close = servers.pop()) await close()
}

/** @returns its origin */
async function startServer(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push(() => {
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    return closed
  })
  onTestFinished(closeServers)
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function startTestFront(
  options: { holdMs?: number } = {},
): Promise<{ front: Front; url: string; port: number }> {
  const port = Number((await freePorts()).PORT)
  const front = await startFront({ port, folder: '/checkout', ...options })
  onTestFinished(() => front.close())
  return { front, url: `http://localhost:${port}`, port }
}

/** By node:http, as fetch chooses the Host by itself. */
async function askAs(host: string, url: string): Promise<string> {
  const { get } = await import('node:http')
  const response = await new Promise<IncomingMessage>((resolve, reject) =>
    get(url, { headers: { Host: host, Accept: 'text/html' } }, resolve).once('error', reject),
  )
  return text(response)
}
