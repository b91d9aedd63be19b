import { describe, expect, test } from 'vitest'
import { sentencesIn } from '#tests/helpers/sentences.ts'
import { type Visitor, answersOf, expectRedirect } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const { visitor } = await useTestWorker({ SITE_URL: 'http://localhost' })

const KNOWN = { '&#x27;': "'", '&quot;': '"', '&lt;': '<', '&gt;': '>', '&amp;': '&' }
const decode = (html: string) =>
  html.replace(/&(?:#x27|quot|lt|gt|amp);/g, (entity) => KNOWN[entity as keyof typeof KNOWN])

const pageOf = async (response: Response | Promise<Response>) => decode(await (await response).text())

interface Walked {
  name: string
  html: string
}

/** Through everything that a prospect may be shown, its refusals too. @param mount '' or one such as `/de` */
async function walk(mount: string): Promise<Walked[]> {
  const prospect = visitor()
  const pages: Walked[] = []
  const look = async (name: string, response: Promise<Response>) => {
    pages.push({ name, html: await pageOf(response) })
  }
  await look('landing', prospect.get(mount || '/'))
  expectRedirect(await prospect.post(`${mount}/assessment/start`))
  await look('step 1', prospect.get(`${mount}/assessment/step/1`))
  const wrong = { value_assurance_1: 'A', value_assurance_2: 'X', email: 'ada@', consent: 'yes' }
  await look('step 1 with errors', prospect.post(`${mount}/assessment/step/1`, wrong))
  const foreign = { ...answersOf(1, 'C'), customer_safe_1: 'A' }
  await look('a step with a question of another', prospect.post(`${mount}/assessment/step/1`, foreign))
  const link = { intent: 'resume_link', email: '' }
  await look('a link without an address', prospect.post(`${mount}/assessment/step/1`, link))
  const results = await complete(prospect, mount, look)
  await look('results', prospect.get(results))
  for (const [name, fields] of Object.entries(REFUSED_DETAILS))
    await look(`contact, ${name}`, prospect.post(results, fields))
  await look('report', prospect.get(`${results}/report`))
  await look('landing with a result', prospect.get(mount || '/'))
  for (const path of ['/privacy', '/accessibility', '/no-such-page', '/team/no-such-team'])
    await look(path, prospect.get(mount + path))
  await look(
    'a malformed address on privacy',
    prospect.post(`${mount}/privacy/request`, { email: 'ada@local' }),
  )
  return pages
}

async function complete(
  prospect: Visitor,
  mount: string,
  look: (name: string, response: Promise<Response>) => Promise<void>,
): Promise<string> {
  let at = `${mount}/assessment/step/1`
  for (const step of [1, 2, 3, 4]) {
    if (step > 1) await look(`step ${step}`, prospect.get(at))
    const mixed = Object.entries(answersOf(step, 'C')).map(([id], place) => [id, 'ACE'.charAt(place % 3)])
    at = expectRedirect(await prospect.post(at, Object.fromEntries(mixed) as Record<string, string>))
  }
  return at
}

const REFUSED_DETAILS = {
  'nothing filled in': { email: '' },
  'an address that is none': { email: 'no address' },
  'an address of a private domain': { email: 'ada@works.local' },
  'a slip': { email: 'ada@gmial.com' },
  'details without the box': { email: 'ada@example.com', firstName: 'Ada', lastName: '', company: '' },
  'details that are none': {
    email: 'ada@example.com',
    firstName: 'www.example.com',
    lastName: '=1+1',
    company: '--',
    phone: '12',
    consent: 'yes',
  },
}

const [english, german] = [await walk(''), await walk('/de')]

test('no page in German, whatever is wrong on it, has a sentence of the English words', () => {
  const sentences = [...sentencesIn('app/words/en'), ...sentencesIn('app/content/ai-readiness/en')]
  const found = (html: string) => sentences.filter((sentence) => html.includes(sentence))
  for (const { name, html } of german) expect({ name, english: found(html) }).toEqual({ name, english: [] })
  for (const { name, html } of english)
    expect({ name, count: found(html).length > 2 }).toEqual({ name, count: true })
})

test('a result is in the language of the page that shows it, whichever it was completed in', async () => {
  const inBoth = {
    '': sentencesIn('app/content/ai-readiness/en'),
    '/de': sentencesIn('app/content/ai-readiness/de'),
  }
  for (const [mount, other] of [
    ['', '/de'],
    ['/de', ''],
  ] as const) {
    const prospect = visitor()
    expectRedirect(await prospect.post(`${mount}/assessment/start`))
    const completed = await complete(prospect, mount, () => Promise.resolve())
    expectRedirect(await prospect.post(completed, { email: 'both@example.com' }))
    const results = completed.slice(mount.length)
    expectRedirect(await prospect.post(results, { intent: 'share' }))
    const shared = /\/assessment\/shared\/\w+/.exec(await pageOf(prospect.get(results)))![0]
    for (const path of [results, `${results}/report`, shared, `${shared}/report`]) {
      const html = await pageOf(prospect.get(other + path))
      const found = (sentences: string[]) => sentences.filter((sentence) => html.includes(sentence))
      expect({ path, found: found(inBoth[mount]) }).toEqual({ path, found: [] })
      expect(found(inBoth[other]).length).toBeGreaterThan(5)
    }
  }
})

/** A text of the law is as long as it is. */
const isNotice = ({ name }: Walked) => name.endsWith('privacy')

test('a page in German has at most 5 % more bytes than in English, and the notice at most 15 %', () => {
  for (const [place, page] of english.entries()) {
    const more = Buffer.byteLength(german[place]!.html) / Buffer.byteLength(page.html) - 1
    expect(more, page.name).toBeLessThanOrEqual(isNotice(page) ? 0.15 : 0.05)
  }
})

/** As the footer names the page in the other language. */
const switchIn = (html: string) => /<a href="([^"]+)" hrefLang="(en|de)" lang="\2">/.exec(html)?.slice(1)

