import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { EMBED_SCRIPT } from '#app/domain/visit/embed-script.ts'
import { FRAMED, begin, continuationIn, cookieNames, directive } from '#tests/helpers/framed.ts'
import { Visitor, answersOf, expectRedirect, fetchOnce, fromNetwork } from '#tests/helpers/visitor.ts'
import { startTestWorker, useTestWorker } from '#tests/helpers/worker.ts'

const PARTNER = 'https://www.partner.example'
const OTHER = 'https://intranet.partner.example:8443'

const { worker, visitor } = await useTestWorker({ EMBED_ORIGINS: `${PARTNER}, ${OTHER}/` })

describe('a page in a frame', () => {
  test('may be shown by the listed origins alone, and no other page by anybody', async () => {
    const prospect = visitor()
    for (const path of [
      '/embed',
      '/embed/de',
      '/embed/privacy',
      '/embed/assessment/step/1',
      '/embed/no-such-page',
    ]) {
      const answer = await prospect.get(path, FRAMED)
      expect(directive(answer, 'frame-ancestors'), path).toBe(`${PARTNER} ${OTHER}`)
      expect(answer.headers.get('X-Frame-Options'), path).toBeNull()
      expect(answer.headers.get('X-Robots-Tag'), path).toBe('noindex')
      expect(answer.headers.get('Cache-Control'), path).toBe('no-store')
    }
    for (const path of ['/', '/de', '/privacy', '/health', '/embedding']) {
      const answer = await prospect.get(path)
      expect(directive(answer, 'frame-ancestors'), path).toBe("'none'")
      expect(answer.headers.get('X-Frame-Options'), path).toBe('DENY')
    }
  })

  test('is refused to a site that is not listed, is not counted there, and says so', async () => {
    const answer = await visitor().get('/embed', { ...FRAMED, Referer: 'https://stranger.example/page' })
    expect(answer.status).toBe(403)
    expect(directive(answer, 'frame-ancestors')).toBe("'none'")
    expect(await answer.text()).toContain('This page is not shown inside that site')
    expect((await visitor().get('/embed', { ...FRAMED, Referer: `${PARTNER}/` })).status).toBe(200)
    expect((await visitor().get('/embed', { ...FRAMED, Referer: 'about:blank' })).status).toBe(403)
  })

  test('is not shown where no origin is listed, whoever asks', async () => {
    const closed = await startTestWorker()
    try {
      for (const headers of [{}, FRAMED, { 'Sec-Fetch-Dest': 'document' }]) {
        const answer = await new Visitor(closed.url).get('/embed', headers)
        expect(answer.status).toBe(403)
        expect(directive(answer, 'frame-ancestors')).toBe("'none'")
        const html = await answer.text()
        expect(html).toContain('EMBED_ORIGINS')
        expect(html).not.toMatch(/href="\/embed/)
      }
      const posted = await new Visitor(closed.url).post('/embed/assessment/start')
      expect([posted.status, cookieNames(posted)]).toEqual([403, []])
    } finally {
      await closed.close()
    }
  })

  test('that is opened in a tab of its own is read there without the frame', async () => {
    const answer = await visitor().get('/embed/de/assessment/step/2?x=1', { 'Sec-Fetch-Dest': 'document' })
    expect(expectRedirect(answer)).toBe('/de/assessment/step/2?x=1')
  })

  test('leads to other pages in a new tab, and to its own in the frame', async () => {
    const html = await (await visitor().get('/embed/de', FRAMED)).text()
    const links = [...html.matchAll(/<a [^>]*>/g)].map(([link]) => link)
    const away = links.filter((link) => !/ href="(?:#|\/embed)/.test(link))
    expect(away.length).toBeGreaterThan(3)
    for (const link of away) expect(link).toMatch(/ target="_blank" rel="noopener"/)
    expect(html).toContain('>In neuem Tab öffnen</a>')
    expect(html).toMatch(/<a target="_blank" rel="noopener" class="open-outside" href="\/de">/)
    expect(html).toMatch(/<form [^>]*action="\/embed\/de\/assessment\/start"/)
    expect(links.join('')).not.toMatch(/href="\/embed[^"]*\/(?:privacy|accessibility)/)
  })

  test.each([
    'assessment/resume/x',
    'assessment/shared/x',
    'assessment/again/x',
    'privacy/confirm',
    'privacy/request',
    'accessibility',
    'ops',
    'health',
  ])('is not what is under /%s', async (path) => {
    expect((await visitor().get(`/embed/${path}`, FRAMED)).status).toBe(404)
  })
})

test.each(['/embed', '/embed/de/privacy', '/embed/privacy?forgotten'])(
  'no form of %s posts to what no frame may show, but in a tab of its own',
  async (path) => {
    const html = await (await visitor().get(path, FRAMED)).text()
    const forms = [...html.matchAll(/<form [^>]*>/g)].map(([form]) => form)
    expect(forms.length).toBeGreaterThan(0)
    const away = forms.filter((form) => !/ action="\/embed[/"]/.test(form))
    expect(away.filter((form) => !form.includes(' target="_blank"'))).toEqual([])
  },
)

