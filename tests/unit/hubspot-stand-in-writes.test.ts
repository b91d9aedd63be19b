import { expect, test } from 'vitest'
import {
  call,
  contactInput,
  dealInput,
  standInForTest,
  UPSERT_CONTACTS,
  UPSERT_DEALS,
} from '#tests/helpers/hubspot-stand-in.ts'

interface Result {
  id: string
  new?: boolean
  properties: Record<string, string>
  objectWriteTraceId?: string
  warnings?: { context: Record<string, string> }[]
}
const resultsOf = (body: Record<string, unknown>) => body.results as Result[]
const errorsOf = (body: Record<string, unknown>) =>
  body.errors as { category: string; message: string; code?: string; context: Record<string, string[]> }[]

test('every date-based version and v3 reach the same portal', async () => {
  const standIn = await standInForTest()
  const paths = [
    '/crm/objects/2026-03/0-1/batch/upsert',
    UPSERT_CONTACTS,
    '/crm/v3/objects/contacts/batch/upsert',
  ]

  for (const path of paths) await call(standIn, 'POST', path, { inputs: [contactInput('one@example.com')] })

  expect(standIn.contacts()).toHaveLength(1)
  expect(standIn.totals().byStatus).toEqual({ 200: 3 })
})

test('an e-mail address is kept and answered in lower case, whatever was sent', async () => {
  const standIn = await standInForTest()

  const first = await call(standIn, 'POST', UPSERT_CONTACTS, {
    inputs: [contactInput(' Mixed@Example.COM ')],
  })
  const second = await call(standIn, 'POST', UPSERT_CONTACTS, { inputs: [contactInput('mixed@example.com')] })

  expect(resultsOf(first.body)[0]?.properties.email).toBe('mixed@example.com')
  expect(resultsOf(second.body)[0]?.new).toBe(false)
})

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

