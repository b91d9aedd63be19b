import { expect, test } from 'vitest'
import type { FaultRule } from '#dev/hubspot/faults.ts'
import {
  CONTACT_GROUPS,
  upsertContacts,
  ASSOCIATE,
  call,
  contactInput,
  standInForTest,
  UPSERT_CONTACTS,
} from '#tests/helpers/hubspot-stand-in.ts'

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

  const hit = await upsertContacts(standIn, 'a@example.com')
  const written = standIn.contacts().length
  const after = await upsertContacts(standIn, 'a@example.com')

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

  const migrating = await call(standIn, 'GET', CONTACT_GROUPS)
  const locked = await call(standIn, 'GET', CONTACT_GROUPS)

  expect([migrating.headers.get('Retry-After'), locked.headers.get('Retry-After')]).toEqual(['86400', '2'])
})

test.each([
  ['drop_before', 0],
  ['commit_then_drop', 1],
  ['drop_mid_body', 1],
] as const)('fault %s breaks the connection with %i contact written', async (kind, written) => {
  const standIn = await standInForTest()
  standIn.setFaults({ rules: [{ kind }] })

  await expect(upsertContacts(standIn, 'a@example.com')).rejects.toThrow()
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

  const { status, body } = await upsertContacts(standIn, 'lost@example.com', 'kept@example.com')

  expect(status).toBe(200)
  expect(body.results).toMatchObject([{ properties: { email: 'kept@example.com' } }])
  expect(body).not.toHaveProperty('errors')
  expect(standIn.contacts()).toHaveLength(1)
})

test('an unechoed answer has written everything but does not show the id property', async () => {
  const standIn = await standInForTest()
  standIn.setFaults({ rules: [{ kind: 'unechoed' }] })

  const { body } = await upsertContacts(standIn, 'a@example.com')

  expect((body.results as { properties: object }[])[0]?.properties).not.toHaveProperty('email')
  expect(standIn.contacts()[0]?.properties.email).toBe('a@example.com')
})

test.each([
  ['odd_json_400', 400],
  ['error_200', 200],
  ['empty_results', 200],
] as const)('%s answers %i with JSON and does nothing', async (kind, status) => {
  const standIn = await standInForTest({ faults: { rules: [{ kind }] } })

  const answer = await upsertContacts(standIn, 'a@example.com')

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
