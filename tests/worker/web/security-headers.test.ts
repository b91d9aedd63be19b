import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CLIENT_ASSETS } from '#dev/worker/deployable-build.ts'
import { askForPrivacyLink } from '#tests/helpers/privacy-link.ts'
import { Visitor, answersOf, fetchOnce } from '#tests/helpers/visitor.ts'
import { startTestWorker, useTestWorker } from '#tests/helpers/worker.ts'

const { worker, visitor, started } = await useTestWorker()

const YEAR_SECONDS = 31_536_000

/** One request for every kind of answer that the Worker gives, with the status it should have. */
const ANSWERS: Record<string, { status: number; ask: () => Promise<Response> }> = {
  'the landing page': { status: 200, ask: () => visitor().get('/') },
  'a HEAD of the landing page': {
    status: 200,
    ask: () => fetchOnce(worker.url, { method: 'HEAD' }),
  },
  'a redirect that sets the cookie': { status: 302, ask: () => visitor().post('/assessment/start') },
  'a step': { status: 200, ask: async () => (await started()).get('/assessment/step/1') },
  'a step that a script fetches': {
    status: 200,
    ask: async () => (await started()).get('/assessment/step/1', { 'Sec-Fetch-Dest': 'empty' }),
  },
  'a step with errors': { status: 422, ask: async () => (await started()).post('/assessment/step/1') },
  'a saved answer in JSON': {
    status: 200,
    ask: async () => (await started()).post('/assessment/step/1/answers', { value_assurance_1: 'A' }),
  },
  'a step ahead of its turn': {
    status: 409,
    ask: async () => (await started()).post('/assessment/step/2', answersOf(2, 'A')),
  },
  'a session that is not known': {
    status: 410,
    ask: () => visitor().post('/assessment/step/1', answersOf(1, 'A')),
  },
  results: {
    status: 200,
    ask: async () => {
      const prospect = await started()
      return prospect.get(await prospect.complete('C'))
    },
  },
  'the page on privacy': { status: 200, ask: () => visitor().get('/privacy') },
  'a link about data': {
    status: 200,
    ask: async () => {
      const person = visitor()
      return person.open(await askForPrivacyLink(worker.db, person, 'headers@example.com'))
    },
  },
  'a link that opens nothing': { status: 404, ask: () => visitor().get('/assessment/resume/x') },
  'a page that does not exist': { status: 404, ask: () => visitor().get('/no-such-page') },
  'an asset that does not exist': { status: 404, ask: () => visitor().get('/assets/quiz-00000000.js') },
  'a cross-origin post': {
    status: 403,
    ask: () => visitor().post('/assessment/start', {}, { 'Sec-Fetch-Site': 'cross-site' }),
  },
  'another method': { status: 405, ask: () => fetchOnce(worker.url, { method: 'DELETE' }) },
  'too large a body': {
    status: 413,
    ask: () => visitor().post('/assessment/step/1', { email: 'x'.repeat(65 * 1024) }),
  },
  'the health page': { status: 200, ask: () => visitor().get('/health') },
  'a Worker without its settings': {
    status: 500,
    ask: async () => {
      const broken = await startTestWorker({ SITE_URL: undefined })
      try {
        const response = await new Visitor(broken.url).get('/')
        return new Response(await response.text(), response)
      } finally {
        await broken.close()
      }
    },
  },
  'a database that is away': {
    status: 503,
    ask: async () => {
      const prospect = await started()
      worker.gateway.setFaults({ refuse: {} })
      try {
        return await prospect.get('/assessment/step/1')
      } finally {
        worker.gateway.setFaults({})
      }
    },
  },
}

function directives(response: Response): Map<string, string> {
  const policy = response.headers.get('Content-Security-Policy') ?? ''
  return new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...values] = directive.split(' ')
      return [name, values.join(' ')]
    }),
  )
}

/** What no browser makes a document of. */
const NO_PAGES = new Set([
  'a redirect that sets the cookie',
  'a saved answer in JSON',
  'a step that a script fetches',
  'the health page',
  'a Worker without its settings',
])

/** What holds nothing of anybody may be brought back when its reader goes back to it. */
const KEPT = ['the landing page', 'the page on privacy']

