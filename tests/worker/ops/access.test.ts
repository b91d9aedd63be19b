import { createHmac, createSign, generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { secondsOf } from '#app/web/signed-cookie.server.ts'
import { startAccessStandIn } from '#dev/access/server.ts'
import { OPS_TOKEN, signIn } from '#tests/helpers/operator.ts'
import { fetchOnce } from '#tests/helpers/visitor.ts'
import { startTestWorker, useTestWorker } from '#tests/helpers/worker.ts'

const AUDIENCE = 'a'.repeat(64)
const access = await startAccessStandIn(AUDIENCE)
afterAll(() => access.close())
beforeEach(() => access.setFault(null))

const SETTINGS = {
  ACCESS_TEAM_DOMAIN: access.url,
  ACCESS_AUD: AUDIENCE,
  ACCESS_ROLES: 'owner@example.com=view+operate+personal,*@example.com=view',
}
const { worker } = await useTestWorker(SETTINGS)

const open = (assertion: string | null, path = '/ops', init: { method?: string } = {}): Promise<Response> =>
  fetchOnce(`${worker.url}${path}`, {
    ...init,
    redirect: 'manual',
    headers: {
      'Sec-Fetch-Site': 'same-origin',
      ...(assertion === null ? {} : { 'Cf-Access-Jwt-Assertion': assertion }),
    },
  })

const nowSeconds = () => secondsOf(new Date())
const hmacWith =
  (secret: string) =>
  (text: string): string =>
    createHmac('sha256', secret).update(text).digest('base64url')

test('whoever Access vouches for is let in, with the roles of their address', async () => {
  const owner = await open(access.issue('Owner@example.com'))
  expect(owner.status).toBe(200)
  expect(await owner.text()).toContain('view, operate, personal')
  const colleague = await open(access.issue('colleague@example.com'))
  expect(await colleague.text()).toContain('(view)')
  expect((await open(access.issue('stranger@elsewhere.example'))).status).toBe(403)
})

test('nobody is let in without an assertion', async () => {
  expect((await open(null)).status).toBe(403)
})

const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 })

const WRONG: [string, () => string][] = [
  ['is not signed (alg none)', (): string => access.forge({ alg: 'none' }, {}, () => '')],
  [
    'is signed by HS256 with the public key as the secret',
    (): string => access.forge({ alg: 'HS256' }, {}, hmacWith(access.publicPem())),
  ],
  [
    'is signed by a key that is not the team’s',
    (): string =>
      access.forge({ alg: 'RS256' }, {}, (text) =>
        createSign('RSA-SHA256').update(text).sign(foreign.privateKey, 'base64url'),
      ),
  ],
  ['is for another application', (): string => access.issue('owner@example.com', { aud: ['b'.repeat(64)] })],
  ['is for no application', (): string => access.issue('owner@example.com', { aud: undefined })],
  [
    'comes from another team',
    (): string => access.issue('owner@example.com', { iss: 'https://other.cloudflareaccess.com' }),
  ],
  ['has expired', (): string => access.issue('owner@example.com', { exp: nowSeconds() - 60 })],
  ['never expires', (): string => access.issue('owner@example.com', { exp: undefined })],
  ['is not valid yet', (): string => access.issue('owner@example.com', { nbf: nowSeconds() + 60 })],
  ['names nobody', (): string => access.issue('', { email: undefined, common_name: 'service' })],
  ['is no JWT', () => 'x.y.z'],
  ['is longer than any', () => 'x'.repeat(10_000)],
]

test.each(WRONG)('an assertion that %s opens nothing', async (_, assertion) => {
  const response = await open(assertion())
  expect(response.status).toBe(403)
  expect(await response.text()).not.toContain('Promises')
})

test('an assertion opens nothing more once it has been signed out', async () => {
  const assertion = access.issue('owner@example.com')
  expect((await open(assertion)).status).toBe(200)
  const out = await open(assertion, '/ops/sign-out', { method: 'POST' })
  expect(out.headers.get('Location')).toBe('/cdn-cgi/access/logout')
  expect((await open(assertion)).status).toBe(302)
  // The last character of a signature of 256 bytes has four bits that mean nothing.
  const others = ['A', 'Q', 'g', 'w'].flatMap((first) => {
    const end = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const place = end.indexOf(first)
    return assertion.endsWith(first) ? [...end.slice(place + 1, place + 16)] : []
  })
  expect(others).toHaveLength(15)
  for (const other of others) expect((await open(assertion.slice(0, -1) + other)).status).not.toBe(200)
  expect((await open(access.issue('owner@example.com'))).status).toBe(200)
})

test('a key that has come meanwhile is fetched, and the former one stays good', async () => {
  const fresh = await startAccessStandIn(AUDIENCE)
  const other = await startTestWorker({ ...SETTINGS, ACCESS_TEAM_DOMAIN: fresh.url })
  const ask = async (assertion: string): Promise<number> =>
    (await fetchOnce(`${other.url}/ops`, { headers: { 'Cf-Access-Jwt-Assertion': assertion } })).status
  const former = fresh.issue('owner@example.com')
  fresh.rotate()
  expect(await ask(fresh.issue('owner@example.com'))).toBe(200)
  expect(await ask(former)).toBe(200)
  expect(fresh.asked()).toBe(1)
  await other.close()
  await fresh.close()
})

test.each(['away', 'hangs', 'server_error', 'not_json'] as const)(
  'while the certificates cannot be had (%s) everybody is kept out, for a while',
  async (fault) => {
    const fresh = await startAccessStandIn(AUDIENCE)
    fresh.setFault(fault)
    const other = await startTestWorker({ ...SETTINGS, ACCESS_TEAM_DOMAIN: fresh.url })
    const assertion = fresh.issue('owner@example.com')
    const ask = (): Promise<Response> =>
      fetchOnce(`${other.url}/ops`, { headers: { 'Cf-Access-Jwt-Assertion': assertion } })
    const kept = await ask()
    expect(kept.status).toBe(503)
    expect(kept.headers.get('Retry-After')).not.toBeNull()
    expect(await kept.text()).not.toContain('Promises')
    fresh.setFault(null)
    // How it goes on, without waiting for it: tests/unit/clients/access.test.ts.
    expect(fresh.asked()).toBe(1)
    await other.close()
    await fresh.close()
  },
)

test('what Access says wrongly no session makes up for', async () => {
  const { url, close } = await startTestWorker({ ...SETTINGS, OPS_TOKEN })
  const { Visitor } = await import('#tests/helpers/visitor.ts')
  const operator = await signIn(new Visitor(url))
  expect((await operator.get('/ops')).status).toBe(200)
  expect((await operator.get('/ops', { 'Cf-Access-Jwt-Assertion': 'x.y.z' })).status).toBe(403)
  await close()
})
