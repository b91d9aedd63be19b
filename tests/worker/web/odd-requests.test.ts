import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { expect, test } from 'vitest'
import { nextNumber } from '#tests/factories/counter.ts'
import { answersOf, expectRedirect, fetchOnce } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

// What no page of ours ever sends, and what many tabs send at once.

const { worker, visitor, started } = await useTestWorker()

function countErrors(): number {
  return worker.logs.filter((line) => line.includes('"level":"error"')).length
}

test('a GET with a body is answered as if it had none', async () => {
  const get = request(new URL('/', worker.url), { method: 'GET', headers: { 'Content-Length': 3 } })
  get.end('a=b')
  const [response] = (await once(get, 'response')) as [IncomingMessage]
  response.resume()
  expect(response.statusCode).toBe(200)
})

test('HEAD answers with the status of GET and no body', async () => {
  for (const [path, status] of [
    ['/', 200],
    ['/nowhere', 404],
  ] as const) {
    const response = await fetchOnce(new URL(path, worker.url), { method: 'HEAD' })
    expect(response.status).toBe(status)
    expect(await response.text()).toBe('')
  }
})

test('a refused method is told which ones there are', async () => {
  const response = await fetchOnce(worker.url, { method: 'DELETE' })
  expect(response.status).toBe(405)
  expect(response.headers.get('Allow')).toBe('GET, HEAD, POST')
})

test('an id or token that no database could hold is a 404, and no error', async () => {
  const errors = countErrors()
  const prospect = await started()
  for (const path of ['/assessment/results/%00', '/assessment/results/%ff', '/assessment/resume/%00'])
    expect((await prospect.get(path)).status).toBe(404)
  expect(countErrors()).toBe(errors)
})

test('a step has one spelling, for the page as for its background saves', async () => {
  const prospect = await started()
  for (const step of ['1e0', '0x1', '01', '1.0', '%201']) {
    expect((await prospect.post(`/assessment/step/${step}`, answersOf(1, 'A'))).status).toBe(404)
    expect((await prospect.post(`/assessment/step/${step}/answers`, answersOf(1, 'A'))).status).toBe(404)
  }
})

test('opening the address of background saves is a 405 without an error in the log', async () => {
  const errors = countErrors()
  const prospect = await started()
  const response = await prospect.get('/assessment/step/1/answers')
  expect(response.status).toBe(405)
  expect(response.headers.get('Allow')).toBe('POST')
  expect(countErrors()).toBe(errors)
})

test("fields named like an object's own properties answer nothing, and break nothing", async () => {
  const prospect = await started()
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const body = new URLSearchParams([...Object.entries(answersOf(1, 'B')), [name, 'A']])
    expectRedirect(await prospect.post('/assessment/step/1', body), '/assessment/step/2')
    const form = new FormData()
    form.append(name, 'A')
    expect((await prospect.post('/assessment/step/1/answers', form)).status).toBe(200)
  }
  const saved = await worker.db.assessmentSession.findFirstOrThrow({ orderBy: { lastActivity: 'desc' } })
  expect(saved.responses).toEqual(answersOf(1, 'B'))
})

test('NUL, half characters and broken UTF-8 in text are refused as such, and never reach the database', async () => {
  const errors = countErrors()
  const prospect = await started()
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const answers = new URLSearchParams(answersOf(1, 'B')).toString()
  for (const bytes of ['%00', '%ED%A0%80', '%FF%FE', '%C0%80']) {
    const body = `${answers}&consent=yes&email=a${bytes}b@example.com`
    expect((await prospect.post('/assessment/step/1', body, form)).status).toBe(422)
    expect(
      (await prospect.post('/assessment/step/1/answers', `value_assurance_1=${bytes}`, form)).status,
    ).toBe(422)
  }
  expect(await worker.db.assessmentSession.count({ where: { email: { not: null } } })).toBe(0)
  expect(countErrors()).toBe(errors)
})

test('headers in any encoding start an assessment', async () => {
  const response = await fetchOnce(new URL('/assessment/start', worker.url), {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'User-Agent': 'ÿþé\t'.repeat(500),
      Referer: 'http://example.com/%00/%ff',
      Cookie: 'a=ÿ; =; ;b',
    },
  })
  expect(response.status).toBe(302)
})

test('ten contact forms of one person sent at once are all saved, in one open outbox row', async () => {
  const prospect = await started()
  const path = await prospect.complete('A')
  expectRedirect(await prospect.post(path, { email: 'tabs@example.com', consent: 'yes' }))
  const responses = await Promise.all([
    ...Array.from({ length: 5 }, () => prospect.post(path, { phone: '+1 555 010 0000' })),
    ...Array.from({ length: 5 }, () => prospect.post(path, { firstName: 'Sam', company: 'Example Works' })),
  ])
  expect(responses.map(({ status }) => status)).toEqual(Array(10).fill(302))
  const id = path.split('/').at(-1)!
  expect(await worker.db.assessment.findUniqueOrThrow({ where: { id } })).toMatchObject({
    firstName: 'Sam',
    company: 'Example Works',
    phone: '+1 555 010 0000',
  })
  expect(await worker.db.hubspotSyncQueue.count({ where: { assessmentId: id } })).toBe(1)
})

