import { beforeEach, expect, test } from 'vitest'
import { resetTestDatabase } from '#tests/helpers/database.ts'
import { useMailingWorker } from '#tests/helpers/mailing-worker.ts'
import { OWNER } from '#tests/helpers/owner.ts'
import { askForPrivacyLink } from '#tests/helpers/privacy-link.ts'
import { type Visitor, answersOf, expectRedirect, textOf } from '#tests/helpers/visitor.ts'

const LINK_COOKIE = '__Host-scorecard-link'

const { worker, mailbox, visitor, tokenTo } = await useMailingWorker()

beforeEach(() => resetTestDatabase(worker.db))

async function resultsToken(): Promise<{ path: string; token: string }> {
  const owner = visitor()
  await owner.start()
  const path = await owner.complete('B', { email: OWNER, consent: 'yes' })
  return { path, token: await tokenTo(OWNER) }
}

async function resumeToken(): Promise<string> {
  const sender = visitor()
  await sender.start()
  expectRedirect(await sender.post('/assessment/step/1', answersOf(1, 'B')))
  expectRedirect(
    await sender.post('/assessment/step/2', { email: OWNER, consent: 'yes', intent: 'resume_link' }),
  )
  return tokenTo(OWNER)
}

/** Every address that the browser sees on the way, the page with its forms and links included. */
async function addressesBehind(browser: Visitor, path: string): Promise<string> {
  const first = await browser.get(path)
  const to = expectRedirect(first)
  const page = await browser.get(to)
  expect(page.status).toBe(200)
  return `${to}\n${await page.text()}`
}

test.each([
  ['results', async () => `/assessment/results/${(await resultsToken()).token}`],
  ['an assessment under way', async () => `/assessment/resume/${await resumeToken()}`],
  ['somebody’s own data', () => askForPrivacyLink(worker.db, visitor(), OWNER, 'erase')],
])(
  'a link to %s is traded for a cookie: no address after it, and no page, holds its token',
  async (_, link) => {
    const path = await link()
    const browser = visitor()
    const seen = await addressesBehind(browser, path)
    expect(seen).not.toContain(path.split('/').at(-1))
    expect(decodeURIComponent(browser.cookies.get(LINK_COOKIE)!)).not.toContain(path.split('/').at(-1))
  },
)

test('the cookie of a link is bound to the host, out of reach of scripts, short-lived, and believed with its signature alone', async () => {
  const { path, token } = await resultsToken()
  const browser = visitor()
  const [cookie = ''] = (await browser.get(`/assessment/results/${token}`)).headers.getSetCookie()
  const flags = cookie.split('; ').slice(1).sort()
  expect(flags).toEqual(['HttpOnly', 'Max-Age=7200', 'Path=/', 'SameSite=Lax', 'Secure'])

  const value = browser.cookies.get(LINK_COOKIE)!
  // Not the last letter of the signature, of which some bits mean nothing.
  const forge = (letter: string) => (letter === 'x' ? 'y' : 'x')
  browser.cookies.set(LINK_COOKIE, value.replace(/.(?=.{10}$)/, forge))
  expect((await browser.get(`${path}?by-link`)).status).toBe(403)
  // The one cookie does not pass for the other.
  browser.cookies.delete(LINK_COOKIE)
  browser.cookies.set('__Host-scorecard', value)
  expect((await browser.get(path)).status).toBe(404)
})

test.each([
  '.',
  '>',
  ')',
  ',',
  '%3E',
  '%20',
  '%',
  '%2',
  '%E2%80',
  '%E2%8',
  '%0D%0A',
  '&gt;',
  '=',
  '=3D',
  '%3D',
  '"',
  '…',
])('a link that a mail program adds %o to opens all the same', async (added) => {
  const { path, token } = await resultsToken()
  expect(expectRedirect(await visitor().get(`/assessment/results/${token}${added}`))).toBe(`${path}?by-link`)
})

