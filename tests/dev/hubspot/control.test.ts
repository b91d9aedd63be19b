import { request } from 'node:http'
import { expect, test } from 'vitest'
import type { HubspotStandIn } from '#dev/hubspot/server.ts'
import {
  call,
  contactInput,
  DEFINITIONS,
  standInForTest,
  UPSERT_CONTACTS,
} from '#tests/helpers/hubspot-stand-in.ts'

const view = async (standIn: HubspotStandIn, name: string): Promise<unknown> =>
  (await fetch(`${standIn.url}/_standin/${name}`)).json()
const act = (standIn: HubspotStandIn, name: string, body: unknown) =>
  fetch(`${standIn.url}/_standin/${name}`, { method: 'POST', body: JSON.stringify(body) })
const press = (standIn: HubspotStandIn, name: string, fields: Record<string, string> = {}) =>
  fetch(`${standIn.url}/_standin/${name}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })

test('the control API shows contacts, calls and state as JSON', async () => {
  const standIn = await standInForTest()
  await call(standIn, 'POST', UPSERT_CONTACTS, { inputs: [contactInput('a@example.com')] })

  expect(await view(standIn, 'contacts')).toMatchObject([{ properties: { email: 'a@example.com' } }])
  expect(await view(standIn, 'calls')).toMatchObject([{ status: 200, path: UPSERT_CONTACTS }])
  expect(await view(standIn, 'state')).toMatchObject({ contacts: 1, deals: 0, totals: { total: 1 } })
})

test('the control API sets faults, limits and tokens, provisions and resets', async () => {
  const standIn = await standInForTest({ provisioned: false })

  await act(standIn, 'faults', { latencyMs: 1, rules: [{ kind: 'status_503', next: 2 }] })
  await act(standIn, 'limits', { tenSecondly: null })
  await act(standIn, 'tokens', { action: 'add', token: 'pat-two', scopes: ['crm.objects.deals.read'] })
  await act(standIn, 'provision', DEFINITIONS)

  expect(await view(standIn, 'state')).toMatchObject({
    faults: { latencyMs: 1, rules: [{ kind: 'status_503', next: 2, fired: 0 }] },
    limits: { tenSecondly: null, daily: 250_000 },
    tokens: [{}, { token: 'pat-two', scopes: ['crm.objects.deals.read'] }],
  })
  expect((await act(standIn, 'reset', {})).status).toBe(200)
  expect(await view(standIn, 'state')).toMatchObject({ faults: { latencyMs: 0, rules: [] } })
})

test.each([
  ['an unknown kind of fault', 'faults', { rules: [{ kind: 'fire' }] }],
  ['an unknown action', 'nonsense', {}],
  ['a limit that is no number', 'limits', { tenSecondly: 'many' }],
])('the control API refuses %s', async (_, name, body) => {
  const standIn = await standInForTest()

  expect((await act(standIn, name, body)).status).toBe(400)
})

test('the switches of the page post forms and lead back to it', async () => {
  const standIn = await standInForTest()

  const added = await press(standIn, 'add-fault', { kind: 'status_500', when: 'next', amount: '1', path: '' })
  const faulty = await call(standIn, 'GET', '/crm/pipelines/2026-09/deals')
  await press(standIn, 'limits', { tenSecondly: '', daily: '9', retryAfter: 'on' })
  await press(standIn, 'latency', { latencyMs: '2' })
  await press(standIn, 'revoke-token')
  const refused = await call(standIn, 'GET', '/crm/pipelines/2026-09/deals')

  expect([added.status, added.headers.get('Location')]).toEqual([303, '/'])
  expect([faulty.status, refused.status]).toEqual([500, 401])
  expect(standIn.limits()).toMatchObject({ tenSecondly: null, daily: 9, retryAfter: true })
  await press(standIn, 'clear-faults')
  await press(standIn, 'restore-token')
  expect((await call(standIn, 'GET', '/crm/pipelines/2026-09/deals')).status).toBe(200)
})

test('the page shows records with their custom properties, and what visitors typed does no harm', async () => {
  const standIn = await standInForTest()
  const properties = { firstname: '<script>alert(1)</script>', score: '73' }
  await call(standIn, 'POST', UPSERT_CONTACTS, { inputs: [contactInput('a@example.com', properties)] })

  const page = await (await fetch(standIn.url)).text()
  const live = await (await fetch(`${standIn.url}/_standin/live`)).text()

  for (const text of [page, live]) {
    expect(text).toContain('a@example.com')
    expect(text).toContain('<th scope="col">score<wbr /></th>')
    expect(text).toContain('<td>73</td>')
    expect(text).not.toContain('<script>alert')
  }
})

test.each([
  ['a name that only resolves to this machine', { Host: 'attacker.example' }],
  ["another site's page", { Origin: 'https://attacker.example' }],
])('the control API refuses callers by %s', async (_, headers) => {
  const standIn = await standInForTest()

  const status = await new Promise<number | undefined>((resolve, reject) => {
    const options = { port: standIn.port, path: '/_standin/reset', method: 'POST', headers }
    request(options, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end()
  })

  expect(status).toBe(403)
})

test('looking at the page leaves no trace in the call log', async () => {
  const standIn = await standInForTest()

  await fetch(standIn.url)
  await fetch(`${standIn.url}/_standin/state`)

  expect(standIn.calls()).toEqual([])
})
