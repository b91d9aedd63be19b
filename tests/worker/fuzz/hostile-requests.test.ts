import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { expect, test } from 'vitest'
import { QUIZ } from '#tests/factories/quiz.ts'
import { fc } from '#tests/helpers/fast-check.ts'
import { BROWSER_STAND_IN } from '#tests/helpers/browser-run-stand-in.ts'
import { ALL_OPEN, BRIEFING, FILES, PARTNER, knownParts } from '#tests/helpers/hostile-known.ts'
import { type HostileRequest, hostileRequests } from '#tests/helpers/hostile-requests.ts'
import { useMailingWorker } from '#tests/helpers/mailing-worker.ts'
import { readRoutePaths } from '#tests/helpers/route-paths.ts'
import { fetchOnce } from '#tests/helpers/visitor.ts'

// A stranger sends anything at all, to every route: nothing hangs, and every answer is one of ours.

const ROUNDS = 5
const REQUESTS_A_ROUND = 450

const mailing = await useMailingWorker(ALL_OPEN, BROWSER_STAND_IN)
const { worker } = mailing

interface Answer {
  status: number
  headers: Headers
  text: string
}

async function send({ method, target, headers, body }: HostileRequest): Promise<Answer> {
  const outgoing = request(worker.url, { method, path: target, agent: false })
  for (const [name, value] of headers) outgoing.setHeader(name, value)
  outgoing.end(body ?? undefined)
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
  const chunks = (await response.toArray()) as Buffer[]
  const pairs = Object.entries(response.headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  )
  return {
    status: response.statusCode ?? 0,
    headers: new Headers(pairs),
    text: Buffer.concat(chunks).toString(),
  }
}

const PAGE = /<html lang="\w+"[^]*<main\b[^]*<h1\b[^]*<\/html>$/
// What is refused before any route is a whole page.
const FETCHED_PAGE = /^<!DOCTYPE html>[^]*<title>[^]*<main\b[^]*<h1\b/
const isFetched = (sent: HostileRequest['headers']) =>
  sent.some(([name, value]) => name === 'Sec-Fetch-Dest' && value === 'empty')

/** That a page of ours, or an answer to a program, is complete and tells nothing of what is behind it. */
function expectOurs(
  { status, headers, text }: Answer,
  { method, target, headers: sent }: HostileRequest,
): void {
  const type = headers.get('Content-Type') ?? ''
  const isFile = FILES.includes(target.split('?')[0]!)
  const inFrame = !isFile && /^\/embed(?:[/?]|$)/i.test(target)
  if (target === '/webhooks/mail' && status === 503) expect(headers.get('Retry-After')).toBeTruthy()
  else if (status >= 500) expect(JSON.parse(text)).toMatchObject({ healthy: false })
  expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  const ancestors = /frame-ancestors ([^;]+)/.exec(headers.get('Content-Security-Policy')!)![1]
  if (headers.get('X-Frame-Options') !== 'DENY')
    expect({ ancestors, inFrame }).toEqual({ ancestors: PARTNER, inFrame: true })
  else expect(ancestors).toBe("'none'")
  expect(headers.get('Strict-Transport-Security')).toContain('max-age=')
  expect(headers.get('Referrer-Policy')).toBeTruthy()
  if (!isFile) {
    expect(headers.get('Cache-Control')).toBeTruthy()
    expect(text).not.toMatch(
      /\n\s+at .+:\d+:\d+|node_modules|prisma|Unexpected Server Error|did not provide/i,
    )
  }
  for (const cookie of headers.getSetCookie())
    expect(cookie).toMatch(
      inFrame
        ? /^__Host-[\w-]+=.*; HttpOnly; Secure; SameSite=None; Partitioned$/
        : /^__(?:Host|Secure)-[\w-]+=.*; HttpOnly; Secure; SameSite=(?:Lax|Strict)/,
    )
  if (status === 405) expect(headers.get('Allow')).toMatch(/^(?:GET, HEAD(?:, POST)?|POST)$/)
  const location = headers.get('Location')
  if (status === 304) expect(text).toBe('')
  else if (status >= 300 && status < 400) expect(location === BRIEFING ? '/' : location).toMatch(/^\/(?!\/)/)
  else if (method === 'HEAD') expect(text).toBe('')
  else if (type.startsWith('text/html')) expect(text).toMatch(isFetched(sent) ? FETCHED_PAGE : PAGE)
  else if (type.startsWith('application/json')) JSON.parse(text)
  else if (status >= 400 && !isFile) expect(text).not.toBe('')
}

test.each(Array.from({ length: ROUNDS }, (_, round) => round))(
  'whatever a stranger sends, the answer is one of ours and nothing is logged as an error (round %i)',
  async (round) => {
    const known = await knownParts(mailing, round)
    const lines = worker.logs.length
    const statuses = new Set<number>()
    await fc.assert(
      fc.asyncProperty(hostileRequests(known), async (hostile) => {
        const answer = await send(hostile)
        statuses.add(answer.status)
        expectOurs(answer, hostile)
      }),
      { numRuns: REQUESTS_A_ROUND, seed: fc.readConfigureGlobal().seed! + round },
    )
    // It was not turned away at the door alone.
    expect([...statuses]).toEqual(expect.arrayContaining([200, 204, 302, 401, 403, 404, 405, 413, 422]))
    const secrets = [...known.secrets, 'fuzz-', 'evil.example']
    const told = (line: string) => [...secrets, '"level":"error"'].some((word) => line.includes(word))
    expect(worker.logs.slice(lines).filter(told)).toEqual([])
  },
)

/** The one that answers where there is no other. */
const NOWHERE = '/:rest'

test('the parts that are known open every route, in every mount, and go through every form', async () => {
  const { paths, params, consolePages, cookies, fieldNames } = await knownParts(mailing, ROUNDS)
  expect(paths).toEqual(expect.arrayContaining([...(await readRoutePaths()), ...FILES]))
  const opens = async (pattern: string) => {
    const known = pattern.startsWith('/ops/') ? [...consolePages, ...params] : params
    const candidates = pattern.includes(':') ? known.map((one) => pattern.replace(/:\w+/, one)) : [pattern]
    for (const path of candidates)
      for (const Cookie of cookies) {
        const answer = await fetchOnce(worker.url + path, { headers: { Cookie }, redirect: 'manual' })
        await answer.text()
        if (![403, 404].includes(answer.status)) return true
      }
    return false
  }
  const closed: string[] = []
  for (const pattern of paths) if (pattern !== NOWHERE && !(await opens(pattern))) closed.push(pattern)
  expect(closed).toEqual([])
  expect(fieldNames).toEqual(
    expect.arrayContaining(QUIZ.areas.slice(0, 2).flatMap(({ questions }) => questions.map(({ id }) => id))),
  )
})
