import { expect, test } from 'vitest'
import type { FaultRule } from '#dev/hubspot/faults.ts'
import {
  ASSOCIATE,
  call,
  contactInput,
  dealInput,
  standInForTest,
  UPSERT_CONTACTS,
  UPSERT_DEALS,
} from '#tests/helpers/hubspot-stand-in.ts'
import type { HubspotStandIn } from '#dev/hubspot/server.ts'

const GROUPS = '/crm/properties/2026-09/contacts/groups'
const upsert = (standIn: HubspotStandIn, ...emails: string[]) =>
  call(standIn, 'POST', UPSERT_CONTACTS, { inputs: emails.map((email) => contactInput(email)) })
const statusesOf = (standIn: HubspotStandIn) => standIn.calls().map(({ status }) => status)

test('the ten-second limit is a rolling window, told in headers and in the body of a 429', async () => {
  let time = Date.parse('2026-11-23T09:00:00Z')
  const standIn = await standInForTest({ now: () => time, limits: { tenSecondly: 2, daily: 1000 } })

  const first = await call(standIn, 'GET', GROUPS)
  time += 4000
  const second = await call(standIn, 'GET', GROUPS)
  const refused = await call(standIn, 'GET', GROUPS)
  time += 5999
  const stillRefused = await call(standIn, 'GET', GROUPS)
  time += 1
  const again = await call(standIn, 'GET', GROUPS)

  const all = [first, second, refused, stillRefused, again]
  expect(all.map(({ status }) => status)).toEqual([200, 200, 429, 429, 200])
  expect(first.headers.get('X-HubSpot-RateLimit-Max')).toBe('2')
  expect(all.map(({ headers }) => headers.get('X-HubSpot-RateLimit-Remaining'))).toEqual([
    '1',
    '0',
    '0',
    '0',
    '0',
  ])
  expect(first.headers.get('X-HubSpot-RateLimit-Interval-Milliseconds')).toBe('10000')
  expect(first.headers.get('X-HubSpot-RateLimit-Daily-Remaining')).toBe('999')
  expect(refused.headers.get('Retry-After')).toBeNull()
  expect(refused.body).toMatchObject({
    status: 'error',
    message: 'You have reached your ten_secondly_rolling limit.',
    errorType: 'RATE_LIMIT',
    policyName: 'TEN_SECONDLY_ROLLING',
  })
  expect(refused.body).not.toHaveProperty('category')
  expect(standIn.limits().peakTenSecondly).toBe(2)
})

test('each token has a burst of its own', async () => {
  const standIn = await standInForTest({ limits: { tenSecondly: 1 } })
  standIn.addToken('pat-other')

  const mine = await call(standIn, 'GET', GROUPS)
  const other = await call(standIn, 'GET', GROUPS, undefined, 'pat-other')

  expect([mine.status, other.status]).toEqual([200, 200])
})

test('the daily limit ends at midnight in the time zone of the portal', async () => {
  let time = Date.parse('2026-11-24T04:59:00Z')
  const standIn = await standInForTest({
    now: () => time,
    timeZone: 'US/Eastern',
    limits: { daily: 1, retryAfter: true },
  })

  await call(standIn, 'GET', GROUPS)
  const refused = await call(standIn, 'GET', GROUPS)
  time = Date.parse('2026-11-24T05:00:00Z')
  const nextDay = await call(standIn, 'GET', GROUPS)

  expect(refused.status).toBe(429)
  expect(refused.body).toMatchObject({ message: 'You have reached your daily limit.', policyName: 'DAILY' })
  expect(refused.headers.get('Retry-After')).toBe('60')
  expect(nextDay.status).toBe(200)
})

test('limits that are off have no headers', async () => {
  const standIn = await standInForTest({ limits: { tenSecondly: null, daily: null } })

  const { headers } = await call(standIn, 'GET', GROUPS)

  expect([...headers.keys()].filter((name) => name.startsWith('x-hubspot-ratelimit'))).toEqual([])
  expect(headers.get('x-hubspot-correlation-id')).toEqual(expect.any(String))
})

test.each([
  ['status_500', 500],
  ['status_502', 502],
  ['status_503', 503],
  ['status_504', 504],
  ['locked_423', 423],
  ['migrating_477', 477],
  ['burst_429', 429],
  ['daily_429', 429],
  ['revoked_token', 401],
  ['expired_token', 401],
  ['missing_scopes', 403],
  ['conflict_409', 409],
  ['unique_clash_400', 400],
] as const)('fault %s answers %i once and writes nothing', async (kind, expected) => {
  const standIn = await standInForTest()
  standIn.setFaults({ rules: [{ kind, next: 1 }] })

  const hit = await upsert(standIn, 'a@example.com')
  const written = standIn.contacts().length
  const after = await upsert(standIn, 'a@example.com')

  expect([hit.status, written, after.status]).toEqual([expected, 0, 200])
  expect(hit.body).toMatchObject({ status: 'error', message: expect.any(String) as string })
  expect(standIn.calls()[0]?.fault).toBe(kind)
})

