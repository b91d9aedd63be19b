import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CLIENT_ASSETS } from '#dev/worker/deployable-build.ts'
import { type TestWorker, startTestWorker } from '#tests/helpers/worker.ts'

let worker: TestWorker

beforeAll(async () => {
  worker = await startTestWorker()
})
afterAll(() => worker.close())

const TOKEN = '0'.repeat(26)
const PATHS = [
  '/',
  '/health',
  '/privacy',
  '/privacy/request',
  '/privacy/confirm',
  `/privacy/confirm/${TOKEN}`,
  '/assessment/start',
  '/assessment/forget',
  '/assessment/step/1',
  '/assessment/step/9',
  '/assessment/step/1/answers',
  '/assessment/resume',
  `/assessment/resume/${TOKEN}`,
  `/assessment/results/${TOKEN}`,
  `/assessment/results/${'0'.repeat(8)}-0000-0000-0000-000000000000?by-link`,
  `/assessment/shared/${TOKEN}`,
  '/csp-reports',
  '/.well-known/security.txt',
  '/robots.txt',
  '/sitemap.xml',
  '/accessibility',
  '/nowhere',
  '/%2e%2e/ops',
  '/assessment/results/%E0%A4%A',
]
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY']
const COOKIES = [
  '',
  '__Host-scorecard=%; __Host-scorecard-link=%E0%A4%A',
  '=; ;;__Host-scorecard',
  '\xff=\xfe',
  `a=${'b'.repeat(7_000)}`,
]

function ask(method: string, path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      const sent = request(
        new URL(worker.url).origin,
        { method, path, headers, agent: false },
        (response) => {
          text(response).then(
            (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
            reject,
          )
        },
      )
      sent.on('error', reject).end()
    },
  )
}

test.each(METHODS)(
  '%s of every address is answered by a page of ours, with its headers and without an error',
  async (method) => {
    for (const path of PATHS) {
      const answer = await ask(method, path, { 'Sec-Fetch-Site': 'same-origin' })
      const what = `${method} ${path}: ${answer.status}`
      expect(answer.status, what).toBeLessThan(500)
      expect(answer.headers['x-content-type-options'], what).toBe('nosniff')
      expect(answer.headers['content-security-policy'], what).toContain("default-src 'none'")
      expect(answer.body, what).not.toMatch(/Unexpected Server|did not provide|\n +at /)
      if (method === 'TRACE') expect(answer.body).not.toContain('Sec-Fetch-Site')
      if (!['GET', 'HEAD', 'POST'].includes(method)) {
        expect(answer.status === 405 || answer.status === 404, what).toBe(true)
        expect(answer.body, what).toContain('<h1>')
      }
    }
    expect(worker.logs.filter((line) => line.includes('"level":"error"'))).toEqual([])
  },
)

test('strange cookies on every address, read and posted, are no error', async () => {
  for (const path of PATHS) {
    for (const Cookie of COOKIES) {
      for (const method of ['GET', 'POST']) {
        const { status } = await ask(method, path, { Cookie, 'Sec-Fetch-Site': 'same-origin' })
        expect(status, `${method} ${path} with ${Cookie.slice(0, 40)}`).toBeLessThan(500)
      }
    }
  }
  expect(worker.logs.filter((line) => line.includes('"level":"error"'))).toEqual([])
})

test('a static file is read alone, and every other method is refused with the same headers', async () => {
  const [asset] = await readdir(join(CLIENT_ASSETS, 'assets'))
  for (const path of ['/favicon.svg', '/favicon.ico', `/assets/${asset}`]) {
    for (const method of METHODS) {
      const answer = await ask(method, path)
      const what = `${method} ${path}: ${answer.status}`
      expect(answer.status, what).toBe(['GET', 'HEAD'].includes(method) ? 200 : 405)
      expect(answer.headers['allow'], what).toBe('GET, HEAD')
      expect(answer.headers['x-content-type-options'], what).toBe('nosniff')
      expect(answer.headers['x-frame-options'], what).toBe('DENY')
    }
  }
})
