import { expect, test } from 'vitest'
import {
  call,
  contactInput,
  dealInput,
  standInForTest,
  UPSERT_CONTACTS,
  UPSERT_DEALS,
  resultsOf,
  errorsOf,
} from '#tests/helpers/hubspot-stand-in.ts'

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

test('a unique value that an earlier input of the same batch takes is a clash for the later one', async () => {
  const standIn = await standInForTest()
  const inputs = [dealInput('x1', {}, 't1'), { ...dealInput('x2', { external_id: 'x1' }, 't2') }]

  const { body } = await call(standIn, 'POST', UPSERT_DEALS, { inputs })

  expect(standIn.deals()).toHaveLength(1)
  expect(errorsOf(body)[0]?.message).toContain('already has that value')
})
