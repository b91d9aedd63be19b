import { afterAll, beforeAll, expect, test } from 'vitest'
import { fetchOnce } from '#tests/helpers/visitor.ts'
import { type TestWorker, startTestWorker } from '#tests/helpers/worker.ts'

let worker: TestWorker
let without: TestWorker

beforeAll(async () => {
  ;[worker, without] = await Promise.all([
    startTestWorker({ SECURITY_CONTACT: 'mailto:security@example.com', SECURITY_LANGUAGES: 'en, de' }),
    startTestWorker(),
  ])
})
afterAll(() => Promise.all([worker.close(), without.close()]))

const report = (body: unknown, headers: Record<string, string> = {}) =>
  fetchOnce(`${worker.url}/csp-reports`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/reports+json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

const violation = (effectiveDirective: string, path: string) => ({
  type: 'csp-violation',
  url: `https://scorecard.example.com${path}`,
  user_agent: 'Mozilla/5.0 Somebody',
  body: {
    documentURL: `https://scorecard.example.com${path}`,
    blockedURL: 'https://tracker.example/ada@example.com',
    effectiveDirective,
    sample: 'secret-of-ada',
  },
})

const counted = () =>
  worker.logs.filter((line) => line.includes('csp_violation')).map((line) => JSON.parse(line) as object)

test('pages name where browsers report to, in both ways that browsers know', async () => {
  const { headers } = await fetchOnce(worker.url)
  expect(headers.get('Reporting-Endpoints')).toBe('csp="/csp-reports"')
  expect(headers.get('Content-Security-Policy')).toMatch(/; report-to csp; report-uri \/csp-reports$/)
})

test('what browsers report is counted by directive and route, a line a minute at most, with nothing about a person', async () => {
  const path = '/assessment/results/ada@example.com?link=secret-of-ada'
  expect((await report([violation('script-src-elem', path)])).status).toBe(204)
  expect(
    (await report([violation('script-src-elem', path)], { 'Sec-Fetch-Site': 'cross-site' })).status,
  ).toBe(204)
  const former = {
    'document-uri': `https://scorecard.example.com/privacy`,
    'violated-directive': "img-src 'self'",
  }
  expect((await report({ 'csp-report': former })).status).toBe(204)
  expect((await report([violation('ada@example.com', '/ada@example.com')])).status).toBe(204)

  await expect.poll(() => counted().length).toBe(3)
  expect(counted()).toMatchObject([
    { level: 'warn', directive: 'script-src-elem', route: '/assessment/results/:id', reports: 1 },
    { directive: 'img-src', route: '/privacy', reports: 1 },
    { directive: 'other', route: '/*', reports: 1 },
  ])
  expect(worker.logs.join('\n')).not.toMatch(/ada@|tracker|Somebody|secret-of/)
})

test('what is no report, or too much of one, is refused without an error', async () => {
  const errors = () => worker.logs.filter((line) => line.includes('"level":"error"')).length
  const before = errors()
  for (const body of ['', '{', 'null', '[]', '[[]]', '{"csp-report":1}', [{ type: 'deprecation', body: {} }]])
    expect((await report(body)).status).toBe(400)
  expect((await report('x'.repeat(65 * 1024))).status).toBe(413)
  expect((await fetchOnce(`${worker.url}/csp-reports`)).status).toBe(405)
  expect((await report(Array.from({ length: 200 }, () => violation('font-src', '/')))).status).toBe(204)
  expect(errors()).toBe(before)
})

test('security.txt says whom to tell of a weakness, for half a year', async () => {
  const answer = await fetchOnce(`${worker.url}/.well-known/security.txt`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
  const fields = new Map(
    (await answer.text())
      .trim()
      .split('\n')
      .map((line) => line.split(/: (.*)/) as [string, string]),
  )
  expect(fields.get('Contact')).toBe('mailto:security@example.com')
  expect(fields.get('Preferred-Languages')).toBe('en, de')
  expect(fields.get('Canonical')).toBe('http://localhost/.well-known/security.txt')
  expect(fields.get('Expires')).toMatch(/^\d{4}-\d\d-\d\dT00:00:00Z$/)
})

test('without a contact there is no security.txt, which is a page like any other that does not exist', async () => {
  const answer = await fetchOnce(`${without.url}/.well-known/security.txt`)
  expect(answer.status).toBe(404)
  expect(await answer.text()).toContain('We could not find that page')
})