test.each([
  ['upper case', (token: string) => token.toUpperCase()],
  ['percent encoding', (token: string) => `%${token.charCodeAt(0).toString(16)}${token.slice(1)}`],
  ['percent encoding, twice', (token: string) => `%25${token.charCodeAt(0).toString(16)}${token.slice(1)}`],
  ['a soft line break', (token: string) => `${token.slice(0, 9)}=%0D%0A${token.slice(9)}`],
  ['a line break', (token: string) => `${token.slice(0, 9)}%0A${token.slice(9)}`],
  ['a bracket before it', (token: string) => `%3C${token}`],
])('a link that went through %s opens all the same', async (_, mangle) => {
  const token = await resumeToken()
  expect((await visitor().open(`/assessment/resume/${mangle(token)}`)).status).toBe(200)
  const again = (await resultsToken()).token
  expect((await visitor().open(`/assessment/again/${mangle(again)}`)).status).toBe(200)
  const confirm = await askForPrivacyLink(worker.db, visitor(), OWNER)
  expect((await visitor().open(`/privacy/confirm/${mangle(confirm.split('/').at(-1)!)}`)).status).toBe(200)
})

test('a link that was cut short is a page that says what to do', async () => {
  const token = await resumeToken()
  for (const start of [
    '/assessment/results/',
    '/assessment/resume/',
    '/assessment/shared/',
    '/assessment/again/',
    '/privacy/confirm/',
  ]) {
    for (const part of [token.slice(0, 20), `${token.slice(0, 20)}=`, token.slice(1)]) {
      const answer = await visitor().get(`${start}${part}`)
      expect(answer.status).toBe(404)
      expect(await textOf(answer)).toContain('Copy the whole address from the e-mail')
    }
  }
})

test('what an e-mail says of a link is one line of letters that no encoding changes', async () => {
  await resultsToken()
  await resumeToken()
  expectRedirect(await visitor().post('/privacy/request', { email: OWNER, action: 'export' }))
  await expect.poll(() => mailbox.messages({ to: OWNER }).length).toBe(3)
  for (const { text } of mailbox.messages({ to: OWNER })) {
    const [link = ''] = /^http:\/\/localhost\/(?:assessment|privacy)\/\S+$/m.exec(text ?? '') ?? []
    const path = new URL(link).pathname + new URL(link).search
    expect(path).toMatch(/^[a-z0-9/]+$/)
    expect(`https://scorecard.example.com${path}`.length).toBeLessThanOrEqual(76)
  }
})

test.each([
  ['results', async () => `/assessment/results/${(await resultsToken()).token}`],
  ['an assessment under way', async () => `/assessment/resume/${await resumeToken()}`],
  ['somebody’s own data', () => askForPrivacyLink(worker.db, visitor(), OWNER)],
])('a browser that keeps no cookies is told why the link to %s did not open', async (_, link) => {
  const browser = visitor()
  const to = expectRedirect(await browser.get(await link()))
  browser.cookies.clear()
  const page = await browser.get(to)
  expect(page.status).toBe(403)
  expect(await page.text()).toContain('Allow cookies for this site')
})

test('of two links that were opened in one browser each form acts for its own', async () => {
  const browser = visitor()
  const first = await askForPrivacyLink(worker.db, visitor(), 'first@example.com', 'erase')
  const second = await askForPrivacyLink(worker.db, visitor(), 'second@example.com', 'erase')
  const form = await (await browser.open(first)).text()
  expect(await (await browser.open(second)).text()).toContain('second@example.com')

  const link = /name="link" value="([^"]+)"/.exec(form)![1]!
  expectRedirect(await browser.post('/privacy/confirm', { action: 'erase', link }))

  const open = await worker.db.privacyRequest.findMany({ where: { email: { not: null } } })
  expect(open).toMatchObject([{ email: 'second@example.com' }])
  expect((await browser.post('/privacy/confirm', { action: 'erase', link: 'f'.repeat(16) })).status).toBe(403)
})

test('no log line of links holds a token, whatever has become of it', async () => {
  const { token } = await resultsToken()
  const lines = worker.logs.length
  for (const path of [
    `results/${token}`,
    `Results/${token.toUpperCase()}.`,
    `results/${token}/%3E`,
    `shared/${token}%`,
  ])
    await visitor().open(`/assessment/${path}`)
  await expect.poll(() => worker.logs.slice(lines).length).toBeGreaterThanOrEqual(4)
  expect(worker.logs.slice(lines).join('\n').toLowerCase()).not.toContain(token)
})