test('a migration and, when asked, a lock say how long to wait', async () => {
  const standIn = await standInForTest()
  standIn.setFaults({
    rules: [
      { kind: 'migrating_477', next: 1, retryAfterSeconds: 86_400 },
      { kind: 'locked_423', next: 1, retryAfterSeconds: 2 },
    ],
  })

  const migrating = await call(standIn, 'GET', GROUPS)
  const locked = await call(standIn, 'GET', GROUPS)

  expect([migrating.headers.get('Retry-After'), locked.headers.get('Retry-After')]).toEqual(['86400', '2'])
})

test.each([
  ['drop_before', 0],
  ['commit_then_drop', 1],
  ['drop_mid_body', 1],
] as const)('fault %s breaks the connection with %i contact written', async (kind, written) => {
  const standIn = await standInForTest()
  standIn.setFaults({ rules: [{ kind }] })

  await expect(upsert(standIn, 'a@example.com')).rejects.toThrow()
  expect(standIn.contacts()).toHaveLength(written)
})

test.each(['truncated_json', 'not_json', 'empty_200'] as const)(
  'fault %s commits and answers 200 with a body that does not parse',
  async (kind) => {
    const standIn = await standInForTest()
    standIn.setFaults({ rules: [{ kind }] })

    const response = await fetch(standIn.url + UPSERT_CONTACTS, {
      method: 'POST',
      headers: { Authorization: `Bearer ${standIn.token}` },
      body: JSON.stringify({ inputs: [contactInput('a@example.com')] }),
    })

    expect(response.status).toBe(200)
    await expect(response.json()).rejects.toThrow(SyntaxError)
    expect(standIn.contacts()).toHaveLength(1)
  },
)

test.each([
  [undefined, 0],
  [true, 1],
])('a gateway error with commits %s leaves %i contact', async (commits, written) => {
  const standIn = await standInForTest()
  const rules: FaultRule[] = [
    { kind: 'html_502', next: 1, commits },
    { kind: 'status_504', next: 1, commits },
  ]
  standIn.setFaults({ rules })
  const post = () =>
    fetch(standIn.url + UPSERT_CONTACTS, {
      method: 'POST',
      headers: { Authorization: `Bearer ${standIn.token}` },
      body: JSON.stringify({ inputs: [contactInput('a@example.com')] }),
    })

  const page = await post()
  const timeout = await post()

  expect([page.status, timeout.status]).toEqual([502, 504])
  expect(page.headers.get('Content-Type')).toBe('text/html')
  expect(await page.text()).toContain('<html>')
  expect(standIn.contacts()).toHaveLength(written)
})

test('a slow call has taken effect although its caller stopped waiting', async () => {
  const standIn = await standInForTest()
  standIn.setFaults({ rules: [{ kind: 'slow', delayMs: 60_000 }] })
  const impatience = new AbortController()

  const waiting = fetch(standIn.url + UPSERT_CONTACTS, {
    method: 'POST',
    headers: { Authorization: `Bearer ${standIn.token}` },
    body: JSON.stringify({ inputs: [contactInput('a@example.com')] }),
    signal: impatience.signal,
  })
  await expect.poll(() => standIn.contacts()).toHaveLength(1)
  impatience.abort()

  await expect(waiting).rejects.toThrow()
  expect(standIn.contacts()).toHaveLength(1)
})

test('a silent no-op leaves one input without result and without error', async () => {
  const standIn = await standInForTest()
  standIn.setFaults({ rules: [{ kind: 'silent_noop' }] })

  const { status, body } = await upsert(standIn, 'lost@example.com', 'kept@example.com')

  expect(status).toBe(200)
  expect(body.results).toMatchObject([{ properties: { email: 'kept@example.com' } }])
  expect(body).not.toHaveProperty('errors')
  expect(standIn.contacts()).toHaveLength(1)
})

test('an unechoed answer has written everything but does not show the id property', async () => {
  const standIn = await standInForTest()
  standIn.setFaults({ rules: [{ kind: 'unechoed' }] })

  const { body } = await upsert(standIn, 'a@example.com')

  expect((body.results as { properties: object }[])[0]?.properties).not.toHaveProperty('email')
  expect(standIn.contacts()[0]?.properties.email).toBe('a@example.com')
})