test('a form that refuses a field which it does not show still says why', async () => {
  const prospect = await started()
  const path = await prospect.complete('A')
  const response = await prospect.post(path, { email: 'a@example.com', consent: 'yes', firstName: '12' })
  expect(response.status).toBe(422)
  expect(await response.text()).toContain('The first name needs at least one letter.')
})

test.each([
  ['a browser whose policy hides where a request comes from', { Origin: 'null' }],
  ['a proxy that names another host', { 'X-Forwarded-Host': 'other.example' }],
  ['a proxy that names several hosts', { 'X-Forwarded-Host': 'a.example, b.example', Origin: 'null' }],
  ['an origin that is no address', { Origin: 'http://[' }],
])('a same-origin post through %s is answered as any other', async (_, headers) => {
  const prospect = visitor()
  expectRedirect(await prospect.post('/assessment/start', {}, headers), '/assessment/step/1')
  const request = { email: `odd-headers-${nextNumber()}@example.com`, action: 'export' }
  expectRedirect(await prospect.post('/privacy/request', request, headers), '/privacy?sent')
})

test('a link that no address can hold opens nothing and breaks nothing', async () => {
  const errors = countErrors()
  const prospect = await started()
  const path = await prospect.complete('B')
  for (const link of ['%0d%0a', '%0d%0aSet-Cookie:%20a=b', '%00', '%ff', 'x'.repeat(5_000), '']) {
    const form = { email: 'odd-link@example.com', consent: 'yes' }
    const response = await prospect.post(`${path}?link=${link}`, form)
    expect(expectRedirect(response)).toBe(`${path}?saved#next-steps`)
    expect((await prospect.get(`${path}?link=${link}`)).status).toBe(200)
  }
  expect(countErrors()).toBe(errors)
})

test('a path that cannot be decoded, or has several lines, is a 404, and nothing of it is logged', async () => {
  const lines = worker.logs.length
  const paths = [
    '/privacy/confirm/x@y.example%',
    '/assessment/results/x@y.example%E0%A4%A',
    '/%',
    '/%0d%0a?address=x@y.example',
    '/privacy/confirm/x@y.example%E2%80%A8',
  ]
  for (const path of paths) {
    for (const method of ['GET', 'POST']) {
      const response = await fetchOnce(`${worker.url}${path}`, {
        method,
        headers: { 'Sec-Fetch-Site': 'same-origin' },
      })
      expect(response.status, method + path).toBe(404)
      expect(await response.text()).toContain('We could not find that page')
    }
  }
  const logged = worker.logs.slice(lines).join('\n')
  expect(logged).not.toContain('y.example')
  expect(logged).not.toContain('"level":"error"')
})

test.each(['/', '/privacy', '/health', '/nowhere', '/assessment/step/1/answers'])(
  'what cannot be done with %s is said in our own words and logged as no error',
  async (path) => {
    const errors = countErrors()
    const post = await fetchOnce(`${worker.url}${path}`, {
      method: 'POST',
      body: new URLSearchParams({ a: 'b' }),
    })
    expect(post.status).toBeGreaterThanOrEqual(400)
    expect(post.status).toBeLessThan(500)
    const answer = await post.text()
    expect(answer).not.toMatch(/did not provide|no route|Error: |Unexpected Server/)
    expect(countErrors()).toBe(errors)
  },
)

test('a refusal that has no page says in words what it is, in the language of its address', async () => {
  for (const [path, words] of [
    ['/assessment/step/1/answers', 'We could not read that request'],
    ['/de/assessment/step/1/answers', 'Diese Anfrage war nicht lesbar'],
    ['/assessment/briefing/x', 'We could not find that page'],
  ] as const) {
    const prospect = await started()
    const json = { 'Content-Type': 'application/json' }
    const answer = await (path.includes('briefing') ? prospect.get(path) : prospect.post(path, '{}', json))
    expect(answer.headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
    expect(answer.headers.get('Content-Language')).toBe(path.startsWith('/de') ? 'de' : 'en')
    expect(await answer.text()).toContain(words)
  }
})

test("the framework's own data requests do not exist", async () => {
  const errors = countErrors()
  for (const route of ['root', 'routes/_index', 'nonsense', '%00', '']) {
    const page = await fetchOnce(`${worker.url}/?_data=${route}`)
    expect(page.headers.get('Content-Type')).toBe('text/html; charset=utf-8')
    expect(page.status).toBe(200)
  }
  expect(countErrors()).toBe(errors)
})
