import { expect, test } from 'vitest'
import { BRAND } from '#app/domain/brand/brand.ts'
import { PUBLIC_PATHS } from '#app/domain/sitemap.ts'
import { expectRedirect } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

// What search engines and previews of links are told.

const SITE = 'http://localhost'
const { visitor, started } = await useTestWorker({ SITE_URL: SITE, COMPANY_NAME: 'Example Works Ltd' })

const robotsOf = (html: string) => /<meta name="robots" content="([^"]+)"/.exec(html)?.[1]
const contentOf = (html: string, property: string) =>
  new RegExp(`<meta property="${property}" content="([^"]*)"`).exec(html)?.[1]

test.each(PUBLIC_PATHS)(
  '%s says its one address, what it is about, and which picture stands for it',
  async (path) => {
    const answer = await visitor().get(`${path}?utm_source=somewhere`)
    const html = await answer.text()
    expect(answer.status).toBe(200)
    expect(/<link rel="canonical" href="([^"]+)"/.exec(html)?.[1]).toBe(new URL(path, SITE).href)
    expect(contentOf(html, 'og:url')).toBe(new URL(path, SITE).href)
    expect(contentOf(html, 'og:title')).toBe(/<title>([^<]+)</.exec(html)?.[1])
    expect(contentOf(html, 'og:image')).toBe(`${SITE}/open-graph.png`)
    const description = /<meta name="description" content="([^"]+)"/.exec(html)?.[1]
    expect(description?.length).toBeGreaterThan(50)
    expect(description?.length).toBeLessThanOrEqual(160)
    expect(contentOf(html, 'og:description')).toBe(description)
    expect(robotsOf(html)).toBeUndefined()
    expect(html).toContain('by Example Works Ltd<')
  },
)

test('the sitemap lists the public pages and robots.txt leads to it', async () => {
  const sitemap = await visitor().get('/sitemap.xml')
  expect(sitemap.headers.get('Content-Type')).toBe('application/xml; charset=utf-8')
  const text = await sitemap.text()
  expect([...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1])).toEqual(
    [
      ...PUBLIC_PATHS.flatMap((path) => [path, path === '/' ? '/de' : `/de${path}`]),
      ...['/quick-check', '/de/quick-check'],
    ].map((path) => `${SITE}${path}`),
  )
  const robots = await visitor().get('/robots.txt')
  expect(robots.headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
  expect(await robots.text()).toBe(`User-agent: *\nDisallow: /ops\n\nSitemap: ${SITE}/sitemap.xml\n`)
})

test('the picture of links and the icons are there, and others may show the picture', async () => {
  for (const [path, type] of [
    ['/open-graph.png', 'image/png'],
    ['/apple-touch-icon.png', 'image/png'],
    ['/favicon.ico', 'image/vnd.microsoft.icon'],
    ['/favicon.svg', 'image/svg+xml; charset=utf-8'],
    ['/open-graph-quick-check-de.png', 'image/png'],
    ['/apple-touch-icon-quick-check.png', 'image/png'],
    ['/favicon-quick-check.svg', 'image/svg+xml; charset=utf-8'],
  ] as const) {
    const answer = await visitor().get(path)
    expect(answer.status, path).toBe(200)
    expect(answer.headers.get('Content-Type'), path).toBe(type)
    expect(answer.headers.get('Cross-Origin-Resource-Policy'), path).toBe(
      path.startsWith('/open-graph') ? 'cross-origin' : 'same-origin',
    )
    await answer.arrayBuffer()
  }
})

test('a step is described, asks not to be left out, and still no search engine can get to one', async () => {
  const prospect = await started()
  const step = await (await prospect.get('/assessment/step/1')).text()
  expect(step).toMatch(/<meta name="description" content="[^"]{50,160}"/)
  expect(robotsOf(step)).toBeUndefined()
  // A crawler keeps no cookie and posts no form: it is sent to the landing page.
  expectRedirect(await visitor().get('/assessment/step/1'), '/')
})

test('a result is never indexed, and says so to whoever may look', async () => {
  const prospect = await started()
  const page = await prospect.get(await prospect.complete('B'))
  const html = await page.text()
  expect(page.status).toBe(200)
  expect(robotsOf(html)).toBe('noindex')
  expect(html).not.toContain('rel="canonical"')
})

test('a page that does not exist says no address of its own', async () => {
  const html = await (await visitor().get('/nowhere')).text()
  expect(html).not.toContain('rel="canonical"')
  expect(html).toContain(`<title>We could not find that page - ${BRAND.product}`)
})
