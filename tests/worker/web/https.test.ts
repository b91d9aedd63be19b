import { afterAll, beforeAll, expect, test } from 'vitest'
import { localBindings, startBuiltWorker } from '#dev/worker/miniflare.ts'
import { fetchOnce } from '#tests/helpers/visitor.ts'
import { type TestWorker, startTestWorker } from '#tests/helpers/worker.ts'

const SITE = 'https://scorecard.example.com'
const LOGS: string[] = []

let local: TestWorker
let production: Awaited<ReturnType<typeof startBuiltWorker>>

/** What Cloudflare hands to a Worker that is deployed: no page of these tests asks the database. */
beforeAll(async () => {
  local = await startTestWorker()
  production = await startBuiltWorker({
    ...local.access.runtime,
    bindings: localBindings(
      { url: local.access.settings.url && 'postgresql://user:password@db.example.com/scorecard' },
      {
        SITE_URL: SITE,
        SESSION_SECRETS: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        IP_HASH_SECRET: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
      },
    ),
    onLog: (line) => LOGS.push(line),
  })
})
afterAll(async () => {
  await production.miniflare.dispose()
  await local.close()
})

const ask = (url: string, init: { method?: string; headers?: Record<string, string> } = {}) =>
  production.miniflare.dispatchFetch(url, { redirect: 'manual', ...init })

test('in production what is read by http is read by https instead, at the same address', async () => {
  for (const method of ['GET', 'HEAD']) {
    const answer = await ask('http://scorecard.example.com/privacy?action=erase', { method })
    expect(answer.status).toBe(308)
    expect(answer.headers.get('Location')).toBe(`${SITE}/privacy?action=erase`)
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
  }
  const secure = await ask(`${SITE}/privacy`)
  expect(secure.status).toBe(200)
  expect(secure.headers.get('Strict-Transport-Security')).toContain('max-age=31536000')
})

test('in production nothing is written by http, and no header of the sender’s makes it https', async () => {
  const claims: Record<string, string>[] = [
    {},
    { 'X-Forwarded-Proto': 'https', 'CF-Visitor': '{"scheme":"https"}', Host: 'localhost' },
  ]
  for (const headers of claims) {
    const answer = await ask('http://scorecard.example.com/assessment/start', { method: 'POST', headers })
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('begins with http://')
    expect(answer.headers.get('Set-Cookie')).toBeNull()
  }
})

test('in production a monitor that asks by http is refused, and led nowhere', async () => {
  const answer = await ask('http://scorecard.example.com/health')
  expect(answer.status).toBe(403)
  expect(answer.headers.get('Location')).toBeNull()
  expect(await answer.text()).toContain('begins with http://')
})

test('a Worker that is set up for this machine does not answer for another, and says why', async () => {
  const rebound = await fetchOnce(new URL('/privacy', local.url))
  expect(rebound.status).toBe(200)
  const { miniflare } = await startBuiltWorker({
    ...local.access.runtime,
    bindings: localBindings(local.access.settings),
  })
  try {
    for (const url of [`${SITE}/privacy`, 'http://scorecard.example.com/privacy']) {
      const answer = await miniflare.dispatchFetch(url)
      expect(answer.status).toBe(403)
      expect(await answer.text()).toContain('answers under no other name')
    }
    expect((await miniflare.dispatchFetch(`${SITE}/health`)).status).toBe(403)
    expect((await miniflare.dispatchFetch('http://localhost/privacy')).status).toBe(200)
  } finally {
    await miniflare.dispose()
  }
})
