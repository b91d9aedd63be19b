import { expect, test } from 'vitest'
import { LIFETIMES, OPS_SIGN_INS_PER_NETWORK } from '#app/domain/limits.ts'
import { tokenPrint } from '#app/platform/ops-token.server.ts'
import { OPS_COOKIE, writeOpsSession } from '#app/web/console/session-cookie.server.ts'
import { OPS_TOKEN, OPS_TOKENS, signIn } from '#tests/helpers/operator.ts'
import { expectRedirect } from '#tests/helpers/visitor.ts'
import { TEST_SECRET, useTestWorker } from '#tests/helpers/worker.ts'

const { worker, visitor } = await useTestWorker({ OPS_TOKEN })

test('whoever is not signed in is led to the form, and from there to where they wanted', async () => {
  const operator = visitor()
  const form = expectRedirect(await operator.get('/ops/leads?sync=failed'))
  expect(form).toBe('/ops/sign-in?to=%2Fops%2Fleads%3Fsync%3Dfailed')
  expect(await (await operator.get(form)).text()).toContain('value="/ops/leads?sync=failed"')
  const answer = await operator.post('/ops/sign-in', {
    token: OPS_TOKENS.owner,
    to: '/ops/leads?sync=failed',
  })
  expectRedirect(answer, '/ops/leads?sync=failed')
  expect((await operator.get('/ops/leads?sync=failed')).status).toBe(200)
})

test.each([
  'https://evil.example',
  '//evil.example',
  '/ops//evil',
  '/ops\\evil',
  '/opsx',
  '/',
  '/ops/sign-in',
])('the form leads nowhere else: %s', async (to) => {
  expectRedirect(await visitor().post('/ops/sign-in', { token: OPS_TOKENS.owner, to }), '/ops')
})

test('the session is a cookie of this host alone, out of reach of scripts and other sites', async () => {
  const response = await visitor().post('/ops/sign-in', { token: OPS_TOKENS.owner })
  const cookie = response.headers.get('Set-Cookie')!
  expect(cookie.startsWith(`${OPS_COOKIE}=`)).toBe(true)
  for (const part of ['Secure', 'HttpOnly', 'SameSite=Strict', 'Path=/', `Max-Age=${LIFETIMES.opsSession}`])
    expect(cookie).toContain(part)
  expect(cookie).not.toContain(OPS_TOKENS.owner)
})

test.each(['', 'x', `${OPS_TOKENS.owner}x`, OPS_TOKENS.owner.slice(0, -1), 'x'.repeat(50_000), '\u0000'])(
  'what is no token signs nobody in (%#)',
  async (token) => {
    const operator = visitor()
    expect((await operator.post('/ops/sign-in', { token })).status).toBe(422)
    expect(operator.cookies.has(OPS_COOKIE)).toBe(false)
  },
)

test('guessing ends after some attempts of a network, for the right token too', async () => {
  const guesser = visitor()
  for (let attempt = 0; attempt < OPS_SIGN_INS_PER_NETWORK.times; attempt += 1)
    expect((await guesser.post('/ops/sign-in', { token: 'wrong' })).status).toBe(422)
  const refused = await guesser.post('/ops/sign-in', { token: OPS_TOKENS.owner })
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
  await signIn(visitor())
})

test('a copy of the cookie opens nothing once its session has been signed out', async () => {
  const operator = await signIn(visitor())
  const copy = visitor()
  copy.cookies.set(OPS_COOKIE, operator.cookies.get(OPS_COOKIE)!)
  expect((await copy.get('/ops')).status).toBe(200)
  expectRedirect(await operator.post('/ops/sign-out'), '/ops/sign-in')
  expect(operator.cookies.has(OPS_COOKIE)).toBe(false)
  for (const path of ['/ops', '/ops/leads', '/ops.json', '/ops/act?act=retry_leads'])
    expectRedirect(await copy.get(path))
  const act = { act: 'pause', operation: 'mail', reason: 'test', confirmed: 'yes' }
  expectRedirect(await copy.post('/ops/act', act))
  expect(await worker.db.pause.count()).toBe(0)
  expectRedirect(await copy.post('/ops/leads', { show: 'details' }))
  expect(await worker.db.opsAction.count({ where: { action: 'opened_leads' } })).toBe(0)
})

test('a session ends by its own age, and with its token', async () => {
  const token = { name: 'owner', roles: [], token: OPS_TOKENS.owner }
  const print = await tokenPrint(TEST_SECRET, token)
  const session = { name: 'owner', print, id: 'x'.repeat(32) }
  const statusWith = async (contents: typeof session, made: Date, secret = TEST_SECRET) => {
    const operator = visitor()
    const cookie = await writeOpsSession(contents, [secret], made)
    operator.cookies.set(OPS_COOKIE, cookie.slice(cookie.indexOf('=') + 1, cookie.indexOf(';')))
    return (await operator.get('/ops')).status
  }
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)
  expect(await statusWith(session, ago(60))).toBe(200)
  expect(await statusWith(session, ago(LIFETIMES.opsSession + 60))).toBe(302)
  expect(await statusWith(session, ago(-600))).toBe(302)
  expect(await statusWith({ ...session, print: 'of a former one' }, ago(60))).toBe(302)
  expect(await statusWith({ ...session, name: 'nobody' }, ago(60))).toBe(302)
  expect(await statusWith(session, ago(60), 'another-secret-0000000000000000000000')).toBe(302)
})

test('a page of the console has no script, is kept by nobody, found by no search engine, and tells no referrer', async () => {
  const operator = await signIn(visitor())
  for (const path of [
    '/ops',
    '/ops/leads',
    '/ops/sign-in',
    '/ops/nothing',
    '/ops/leads.json',
    '/OPS',
    '/%6fps',
  ]) {
    const { headers } = await operator.get(path)
    expect(headers.get('Content-Security-Policy'), path).toContain("script-src 'none'")
    expect(headers.get('Cache-Control'), path).toBe('no-store')
    expect(headers.get('X-Robots-Tag'), path).toContain('noindex')
    expect(headers.get('Referrer-Policy'), path).toBe('no-referrer')
  }
})

test('another site can post nothing for somebody who is signed in', async () => {
  const operator = await signIn(visitor())
  const act = { act: 'pause', operation: 'mail', reason: 'test', confirmed: 'yes' }
  for (const site of ['cross-site', 'same-site'])
    expect((await operator.post('/ops/act', act, { 'Sec-Fetch-Site': site })).status).toBe(403)
  const headers = { 'Sec-Fetch-Site': '', Origin: 'null' }
  expect((await operator.post('/ops/act', act, headers)).status).toBe(403)
  expect(await worker.db.pause.count()).toBe(0)
})

test('a role that is not given is missing on every page, and refused where it is asked for', async () => {
  const viewer = await signIn(visitor(), 'viewer')
  const page = await (await viewer.get('/ops/hubspot')).text()
  expect(page).not.toContain('/ops/act')
  expect((await viewer.get('/ops/act?act=retry_leads')).status).toBe(403)
  expect((await viewer.post('/ops/act', { act: 'retry_leads', confirmed: 'yes' })).status).toBe(403)
  expect((await viewer.post('/ops/leads', { show: 'details' })).status).toBe(403)
})