describe('the cookie of a frame', () => {
  test('is set by the start, for one embedding site, and is not the one of other pages', async () => {
    const prospect = visitor()
    expect((await prospect.get('/embed', FRAMED)).headers.getSetCookie()).toEqual([])
    const { response } = await begin(prospect)
    const [cookie = '', ...others] = response.headers.getSetCookie()
    expect(others).toEqual([])
    const [pair = '', ...flags] = cookie.split('; ')
    expect(pair).toMatch(/^__Host-scorecard-embed=[\w%.~-]{40,}$/)
    expect(flags.sort()).toEqual([
      'HttpOnly',
      'Max-Age=2592000',
      'Partitioned',
      'Path=/',
      'SameSite=None',
      'Secure',
    ])
    const top = await visitor().post('/assessment/start')
    expect(top.headers.getSetCookie().join()).not.toMatch(/SameSite=None|Partitioned|embed/i)
  })

  test('that comes back takes over from the form, and the whole way is that of other pages', async () => {
    const prospect = visitor()
    const { response, continuation } = await begin(prospect)
    expect(response.status).toBe(200)
    let at = expectRedirect(
      await prospect.post('/embed/assessment/step/1', {
        ...answersOf(1, 'C'),
        assessment: '',
        continuation: continuation!,
      }),
      '/embed/assessment/step/2',
    )
    const second = await (await prospect.get(at)).text()
    expect(continuationIn(second)).toBeUndefined()
    expect(second).toMatch(/data-assessment-key="\w{16}"/)
    for (const step of [2, 3, 4]) at = expectRedirect(await prospect.post(at, answersOf(step, 'C')))
    expect(at).toMatch(/^\/embed\/assessment\/results\/[\w-]{36}$/)
    const results = await prospect.get(at)
    expect(results.status).toBe(200)
    const page = await results.text()
    expect(page).toMatch(/<a [^>]*href="\/embed\/assessment\/results\/[\w-]{36}\/report"/)
    expect(page).not.toContain('ask_team')
    const trial = [...page.matchAll(/<a [^>]*href="\?[^>]*>/g)].map(([link]) => link)
    expect(trial.length).toBeGreaterThan(0)
    expect(trial.filter((link) => link.includes('target='))).toEqual([])
    expectRedirect(await prospect.post(at, { intent: 'share' }))
    const shared = await (await prospect.get(at)).text()
    expect(shared).toMatch(/href="http:\/\/localhost\/assessment\/shared\/\w{26}"/)
    const given = await prospect.post(at, { email: 'framed@example.com', consent: 'on' })
    expect(expectRedirect(given)).toBe(`${at}?saved#next-steps`)
    expect(await worker.db.assessment.count({ where: { email: 'framed@example.com' } })).toBe(1)
    expectRedirect(await prospect.post('/embed/assessment/start'), '/embed/assessment/step/1')
  })

  test('opens nothing outside the frame, nor the other one anything in it, under either name', async () => {
    const framed = visitor()
    const { continuation } = await begin(framed)
    await framed.post('/embed/assessment/step/1', { ...answersOf(1, 'C'), continuation: continuation! })
    const outside = visitor()
    await outside.start()
    const inside = framed.cookies.get('__Host-scorecard-embed')!
    const top = outside.cookies.get('__Host-scorecard')!
    const ask = async (path: string, cookie: string) => {
      const answer = await visitor().get(path, { Cookie: cookie })
      return answer.status
    }
    expect(await ask('/assessment/step/2', `__Host-scorecard-embed=${inside}`)).toBe(302)
    expect(await ask('/assessment/step/2', `__Host-scorecard=${inside}`)).toBe(400)
    expect(await ask('/embed/assessment/step/1', `__Host-scorecard=${top}`)).toBe(302)
    expect(await ask('/embed/assessment/step/1', `__Host-scorecard-embed=${top}`)).toBe(400)
    expect(await ask('/embed/assessment/step/1', `__Host-scorecard-embed=${inside}`)).toBe(200)
    expect(
      await ask('/embed/assessment/step/1', `__Host-scorecard=${top}; __Host-scorecard-embed=${inside}`),
    ).toBe(200)
  })

  test('is forgotten by its own button, where the frame says so', async () => {
    const prospect = visitor()
    const { continuation } = await begin(prospect)
    expectRedirect(
      await prospect.post('/embed/assessment/step/1', { ...answersOf(1, 'C'), continuation: continuation! }),
    )
    const answer = await prospect.post('/embed/assessment/forget')
    expect(expectRedirect(answer)).toBe('/embed/privacy?forgotten')
    expect(cookieNames(answer)).toEqual(['__Host-scorecard-embed'])
    expect([...prospect.cookies.keys()]).toEqual([])
    expect((await prospect.get('/embed/privacy?forgotten', FRAMED)).status).toBe(200)
  })
})

describe('a post', () => {
  test.each([
    ['from the site around the frame', { 'Sec-Fetch-Site': 'cross-site', Origin: PARTNER }, 403],
    ['from a sister site', { 'Sec-Fetch-Site': 'same-site' }, 403],
    ['from a page of the frame', { 'Sec-Fetch-Site': 'same-origin', ...FRAMED }, 200],
  ])('%s', async (_, headers, status) => {
    expect((await visitor().post('/embed/assessment/start', {}, headers)).status).toBe(status)
  })

  test('of an old browser is known by its origin', async () => {
    const send = (origin: string) =>
      fetchOnce(`${worker.url}/embed/assessment/start`, {
        method: 'POST',
        headers: { Origin: origin, ...fromNetwork(4_001) },
      }).then(({ status }) => status)
    expect(await send(PARTNER)).toBe(403)
    expect(await send(worker.url)).toBe(200)
  })
})

test('a visit in a frame is of a kind of its own, and its source is the site around it', async () => {
  const site = worker.url.replace('127.0.0.1', 'localhost')
  const prospect = visitor(site)
  const headers = { ...FRAMED, Referer: `${PARTNER}/ai?name=x`, 'User-Agent': 'Mozilla/5.0 Chrome/140.0.0.0' }
  const html = await (await prospect.get('/embed?utm_campaign=spring&hutk=x', headers)).text()
  const referrer = /name="referrer" value="([^"]*)"/.exec(html)![1]!.replaceAll('&amp;', '&')
  await prospect.post('/embed/assessment/start', { referrer }, headers)
  const session = await worker.db.assessmentSession.findFirstOrThrow({ orderBy: { startedAt: 'desc' } })
  expect(session).toMatchObject({ sourceKind: 'embed', source: 'partner.example', campaign: 'spring' })
  await expect
    .poll(() =>
      worker.db.funnelDay.count({ where: { sourceKind: 'embed', campaign: 'spring', landings: 1 } }),
    )
    .toBe(1)
  await visitor(site).get('/embed?utm_source=paper&utm_campaign=own', headers)
  await expect
    .poll(() => worker.db.funnelDay.count({ where: { sourceKind: 'embed', source: 'paper', landings: 1 } }))
    .toBe(1)
})

test('the script for other sites is small, may be loaded by any, and is the one whose hash the snippet has', async () => {
  const answer = await visitor().get(EMBED_SCRIPT.path)
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
  expect(answer.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin')
  expect(answer.headers.get('Content-Type')).toContain('javascript')
  const body = Buffer.from(await answer.arrayBuffer())
  expect(body.byteLength).toBeLessThanOrEqual(1024)
  expect(`sha384-${createHash('sha384').update(body).digest('base64')}`).toBe(EMBED_SCRIPT.integrity)
})
