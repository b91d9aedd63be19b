import { expect, test } from 'vitest'
import {
  call,
  contactInput,
  standInForTest,
  UPSERT_CONTACTS,
  resultsOf,
  errorsOf,
} from '#tests/helpers/hubspot-stand-in.ts'

test('results come in another order than the inputs, and the order repeats with the seed', async () => {
  const inputs = Array.from({ length: 20 }, (_, index) => contactInput(`person${index}@example.com`))
  const orders: string[][] = []
  for (const seed of [7, 7, 8]) {
    const standIn = await standInForTest({ seed })
    const { body } = await call(standIn, 'POST', UPSERT_CONTACTS, { inputs })
    orders.push(resultsOf(body).map(({ properties }) => properties.email ?? ''))
  }

  expect(orders[0]).not.toEqual(inputs.map(({ id }) => id))
  expect(orders[1]).toEqual(orders[0])
  expect(orders[2]).not.toEqual(orders[0])
})

test('with unique trace ids the good inputs are written and the bad ones reported under theirs', async () => {
  const standIn = await standInForTest()
  const inputs = [
    contactInput('good@example.com', {}, 't1'),
    contactInput('bad@example.com', { score: 'many' }, 't2'),
    contactInput('also-good@example.com', {}, 't3'),
  ]

  const { status, body } = await call(standIn, 'POST', UPSERT_CONTACTS, { inputs })

  expect(status).toBe(207)
  expect(body).toMatchObject({ status: 'COMPLETE', numErrors: 1 })
  expect(resultsOf(body).map(({ properties }) => properties.email)).toHaveLength(2)
  expect(resultsOf(body).every((result) => !('objectWriteTraceId' in result))).toBe(true)
  expect(errorsOf(body)[0]?.context).toEqual({ objectWriteTraceId: ['t2'] })
  expect(errorsOf(body)[0]?.message).toContain('"error":"INVALID_INTEGER"')
  expect(errorsOf(body)[0]).not.toHaveProperty('errors')
})

test.each([
  ['without trace ids', [undefined, undefined]],
  ['with a trace id on only one input', ['t1', undefined]],
  ['with one trace id twice', ['t1', 't1']],
])('%s one bad input refuses the whole batch and nothing is written', async (_, traces) => {
  const standIn = await standInForTest()
  const inputs = [
    contactInput('good@example.com', {}, traces[0]),
    contactInput('bad@example.com', { nonsense: '1' }, traces[1]),
  ]

  const { status, body } = await call(standIn, 'POST', UPSERT_CONTACTS, { inputs })

  expect(status).toBe(400)
  expect(body).toMatchObject({ status: 'error', category: 'VALIDATION_ERROR' })
  expect(body.correlationId).toEqual(expect.any(String))
  expect(errorsOf(body)).toMatchObject([
    { code: 'PROPERTY_DOESNT_EXIST', context: { propertyName: ['nonsense'] } },
  ])
  expect(standIn.contacts()).toEqual([])
})

test('a portal can answer partial failures with 200, as the newest description says, and repeat trace ids', async () => {
  const standIn = await standInForTest({ partialStatus: 200, echoTraceIds: true })
  const inputs = [contactInput('good@example.com', {}, 't1'), contactInput('bad', {}, 't2')]

  const { status, body } = await call(standIn, 'POST', UPSERT_CONTACTS, { inputs })

  expect(status).toBe(200)
  expect(body.numErrors).toBe(1)
  expect(resultsOf(body)[0]?.objectWriteTraceId).toBe('t1')
})

test('the same id twice refuses the batch even with trace ids, in any letter case, and names the address', async () => {
  const standIn = await standInForTest()
  const inputs = [contactInput('twin@example.com', {}, 't1'), contactInput('Twin@Example.com', {}, 't2')]

  const { status, body } = await call(standIn, 'POST', UPSERT_CONTACTS, { inputs })

  expect(status).toBe(400)
  expect(body).toMatchObject({
    category: 'VALIDATION_ERROR',
    message: 'Duplicate IDs found in batch input: [Twin@Example.com]. IDs must be unique',
    context: { ids: ['Twin@Example.com'] },
  })
})

test.each([
  [100, 200],
  [101, 400],
])('a batch of %i inputs is answered with %i', async (size, expected) => {
  const standIn = await standInForTest()
  const inputs = Array.from({ length: size }, (_, index) => contactInput(`n${index}@example.com`))

  expect((await call(standIn, 'POST', UPSERT_CONTACTS, { inputs })).status).toBe(expected)
})

test('a batch read by address answers those found and lists the others as they were sent', async () => {
  const standIn = await standInForTest()
  await call(standIn, 'POST', UPSERT_CONTACTS, {
    inputs: [contactInput('here@example.com', { score: '61' })],
  })

  const { status, body } = await call(standIn, 'POST', '/crm/objects/2026-09/0-1/batch/read', {
    idProperty: 'email',
    properties: ['email', 'score', 'phone'],
    inputs: [{ id: 'HERE@example.com' }, { id: 'Missing@example.com' }],
  })

  expect(status).toBe(207)
  expect(resultsOf(body)).toMatchObject([
    { properties: { email: 'here@example.com', score: '61', phone: null } },
  ])
  expect(errorsOf(body)).toMatchObject([
    { category: 'OBJECT_NOT_FOUND', context: { ids: ['Missing@example.com'] } },
  ])
})

test('a batch update of contacts by address fails although addresses are unique', async () => {
  const standIn = await standInForTest()
  await call(standIn, 'POST', UPSERT_CONTACTS, { inputs: [contactInput('a@example.com')] })

  const { status } = await call(standIn, 'POST', '/crm/objects/2026-09/contacts/batch/update', {
    inputs: [contactInput('a@example.com')],
  })

  expect(status).toBe(400)
})

test.each([
  ['text that is no JSON', '{"inputs":'],
  ['no inputs', '{}'],
  ['an empty batch', '{"inputs":[]}'],
  ['an input without properties', '{"inputs":[{"id":"a@example.com"}]}'],
])('%s is refused with 400', async (_, body) => {
  const standIn = await standInForTest()

  const response = await fetch(standIn.url + UPSERT_CONTACTS, {
    method: 'POST',
    headers: { Authorization: `Bearer ${standIn.token}` },
    body,
  })

  expect(response.status).toBe(400)
  expect(standIn.unexpected()).toEqual([])
})
