import { expect, test } from 'vitest'
import {
  call,
  contactInput,
  standInForTest,
  UPSERT_CONTACTS,
  resultsOf,
  errorsOf,
} from '#tests/helpers/hubspot-stand-in.ts'

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
