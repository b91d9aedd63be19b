import { describe, expect, test } from 'vitest'
import { PUBLIC_PATHS } from '#app/domain/sitemap.ts'
import { answersOf, expectRedirect, fetchOnce } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const { worker, visitor } = await useTestWorker({ SITE_URL: 'http://localhost' })

const linksIn = (html: string) =>
  [...html.matchAll(/(?:href|action)="(\/[^"]*)"/g)]
    .map(([, address]) => address!)
    .filter((address) => !/^\/(?:assets\/|favicon|apple-touch)/.test(address))

const languageOf = (html: string) => /<html lang="([^"]+)" dir="([^"]+)"/.exec(html)?.slice(1)

test.each(['/de', '/de/privacy', '/de/accessibility', '/de/no-such-page'])(
  '%s is a German page, and so is whatever it leads to',
  async (path) => {
    const html = await (await visitor().get(path)).text()
    expect(languageOf(html)).toEqual(['de', 'ltr'])
    const links = linksIn(html.replace(/<(?:a|link) [^>]*hrefLang=[^>]*>/g, ''))
    expect(links.length).toBeGreaterThan(3)
    expect(links.filter((address) => !/^\/de(?:[/#?]|$)/.test(address))).toEqual([])
  },
)

test('an assessment that is started in German stays there, and its language is stored with it', async () => {
  const prospect = visitor()
  let at = expectRedirect(await prospect.post('/de/assessment/start'), '/de/assessment/step/1')
  const session = await worker.db.assessmentSession.findFirstOrThrow({ orderBy: { startedAt: 'desc' } })
  expect(session.language).toBe('de')
  expect(languageOf(await (await prospect.get(at)).text())).toEqual(['de', 'ltr'])
  const saved = await prospect.post('/de/assessment/step/1/answers', answersOf(1, 'C'))
  expect(await saved.json()).toEqual({ saved: true, next: '/de/assessment/step/2' })
  for (const step of [1, 2, 3, 4]) {
    at = expectRedirect(await prospect.post(`/de/assessment/step/${step}`, answersOf(step, 'C')))
    expect(at).toMatch(/^\/de\/assessment\/(?:step|results)\//)
  }
  const results = await (await prospect.get(at)).text()
  expect(languageOf(results)).toEqual(['de', 'ltr'])
  expect(results).toContain(`href="${at}/report"`)
  expect((await worker.db.assessment.findFirstOrThrow({ where: { language: 'de' } })).totalScore).toBe(50)
})

test('whoever goes on in another language keeps the session, and changes its language', async () => {
  const prospect = visitor()
  expectRedirect(await prospect.post('/assessment/start'), '/assessment/step/1')
  expectRedirect(await prospect.post('/assessment/step/1', answersOf(1, 'B')), '/assessment/step/2')
  const german = await (await prospect.get('/de/assessment/step/1')).text()
  expect(german.match(/checked=""/g)).toHaveLength(Object.keys(answersOf(1, 'B')).length)
  expectRedirect(await prospect.post('/de/assessment/step/2', answersOf(2, 'B')), '/de/assessment/step/3')
  const session = await worker.db.assessmentSession.findFirstOrThrow({ orderBy: { startedAt: 'desc' } })
  expect(session).toMatchObject({ language: 'de', currentStep: 2 })
})

describe('an address in another spelling', () => {
  test.each([
    ['/en', '/'],
    ['/en/privacy?receipt=1', '/privacy?receipt=1'],
    ['/de/', '/de'],
    ['/DE/privacy', '/de/privacy'],
    ['/ai-readiness', '/'],
  ])('is read under its own: %s is %s', async (path, to) => {
    const answer = await visitor().get(path)
    expect([answer.status, answer.headers.get('Location')]).toEqual([308, to])
    expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  })

  test('leads to no other site', async () => {
    for (const path of ['/en//elsewhere.example', '/de//elsewhere.example', '/en/%2felsewhere.example']) {
      const answer = await fetchOnce(`${worker.url}${path}`, { redirect: 'manual' })
      const to = answer.headers.get('Location')
      expect(to === null || new URL(to, worker.url).origin === worker.url, `${path}: ${to}`).toBe(true)
    }
  })

  test('shows nothing that leads to another site, whatever it says of one', async () => {
    for (const path of [
      '//elsewhere.example/',
      '/%5celsewhere.example',
      '/de//elsewhere.example',
      '///elsewhere.example',
    ]) {
      const html = await (await fetchOnce(`${worker.url}${path}`)).text()
      const away = [...html.matchAll(/(?:href|action)="([^"]*)"/g)]
        .map(([, address]) => new URL(address!.replaceAll('&amp;', '&'), worker.url).hostname)
        .filter((host) => host === 'elsewhere.example')
      expect({ path, away }).toEqual({ path, away: [] })
    }
  })

  test('loses nothing that is posted to it', async () => {
    expectRedirect(await visitor().post('/en/assessment/start'), '/assessment/step/1')
  })
})

test.each([
  '/de/health',
  '/de/%68ealth',
  '/de/robots.txt',
  '/de/sitemap.xml',
  '/de/ops',
  '/de/%6fps/sign-in',
  '/fr',
  '/de/en/privacy',
])('what has no language, or is none of ours, is not found: %s', async (path) => {
  expect((await visitor().get(path)).status).toBe(404)
})

test('cross-origin posts, bodies and methods are refused behind a prefix as well, in its language', async () => {
  const crossing = { 'Sec-Fetch-Site': 'cross-site' }
  const refused = await visitor().post('/de/assessment/start', {}, crossing)
  expect(refused.status).toBe(403)
  expect(languageOf(await refused.text())).toEqual(['de', 'ltr'])
  expect((await visitor().post('/de/privacy/stop/unknown', {}, crossing)).status).not.toBe(403)
  expect((await fetchOnce(`${worker.url}/de/privacy`, { method: 'DELETE' })).status).toBe(405)
})

test('what logs say of a request has no id and no token in it, and its prefix apart', async () => {
  await visitor().get('/de/assessment/results/9a1c0e2f-secret')
  const logged = () => worker.logs.map((line) => JSON.parse(line) as object)
  await expect
    .poll(logged)
    .toContainEqual(
      expect.objectContaining({ event: 'request', route: '/assessment/results/:id', mount: '/de' }),
    )
  expect(worker.logs.join('\n')).not.toContain('9a1c0e2f')
})

test.each(PUBLIC_PATHS)(
  'search engines hear of each language of %s, on its page and in the sitemap',
  async (path) => {
    const addressOf = (of: string) => new URL(of, 'http://localhost').href
    const english = addressOf(path)
    const german = addressOf(path === '/' ? '/de' : `/de${path}`)
    for (const [at, own] of [
      [path, english],
      [german, german],
    ] as const) {
      const html = await (await visitor().get(new URL(at, worker.url).pathname)).text()
      expect(/<link rel="canonical" href="([^"]+)"/.exec(html)?.[1]).toBe(own)
      const alternates = [...html.matchAll(/<link rel="alternate" hrefLang="([^"]+)" href="([^"]+)"/g)]
      expect(alternates.map(([, language, address]) => [language, address])).toEqual([
        ['en', english],
        ['de', german],
        ['x-default', english],
      ])
    }
    const sitemap = await (await visitor().get('/sitemap.xml')).text()
    expect(sitemap).toContain(`<loc>${german}</loc>`)
    expect(sitemap).toContain(`<xhtml:link rel="alternate" hreflang="de" href="${german}"/>`)
  },
)

test('a German page that holds nothing personal may be kept as an English one may', async () => {
  const answer = await visitor().get('/de/accessibility')
  expect(answer.headers.get('Cache-Control')).toBe('private, no-cache')
})
