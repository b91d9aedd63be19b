import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { expect, test } from 'vitest'
import { CONTACT_FIELDS } from '#app/domain/lead/contact.ts'
import { QUIZ } from '#tests/factories/quiz.ts'
import { fc } from '#tests/helpers/fast-check.ts'
import { type HostileRequest, type KnownParts, hostileRequests } from '#tests/helpers/hostile-requests.ts'
import { useMailingWorker } from '#tests/helpers/mailing-worker.ts'
import { readRoutePaths } from '#tests/helpers/route-paths.ts'
import { type Visitor, answersOf, expectRedirect } from '#tests/helpers/visitor.ts'

// A stranger sends anything at all, to every route: nothing hangs, and every answer is one of ours.

const ROUNDS = 5
const REQUESTS_A_ROUND = 300

const { worker, visitor, tokenTo } = await useMailingWorker()

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

/** One visitor at each place of the quiz, with what each has been given, read from the pages and e-mails themselves. */
async function knownParts(round: number): Promise<KnownParts> {
  const address = `fuzz-${round}@example.com`
  const params = ['1', '2', '4']
  const pages: string[] = []
  const read = async (reader: Visitor, path: string) => pages.push(await (await reader.get(path)).text())

  const beginner = visitor()
  await beginner.start()
  await read(beginner, '/assessment/step/1')
  const halfway = visitor()
  await halfway.start()
  expectRedirect(await halfway.post('/assessment/step/1', answersOf(1, 'B')))
  const asked = { email: address, consent: 'yes', intent: 'resume_link' }
  expectRedirect(await halfway.post('/assessment/step/2', asked))
  params.push(await tokenTo(address))
  await read(halfway, '/assessment/step/2')
  const done = visitor()
  await done.start()
  const results = await done.complete('D')
  await read(done, results)
  expectRedirect(await done.post(results, { email: `done-${address}`, consent: 'yes' }))
  await read(done, results)
  params.push(results.split('/').at(-1)!, await tokenTo(`done-${address}`))
  await read(done, '/privacy')
  expectRedirect(await done.post('/privacy/request', { email: address, action: 'export' }))
  params.push(await tokenTo(address))

  const inputs = pages.flatMap((page) => page.match(/<(?:input|button|select|textarea)\b[^>]*>/g) ?? [])
  const attribute = (name: string) =>
    inputs.flatMap((tag) => new RegExp(`\\b${name}="([^"]+)"`).exec(tag)?.[1] ?? [])
  const sessionCookie = (reader: Visitor) =>
    [...reader.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return {
    paths: await readRoutePaths(),
    params,
    fieldNames: [...new Set([...attribute('name'), ...Object.keys(CONTACT_FIELDS), 'link', 'sent', 'saved'])],
    fieldValues: [...new Set([...attribute('value'), 'resume_link', ...params, address, 'yes', 'A', 'Z'])],
    cookies: [beginner, halfway, done].map(sessionCookie),
  }
}

/** That a page of ours, or an answer to a program, is complete and tells nothing of what is behind it. */
function expectOurs({ status, headers, text }: Answer, { method }: HostileRequest): void {
  const type = headers.get('Content-Type') ?? ''
  if (status >= 500) expect(JSON.parse(text)).toMatchObject({ healthy: false })
  expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(headers.get('X-Frame-Options')).toBe('DENY')
  expect(headers.get('Strict-Transport-Security')).toContain('max-age=')
  expect(headers.get('Referrer-Policy')).toBeTruthy()
  expect(headers.get('Cache-Control')).toBeTruthy()
  expect(text).not.toMatch(/\n\s+at .+:\d+:\d+|node_modules|prisma|Unexpected Server Error|did not provide/i)
  for (const cookie of headers.getSetCookie())
    expect(cookie).toMatch(/^__(?:Host|Secure)-[\w-]+=.*; HttpOnly; Secure; SameSite=(?:Lax|Strict)/)
  const location = headers.get('Location')
  if (status >= 300 && status < 400) expect(location).toMatch(/^\/(?!\/)/)
  else if (method === 'HEAD') expect(text).toBe('')
  else if (type.startsWith('text/html'))
    expect(text).toMatch(/<html lang="\w+"[^]*<main\b[^]*<h1\b[^]*<\/html>$/)
  else if (type.startsWith('application/json')) JSON.parse(text)
}

test.each(Array.from({ length: ROUNDS }, (_, round) => round))(
  'whatever a stranger sends, the answer is one of ours and nothing is logged as an error (round %i)',
  async (round) => {
    const known = await knownParts(round)
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
    expect([...statuses]).toEqual(expect.arrayContaining([200, 302, 403, 404, 405, 413, 422]))
    const secrets = [...known.params.filter(({ length }) => length > 1), 'fuzz-', 'evil.example']
    const told = (line: string) => [...secrets, '"level":"error"'].some((word) => line.includes(word))
    expect(worker.logs.slice(lines).filter(told)).toEqual([])
  },
)

test('the parts that are known lead to every route and through every form', async () => {
  const { paths, fieldNames, params } = await knownParts(ROUNDS)
  expect(paths).toContain('/assessment/step/:step/answers')
  expect(params.filter(({ length }) => length > 20)).toHaveLength(4)
  expect(fieldNames).toEqual(
    expect.arrayContaining(QUIZ.areas.slice(0, 2).flatMap(({ questions }) => questions.map(({ id }) => id))),
  )
})