test('faults hit by path, by every n-th call, and by a share that repeats with the seed', async () => {
  const patterns: string[] = []
  for (const rule of [
    { kind: 'status_500', path: '/deals' },
    { kind: 'status_500', path: /groups$/, every: 3 },
    { kind: 'status_500', fraction: 0.5 },
    { kind: 'status_500', fraction: 0.5 },
  ] satisfies FaultRule[]) {
    const standIn = await standInForTest({ seed: 5, faults: { rules: [rule] } })
    for (let index = 0; index < 9; index++) await call(standIn, 'GET', GROUPS)
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

test.each([
  ['odd_json_400', 400],
  ['error_200', 200],
  ['empty_results', 200],
] as const)('%s answers %i with JSON and does nothing', async (kind, status) => {
  const standIn = await standInForTest({ faults: { rules: [{ kind }] } })

  const answer = await upsert(standIn, 'a@example.com')

  expect(answer.status).toBe(status)
  expect(answer.body).not.toHaveProperty('results.0')
  expect(standIn.contacts()).toEqual([])
})

test.each([
  ['item_internal_error', { category: 'INTERNAL_ERROR', context: { objectWriteTraceId: ['t1'] } }],
  ['item_rate_limits', { category: 'RATE_LIMITS', context: { objectWriteTraceId: ['t1'] } }],
  ['item_locked', { category: 'OBJECT_LOCKED', context: { objectWriteTraceId: ['t1'] } }],
  [
    'item_conflict',
    { category: 'CONFLICT', context: { existingId: ['27460398000'], objectWriteTraceId: ['t1'] } },
  ],
  ['item_without_context', { category: 'INTERNAL_ERROR' }],
  ['item_without_trace', { context: {} }],
  ['item_text', 'internal error'],
  ['item_null', null],
] as const)('%s puts one odd error beside the inputs that were written', async (kind, error) => {
  const standIn = await standInForTest({ faults: { rules: [{ kind, next: 1 }] } })
  const inputs = [contactInput('a@example.com', {}, 't1'), contactInput('b@example.com', {}, 't2')]

  const answer = await call(standIn, 'POST', UPSERT_CONTACTS, { inputs })

  expect(answer.status).toBe(207)
  const errors = answer.body.errors as unknown[]
  if (error === null || typeof error === 'string') expect(errors).toEqual([error])
  else expect(errors).toEqual([expect.objectContaining(error)])
  expect(standIn.contacts().map(({ properties }) => properties.email)).toEqual(['b@example.com'])
})

test('an odd error meets every input when asked to, and associations as well', async () => {
  const standIn = await standInForTest({ faults: { rules: [{ kind: 'item_locked', allItems: true }] } })

  await call(standIn, 'POST', UPSERT_CONTACTS, {
    inputs: ['a', 'b'].map((name) => contactInput(`${name}@example.com`, {}, name)),
  })
  await call(standIn, 'POST', ASSOCIATE, {
    inputs: [
      { from: { id: '1' }, to: { id: '2' } },
      { from: { id: '3' }, to: { id: '4' } },
    ],
  })

  expect(standIn.calls().map(({ errors }) => errors)).toEqual([2, 2])
  expect(standIn.contacts()).toEqual([])
})

test('a fault for a while ends by the clock', async () => {
  let time = 0
  const standIn = await standInForTest({ now: () => time })
  standIn.setFaults({ rules: [{ kind: 'revoked_token', forMs: 5000 }] })

  await call(standIn, 'GET', GROUPS)
  time = 5000
  await call(standIn, 'GET', GROUPS)

  expect(statusesOf(standIn)).toEqual([401, 200])
})

test('the call log keeps the latest calls and counts them all', async () => {
  const standIn = await standInForTest({ callsKept: 2 })

  await call(standIn, 'GET', '/crm/nonsense')
  await upsert(standIn, 'a@example.com')
  await upsert(standIn, 'b@example.com', 'c@example.com')

  expect(standIn.calls().map(({ sequence, inputs, results }) => [sequence, inputs, results])).toEqual([
    [2, 1, 1],
    [3, 2, 2],
  ])
  expect(standIn.unexpected().map(({ path }) => path)).toEqual(['/crm/nonsense'])
  expect(standIn.totals()).toEqual({
    total: 3,
    unexpected: 1,
    byStatus: { 200: 2, 404: 1 },
    byEndpoint: { 'GET (unknown)': 1, 'POST objects/contacts/batch/upsert': 2 },
  })
})

test('request bodies are kept only when asked for', async () => {
  const [plain, recording] = [await standInForTest(), await standInForTest({ recordBodies: true })]

  await upsert(plain, 'a@example.com')
  await upsert(recording, 'a@example.com')

  expect(plain.calls()[0]).not.toHaveProperty('body')
  expect(recording.calls()[0]?.body).toEqual({ inputs: [contactInput('a@example.com')] })
})