test('a result shows only the properties that were sent, so an e-mail given as id alone is not echoed', async () => {
  const standIn = await standInForTest()
  const inputs = [{ id: 'quiet@example.com', idProperty: 'email', properties: { firstname: 'Quiet' } }]

  const { body } = await call(standIn, 'POST', UPSERT_CONTACTS, { inputs })

  expect(Object.keys(resultsOf(body)[0]?.properties ?? {}).sort()).toEqual([
    'createdate',
    'firstname',
    'hs_object_id',
    'lastmodifieddate',
  ])
  expect(standIn.contacts()[0]?.properties.email).toBe('quiet@example.com')
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

test.each([
  [
    'an invalid address',
    { email: 'nobody@nowhere' },
    'INVALID_EMAIL',
    'Email address nobody@nowhere is invalid',
  ],
  [
    'an option that is not offered',
    { tier: 'gold' },
    'INVALID_OPTION',
    'gold was not one of the allowed options',
  ],
  ['a number that is none', { score: 'ten' }, 'INVALID_INTEGER', 'ten was not a valid number.'],
  [
    'a date that does not exist',
    { taken_on: '2026-02-30' },
    'INVALID_LONG',
    '2026-02-30 was not a valid long.',
  ],
  ['a read-only property', { hs_object_id: '7' }, 'READ_ONLY_VALUE', 'is a read only property'],
  ['an unknown property', { hs_stage: 'x' }, 'PROPERTY_DOESNT_EXIST', 'Property "hs_stage" does not exist'],
])('%s is refused with its code, and the message repeats the value', async (_, properties, code, text) => {
  const standIn = await standInForTest()
  const [name, value] = Object.entries(properties)[0] ?? ['', '']

  const { status, body } = await call(standIn, 'POST', UPSERT_CONTACTS, {
    inputs: [contactInput('a@example.com', properties)],
  })

  expect(status).toBe(400)
  expect(errorsOf(body)).toMatchObject([{ code, context: { propertyName: [name] } }])
  expect(body.message).toContain('Property values were not valid: [{"isValid":false')
  expect(errorsOf(body)[0]?.message).toContain(text)
  expect(body.message).toContain(`"propertyValue":"${value}"`)
})

test('lifecycle stages move only forward, silently, unless cleared first', async () => {
  const standIn = await standInForTest()
  const stages: (string | undefined)[] = []
  for (const lifecyclestage of ['salesqualifiedlead', 'lead', '', 'lead']) {
    const inputs = [contactInput('a@example.com', { lifecyclestage })]
    const { body } = await call(standIn, 'POST', UPSERT_CONTACTS, { inputs })
    stages.push(resultsOf(body)[0]?.properties.lifecyclestage)
  }

  expect(stages).toEqual(['salesqualifiedlead', 'salesqualifiedlead', '', 'lead'])
})

test('deals are upserted by a unique property and created once', async () => {
  const standIn = await standInForTest()

  const first = await call(standIn, 'POST', UPSERT_DEALS, { inputs: [dealInput('x1'), dealInput('x2')] })
  const second = await call(standIn, 'POST', UPSERT_DEALS, { inputs: [dealInput('x2'), dealInput('x1')] })

  expect(resultsOf(first.body).map((result) => result.new)).toEqual([true, true])
  expect(resultsOf(second.body).map((result) => result.new)).toEqual([false, false])
  expect(standIn.deals()).toHaveLength(2)
})

test('a new deal needs name, pipeline and stage; an existing one does not need them again', async () => {
  const standIn = await standInForTest()
  const bare = { id: 'x1', idProperty: 'external_id', properties: { external_id: 'x1', amount: '5' } }

  const refused = await call(standIn, 'POST', UPSERT_DEALS, { inputs: [bare] })
  await call(standIn, 'POST', UPSERT_DEALS, { inputs: [dealInput('x1')] })
  const accepted = await call(standIn, 'POST', UPSERT_DEALS, { inputs: [bare] })

  expect(errorsOf(refused.body).map(({ code, context }) => [code, context.propertyName?.[0]])).toEqual([
    ['MISSING_REQUIRED_PROPERTY', 'dealname'],
    ['MISSING_REQUIRED_PROPERTY', 'dealstage'],
    ['MISSING_REQUIRED_PROPERTY', 'pipeline'],
  ])
  expect(accepted.status).toBe(200)
})

test('a stage has to be one of the pipeline that the deal is in', async () => {
  const pipelines = [
    {
      id: 'default',
      label: 'Sales',
      stages: [{ id: 'appointmentscheduled', label: 'First', probability: 0.2 }],
    },
    { id: 'other', label: 'Other', stages: [{ id: 'elsewhere', label: 'Elsewhere', probability: 0.5 }] },
  ]
  const standIn = await standInForTest({ pipelines })

  const { body } = await call(standIn, 'POST', UPSERT_DEALS, {
    inputs: [dealInput('x1', { dealstage: 'elsewhere' })],
  })

  expect(errorsOf(body)).toMatchObject([{ code: 'INVALID_OPTION', context: { propertyName: ['dealstage'] } }])
})

test('an upsert by a property that is not unique is refused', async () => {
  const standIn = await standInForTest()
  const inputs = [{ ...dealInput('x1'), idProperty: 'dealname' }]

  const { status, body } = await call(standIn, 'POST', UPSERT_DEALS, { inputs })

  expect(status).toBe(400)
  expect(body.message).toBe('Unable to perform update/upsert by non-unique 0-3 property dealname')
})

test('a unique value that another record has is a clash that names the value and both records', async () => {
  const standIn = await standInForTest()
  await call(standIn, 'POST', UPSERT_CONTACTS, {
    inputs: [contactInput('a@example.com'), contactInput('b@example.com')],
  })
  const idOf = (email: string) => standIn.contacts().find(({ properties }) => properties.email === email)?.id
  const inputs = [{ id: 'a@example.com', idProperty: 'email', properties: { email: 'b@example.com' } }]

  const { status, body } = await call(standIn, 'POST', UPSERT_CONTACTS, { inputs })

  expect(status).toBe(400)
  expect(body.message).toBe(
    `Cannot set PropertyValueCoordinates{portalId=${standIn.portalId}, objectTypeId=0-1, propertyName=email, ` +
      `value=b@example.com} on ${idOf('a@example.com')}. ${idOf('b@example.com')} already has that value.`,
  )
})

test.each([
  ['keep', 'first@example.com'],
  ['swap', 'second@example.com'],
] as const)(
  'an upsert by a secondary address finds the contact; choice %s leaves %s primary',
  async (choice, primary) => {
    const standIn = await standInForTest({ secondaryEmail: choice })
    const first = contactInput('first@example.com', { hs_additional_emails: 'second@example.com' })
    await call(standIn, 'POST', UPSERT_CONTACTS, { inputs: [first] })

    const { body } = await call(standIn, 'POST', UPSERT_CONTACTS, {
      inputs: [contactInput('second@example.com')],
    })

    expect(resultsOf(body)).toMatchObject([{ new: false, properties: { email: primary } }])
    expect(standIn.contacts()).toHaveLength(1)
  },
)

test('an upsert by a secondary address can be a clash', async () => {
  const standIn = await standInForTest({ secondaryEmail: 'clash' })
  const first = contactInput('first@example.com', { hs_additional_emails: 'second@example.com' })
  await call(standIn, 'POST', UPSERT_CONTACTS, { inputs: [first] })

  const { status, body } = await call(standIn, 'POST', UPSERT_CONTACTS, {
    inputs: [contactInput('second@example.com')],
  })

  expect(status).toBe(400)
  expect(body.message).toContain('value=second@example.com')
  expect(body.message).toContain(`${standIn.contacts()[0]?.id} already has that value.`)
})

test('rules of an administrator bind version 2026-09 and not the ones before', async () => {
  const requiredProperties = [
    { objectType: 'contacts' as const, property: 'phone' },
    { objectType: 'contacts' as const, property: 'company', when: { property: 'tier', value: 'enhanced' } },
  ]
  const standIn = await standInForTest({ requiredProperties })
  const body = { inputs: [contactInput('a@example.com', { tier: 'enhanced' })] }

  const old = await call(standIn, 'POST', '/crm/objects/2026-03/contacts/batch/upsert', body)
  const strict = await call(standIn, 'POST', UPSERT_CONTACTS, body)

  expect(old.status).toBe(200)
  expect(errorsOf(strict.body).map(({ code }) => code)).toEqual([
    'MISSING_REQUIRED_PROPERTY',
    'MISSING_CONDITIONAL_REQUIRED_PROPERTY',
  ])
})

test('a time in a date property is cut to the day with a warning in 2026-09 and refused before', async () => {
  const standIn = await standInForTest()
  const body = { inputs: [contactInput('a@example.com', { taken_on: '2026-11-23T08:30:00Z' })] }

  const old = await call(standIn, 'POST', '/crm/v3/objects/contacts/batch/upsert', body)
  const strict = await call(standIn, 'POST', UPSERT_CONTACTS, body)

  expect(errorsOf(old.body)).toMatchObject([{ code: 'INVALID_DATE' }])
  expect(resultsOf(strict.body)[0]).toMatchObject({
    properties: { taken_on: '2026-11-23' },
    warnings: [{ context: { rawValue: '2026-11-23T08:30:00Z', normalizedValue: '2026-11-23' } }],
  })
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

test('a unique value that an earlier input of the same batch takes is a clash for the later one', async () => {
  const standIn = await standInForTest()
  const inputs = [dealInput('x1', {}, 't1'), { ...dealInput('x2', { external_id: 'x1' }, 't2') }]

  const { body } = await call(standIn, 'POST', UPSERT_DEALS, { inputs })

  expect(standIn.deals()).toHaveLength(1)
  expect(errorsOf(body)[0]?.message).toContain('already has that value')
})