test.each(Object.entries(ANSWERS))(
  '%s carries every security header and is kept in no shared cache',
  async (name, kind) => {
    const response = await kind.ask()
    expect(response.status).toBe(kind.status)
    const { headers } = response
    expect(headers.get('Cache-Control')).toBe(KEPT.includes(name) ? 'private, no-cache' : 'no-store')
    expect(headers.get('Strict-Transport-Security')).toBe(`max-age=${YEAR_SECONDS}; includeSubDomains`)
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('X-Frame-Options')).toBe('DENY')
    expect(headers.get('Referrer-Policy')).toBe('strict-origin-when-cross-origin')
    expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin')
    const policy = directives(response)
    expect(policy.get('default-src')).toBe("'none'")
    expect(policy.get('frame-ancestors')).toBe("'none'")
    expect(policy.get('base-uri')).toBe("'none'")
    expect([...policy.values()].join(' ')).not.toMatch(/unsafe-|\*|http:/)
    const page = await response.text()
    if (NO_PAGES.has(name)) {
      expect([...policy.keys()]).toEqual(['default-src', 'base-uri', 'form-action', 'frame-ancestors'])
      expect(policy.get('form-action')).toBe("'none'")
      expect(page).not.toMatch(/<(?:script|style)\b/)
      return
    }
    expect(policy.get('form-action')).toBe("'self'")
    expect(policy.get('script-src')).toMatch(/^'nonce-[\w+/=-]{22,}' 'strict-dynamic'$/)

    const nonce = /'nonce-([^']+)'/.exec(policy.get('script-src') ?? '')?.[1]
    expect(policy.get('style-src')).toBe(`'self' 'nonce-${nonce}'`)
    for (const [tag] of page.matchAll(/<(?:script|style)\b[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`)
    expect(page).not.toMatch(/<[^>]+\son[a-z]+=|<[^>]+\sstyle=/)
  },
)

test('the nonce is another one in every response', async () => {
  const nonces = await Promise.all(
    Array.from({ length: 5 }, async () => directives(await visitor().get('/')).get('script-src')),
  )
  expect(new Set(nonces).size).toBe(5)
})

test('a browser that has the landing page is sent it once more only when it says something else', async () => {
  const first = await visitor().get('/')
  const known = { 'If-None-Match': first.headers.get('ETag') ?? '' }
  const again = await visitor().get('/', known)
  expect([again.status, await again.text()]).toEqual([304, ''])
  for (const name of ['ETag', 'Cache-Control', 'Vary', 'X-Frame-Options'])
    expect(again.headers.get(name), name).toBe(first.headers.get(name))
  // Its nonce would be another one than that of the page that the browser has.
  expect(again.headers.get('Content-Security-Policy')).toBeNull()

  const prospect = await started()
  expect((await prospect.get('/', known)).status).toBe(200)
  for (const path of ['/de', '/privacy', '/?from=elsewhere'])
    expect((await visitor().get(path, known)).status, path).toBe(200)
})

test('the cookie is bound to the host, secure, out of reach of scripts and of other sites', async () => {
  const response = await visitor().post('/assessment/start')
  const [cookie = '', ...others] = response.headers.getSetCookie()
  expect(others).toEqual([])
  const [pair = '', ...flags] = cookie.split('; ')
  expect(pair).toMatch(/^__Host-scorecard=[^;]{40,}$/)
  expect(flags.sort()).toEqual(['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Lax', 'Secure'])
})

test('assets may be kept for a year, since their names change with their content', async () => {
  const names = await readdir(join(CLIENT_ASSETS, 'assets'))
  for (const name of [names.find((file) => /^quiz-/.test(file)), names.find((file) => /\.css$/.test(file))]) {
    const response = await visitor().get(`/assets/${name}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('Cache-Control')).toBe(`public, max-age=${YEAR_SECONDS}, immutable`)
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(await response.text()).toBe(await readFile(join(CLIENT_ASSETS, 'assets', name!), 'utf8'))
  }
})

test('static files carry the same headers as pages, and may run nothing', async () => {
  const page = await visitor().get('/')
  const common = [...page.headers].filter(([name]) =>
    /^(x-|cross-|strict-|referrer-|permissions-)/.test(name),
  )
  expect(common.length).toBeGreaterThanOrEqual(7)
  const [asset] = await readdir(join(CLIENT_ASSETS, 'assets'))
  for (const path of ['/favicon.svg', '/favicon.ico', `/assets/${asset}`]) {
    const { headers } = await visitor().get(path)
    for (const [name, value] of common) expect(headers.get(name), `${name} of ${path}`).toBe(value)
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  }
})

test('files whose names stay are served, and not for ever', async () => {
  for (const path of ['/favicon.svg', '/favicon.ico']) {
    const response = await visitor().get(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('Cache-Control') ?? '').not.toContain('immutable')
  }
})