test('each page leads to itself in the other language, and back', async () => {
  const prospect = visitor()
  await prospect.start()
  const results = await prospect.complete('C')
  for (const [path, inGerman] of [
    ['/', '/de'],
    ['/?utm_source=letter', '/de?utm_source=letter'],
    ['/privacy', '/de/privacy'],
    [`${results}?saved=`, `/de${results}?saved=`],
    [`${results}/report`, `/de${results}/report`],
  ] as const) {
    expect(switchIn(await pageOf(prospect.get(path)))).toEqual([inGerman, 'de'])
    expect(switchIn(await pageOf(prospect.get(inGerman)))).toEqual([path, 'en'])
  }
})

test('an error page leads to the start page in the other language, and repeats no address', async () => {
  const html = await pageOf(visitor().get('/no-such-page'))
  expect(switchIn(html)).toEqual(['/de', 'de'])
  expect(html).not.toContain('no-such-page')
})

test('the step that is shown stays, with its answers', async () => {
  const prospect = visitor()
  await prospect.start()
  expectRedirect(await prospect.post('/assessment/step/1', answersOf(1, 'B')), '/assessment/step/2')
  const [address = ''] = switchIn(await pageOf(prospect.get('/assessment/step/1'))) ?? []
  expect(address).toBe('/de/assessment/step/1')
  expect((await pageOf(prospect.get(address))).match(/checked=""/g)).toHaveLength(
    Object.keys(answersOf(1, 'B')).length,
  )
})

test('a form that cannot be read, or brings a file, is refused in the language of its page', async () => {
  const file = new FormData()
  file.set('email', new Blob(['x']), 'x.txt')
  for (const body of ['{}', file]) {
    const html = await pageOf(visitor().post('/de/privacy/request', body))
    expect(html).toContain('<html lang="de"')
    expect(html).not.toMatch(/The form/)
  }
})

describe('the start page', () => {
  const OFFERS = { en: 'This page is available in English.', de: 'Diese Seite gibt es auch auf Deutsch.' }
  const land = (path: string, asked?: string) =>
    visitor().get(path, asked === undefined ? {} : { 'Accept-Language': asked })

  test.each([
    ['/', 'de-DE,de;q=0.9,en;q=0.8', 'de'],
    ['/de', 'en-GB,en;q=0.9', 'en'],
    ['/', 'en-GB,en;q=0.9,de;q=0.5', null],
    ['/de', 'de', null],
    ['/', 'fr-FR,fr', null],
    ['/de', undefined, null],
  ] as const)('of %s offers a browser that asks for %s its language: %s', async (path, asked, offered) => {
    const response = await land(path, asked)
    expect(response.status).toBe(200)
    const html = await pageOf(response)
    for (const language of ['en', 'de'] as const)
      expect(html.includes(OFFERS[language])).toBe(language === offered)
    if (offered) expect(html).toContain(`<p class="muted" lang="${offered}">`)
  })

  test('says that it differs by the language asked for, and is kept for the one that asked', async () => {
    const { headers } = await land('/', 'de')
    expect(headers.get('Vary')).toBe('Accept-Language, Cookie')
    expect(headers.get('Cache-Control')).toBe('private, no-cache')
    expect((await visitor().get('/privacy', { 'Accept-Language': 'de' })).headers.get('Vary')).toBe('Cookie')
  })

  test('leads on with what the address says of a campaign', async () => {
    expect(await pageOf(land('/?utm_source=letter', 'de'))).toContain(
      '<a href="/de?utm_source=letter" hrefLang="de">',
    )
  })
})
