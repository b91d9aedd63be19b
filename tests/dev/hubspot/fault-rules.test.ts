import { expect, test } from 'vitest'
import type { FaultRule } from '#dev/hubspot/faults.ts'
import {
  CONTACT_GROUPS,
  ASSOCIATE,
  call,
  contactInput,
  dealInput,
  standInForTest,
  UPSERT_CONTACTS,
  UPSERT_DEALS,
} from '#tests/helpers/hubspot-stand-in.ts'
import type { HubspotStandIn } from '#dev/hubspot/server.ts'

const statusesOf = (standIn: HubspotStandIn) => standIn.calls().map(({ status }) => status)

test('faults hit by path, by every n-th call, and by a share that repeats with the seed', async () => {
  const patterns: string[] = []
  for (const rule of [
    { kind: 'status_500', path: '/deals' },
    { kind: 'status_500', path: /groups$/, every: 3 },
    { kind: 'status_500', fraction: 0.5 },
    { kind: 'status_500', fraction: 0.5 },
  ] satisfies FaultRule[]) {
    const standIn = await standInForTest({ seed: 5, faults: { rules: [rule] } })
    for (let index = 0; index < 9; index++) await call(standIn, 'GET', CONTACT_GROUPS)
    patterns.push(
      statusesOf(standIn)
        .map((status) => (status === 500 ? 'x' : '.'))
        .join(''),
    )
  }

  expect(patterns.slice(0, 2)).toEqual(['.........', '..x..x..x'])
  expect(patterns[2]).toMatch(/x.*\..*|\..*x/)
  expect(patterns[3]).toBe(patterns[2])
})

test('a fault finds the operation by what callers do, and a path by names or ids', async () => {
  const upsertDeals = (standIn: HubspotStandIn) =>
    call(standIn, 'POST', UPSERT_DEALS, { inputs: [dealInput('1')] })
  const upsertById = (standIn: HubspotStandIn) =>
    call(standIn, 'POST', UPSERT_CONTACTS.replace('contacts', '0-1'), {
      inputs: [contactInput('a@example.com')],
    })
  const read = (standIn: HubspotStandIn) =>
    call(standIn, 'POST', '/crm/objects/2026-09/0-1/batch/read', {
      idProperty: 'email',
      inputs: [{ id: 'a@example.com' }],
    })
  const associate = (standIn: HubspotStandIn) =>
    call(standIn, 'POST', ASSOCIATE, { inputs: [{ from: { id: '1' }, to: { id: '2' } }] })
  const hits: Record<string, string> = {}
  for (const rule of [
    { operation: 'contacts' },
    { operation: 'deals' },
    { operation: 'associations' },
    { operation: 'reads' },
    { operation: 'upserts' },
    { path: 'contacts' },
    { path: '0-1' },
    { path: 'deals' },
  ] satisfies Partial<FaultRule>[]) {
    const standIn = await standInForTest({ faults: { rules: [{ kind: 'status_500', ...rule }] } })
    for (const ask of [upsertById, upsertDeals, associate, read]) await ask(standIn)
    const failed = statusesOf(standIn).map((status) => (status === 500 ? 'x' : '.'))
    hits[Object.entries(rule).join().replace(',', ' ')] = failed.join('')
  }

  expect(hits).toEqual({
    'operation contacts': 'x...',
    'operation deals': '.x..',
    'operation associations': '..x.',
    'operation reads': '...x',
    'operation upserts': 'xx..',
    'path contacts': 'x.xx',
    'path 0-1': 'x.xx',
    'path deals': '.xx.',
  })
})

test('a firewall dislikes a word and not the call', async () => {
  const standIn = await standInForTest({
    faults: { rules: [{ kind: 'html_403', bodyContains: '<script' }] },
  })
  const send = (company: string) =>
    fetch(standIn.url + UPSERT_CONTACTS, {
      method: 'POST',
      headers: { Authorization: `Bearer ${standIn.token}` },
      body: JSON.stringify({ inputs: [contactInput('a@example.com', { company })] }),
    })

  const refused = await send('<script>')
  const taken = await send('Acme')

  expect([refused.status, refused.headers.get('Content-Type')]).toEqual([403, 'text/html'])
  expect(await refused.text()).toContain('<h1>403</h1>')
  expect(taken.status).toBe(200)
  expect(standIn.contacts()).toHaveLength(1)
})

test('a fault for a while ends by the clock', async () => {
  let time = 0
  const standIn = await standInForTest({ now: () => time })
  standIn.setFaults({ rules: [{ kind: 'revoked_token', forMs: 5000 }] })

  await call(standIn, 'GET', CONTACT_GROUPS)
  time = 5000
  await call(standIn, 'GET', CONTACT_GROUPS)

  expect(statusesOf(standIn)).toEqual([401, 200])
})
