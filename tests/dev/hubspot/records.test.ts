import { expect, test } from 'vitest'
import {
  ASSOCIATE,
  call,
  contactInput,
  dealInput,
  standInForTest,
  UPSERT_CONTACTS,
  UPSERT_DEALS,
} from '#tests/helpers/hubspot-stand-in.ts'

test('an association with a record that does not exist fails alone, in a 200 answer of dated versions', async () => {
  const standIn = await standInForTest()
  await call(standIn, 'POST', UPSERT_CONTACTS, { inputs: [contactInput('a@example.com')] })
  await call(standIn, 'POST', UPSERT_DEALS, { inputs: [dealInput('x1')] })
  const [contact, deal] = [standIn.contacts()[0]?.id ?? '', standIn.deals()[0]?.id ?? '']
  const inputs = [
    { from: { id: deal }, to: { id: contact } },
    { from: { id: deal }, to: { id: '1' } },
  ]

  const dated = await call(standIn, 'POST', ASSOCIATE, { inputs })
  const v4 = await call(standIn, 'POST', '/crm/v4/associations/deals/contacts/batch/associate/default', {
    inputs,
  })

  expect([dated.status, v4.status]).toEqual([200, 207])
  expect(dated.body).toMatchObject({
    numErrors: 1,
    errors: [{ category: 'OBJECT_NOT_FOUND', context: { fromObjectId: [deal], toObjectId: ['1'] } }],
  })
  expect(standIn.associations()).toHaveLength(1)
})

test('a portal can answer one row a pair', async () => {
  const standIn = await standInForTest({ associationRows: 'one' })
  await call(standIn, 'POST', UPSERT_CONTACTS, { inputs: [contactInput('a@example.com')] })
  await call(standIn, 'POST', UPSERT_DEALS, { inputs: [dealInput('x1')] })
  const [from, to] = [{ id: standIn.deals()[0]?.id }, { id: standIn.contacts()[0]?.id }]

  const { body } = await call(standIn, 'POST', ASSOCIATE, { inputs: [{ from, to }] })

  expect(body.results).toEqual([
    { from, to, associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 3 } },
  ])
})

test('the single form associates too, and archiving a record ends its associations', async () => {
  const standIn = await standInForTest()
  await call(standIn, 'POST', UPSERT_CONTACTS, { inputs: [contactInput('a@example.com')] })
  await call(standIn, 'POST', UPSERT_DEALS, { inputs: [dealInput('x1')] })
  const [contact, deal] = [standIn.contacts()[0]?.id ?? '', standIn.deals()[0]?.id ?? '']

  await call(standIn, 'PUT', `/crm/objects/2026-09/0-3/${deal}/associations/default/0-1/${contact}`)
  const listed = await call(standIn, 'GET', `/crm/objects/2026-09/0-3/${deal}/associations/0-1`)
  await call(standIn, 'DELETE', `/crm/objects/2026-09/0-3/${deal}`)

  expect(listed.body.results).toMatchObject([{ toObjectId: contact, associationTypes: [{ typeId: 3 }] }])
  expect(standIn.associations()).toEqual([])
})

test('erasing by an unknown address blocks it: an upsert fails with its trace id, a cleared list ends that', async () => {
  const standIn = await standInForTest()
  const erase = { objectId: 'Never@example.com', idProperty: 'email' }
  const inputs = [contactInput('never@example.com', {}, 't1'), contactInput('other@example.com', {}, 't2')]

  const erased = await call(standIn, 'POST', '/crm/objects/2026-09/contacts/gdpr-delete', erase)
  const blocked = await call(standIn, 'POST', UPSERT_CONTACTS, { inputs })
  standIn.clearBlocklist()
  const free = await call(standIn, 'POST', UPSERT_CONTACTS, { inputs })

  expect(erased.status).toBe(204)
  expect(blocked.body).toMatchObject({ numErrors: 1, errors: [{ context: { objectWriteTraceId: ['t1'] } }] })
  expect(free.status).toBe(200)
})

test('erasing by record id deletes the contact and its associations for good', async () => {
  const standIn = await standInForTest()
  await call(standIn, 'POST', UPSERT_CONTACTS, { inputs: [contactInput('a@example.com')] })
  const objectId = standIn.contacts()[0]?.id ?? ''

  const first = await call(standIn, 'POST', '/crm/objects/2026-09/contacts/gdpr-delete', { objectId })
  const second = await call(standIn, 'POST', '/crm/objects/2026-09/contacts/gdpr-delete', { objectId })

  expect([first.status, second.status]).toEqual([204, 404])
  expect(standIn.contacts()).toEqual([])
})

const SEARCH = '/crm/objects/2026-09/contacts/search'
const daysBefore = (propertyName: string, value: string, after = '0') => ({
  filterGroups: [
    {
      filters: [
        { propertyName, operator: 'LT', value },
        { propertyName: 'hs_object_id', operator: 'GT', value: after },
      ],
    },
  ],
  sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
  properties: ['taken_on'],
  limit: 2,
})

test('a search finds days before the milliseconds of another one, in the order of ids, after one of them', async () => {
  const standIn = await standInForTest({ searchLagMs: 0 })
  const days = ['2025-01-03', '2025-01-01', '', '2025-01-02', '2025-01-04']
  await call(standIn, 'POST', UPSERT_CONTACTS, {
    inputs: days.map((day, index) => contactInput(`p${index}@example.com`, { taken_on: day })),
  })
  const before = String(Date.parse('2025-01-04'))
  const first = await call(standIn, 'POST', SEARCH, daysBefore('taken_on', before))
  const found = first.body.results as { id: string; properties: { taken_on: string } }[]
  expect(first.body.total).toBe(3)
  expect(found.map(({ properties }) => properties.taken_on)).toEqual(['2025-01-03', '2025-01-01'])
  const next = await call(standIn, 'POST', SEARCH, daysBefore('taken_on', before, found[1]!.id))
  expect(next.body).toMatchObject({ total: 1, results: [{ properties: { taken_on: '2025-01-02' } }] })
})

test('a search by a property that is not there, or a day in another form, is refused', async () => {
  const standIn = await standInForTest({ searchLagMs: 0 })
  await call(standIn, 'POST', UPSERT_CONTACTS, { inputs: [contactInput('person@example.com')] })
  expect(await call(standIn, 'POST', SEARCH, daysBefore('nothing', '0'))).toMatchObject({ status: 400 })
  expect(await call(standIn, 'POST', SEARCH, daysBefore('taken_on', '2025-01-04'))).toMatchObject({
    status: 400,
  })
})
