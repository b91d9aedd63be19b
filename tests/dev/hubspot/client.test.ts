import { Client } from '@hubspot/api-client'
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/contacts/models/Filter.js'
import {
  PropertyCreateFieldTypeEnum,
  PropertyCreateTypeEnum,
} from '@hubspot/api-client/lib/codegen/crm/properties/models/PropertyCreate.js'
import { expect, test } from 'vitest'
import type { HubspotStandIn } from '#dev/hubspot/server.ts'
import { standInForTest, upsertContacts } from '#tests/helpers/hubspot-stand-in.ts'

// HubSpot's own client speaks the numbered versions; what it parses without complaint has the right shape.

const clientFor = (standIn: HubspotStandIn, accessToken = standIn.token) =>
  new Client({ accessToken, basePath: standIn.url })

test('the official client upserts contacts in a batch and learns which are new', async () => {
  const standIn = await standInForTest()
  const { batchApi } = clientFor(standIn).crm.contacts
  const input = (email: string) => ({ id: email, idProperty: 'email', properties: { email, score: '70' } })

  await batchApi.upsert({ inputs: [input('first@example.com')] })
  const second = await batchApi.upsert({ inputs: [input('first@example.com'), input('second@example.com')] })

  const isNew = new Map(second.results.map((result) => [result.properties.email, result._new]))
  expect(isNew.get('first@example.com')).toBe(false)
  expect(isNew.get('second@example.com')).toBe(true)
  expect(second.results[0]?.createdAt).toBeInstanceOf(Date)
  expect(standIn.contacts()).toHaveLength(2)
  expect(standIn.unexpected()).toEqual([])
})

test('the official client sees a partial failure as a result with errors', async () => {
  const standIn = await standInForTest()
  const input = (email: string, objectWriteTraceId: string) => ({
    id: email,
    idProperty: 'email',
    objectWriteTraceId,
    properties: { email },
  })

  const answer = await clientFor(standIn).crm.contacts.batchApi.upsert({
    inputs: [input('good@example.com', 'a'), input('not an address', 'b')],
  })

  expect(answer.results).toHaveLength(1)
  expect(answer).toMatchObject({
    numErrors: 1,
    errors: [{ category: 'VALIDATION_ERROR', context: { objectWriteTraceId: ['b'] } }],
  })
})

test('the official client throws an exception with the code of a refused batch', async () => {
  const standIn = await standInForTest()
  const inputs = [{ id: 'a@example.com', idProperty: 'email', properties: { nonsense: '1' } }]

  await expect(clientFor(standIn).crm.contacts.batchApi.upsert({ inputs })).rejects.toMatchObject({
    code: 400,
    body: { category: 'VALIDATION_ERROR', errors: [{ code: 'PROPERTY_DOESNT_EXIST' }] },
  })
})

test('the official client throws on a token that is not valid', async () => {
  const standIn = await standInForTest()

  await expect(clientFor(standIn, 'pat-unknown').crm.contacts.basicApi.getPage()).rejects.toMatchObject({
    code: 401,
    body: { category: 'INVALID_AUTHENTICATION' },
  })
})

test('the official client creates, reads, changes and archives a single contact', async () => {
  const standIn = await standInForTest()
  const { basicApi } = clientFor(standIn).crm.contacts

  const created = await basicApi.create({ properties: { email: 'One@Example.com', firstname: 'One' } })
  await basicApi.update(created.id, { properties: { firstname: 'Uno' } })
  const read = await basicApi.getById(
    'one@example.com',
    ['firstname', 'phone'],
    undefined,
    undefined,
    false,
    'email',
  )
  const page = await basicApi.getPage(1)
  await basicApi.archive(created.id)

  expect(read).toMatchObject({ id: created.id, properties: { firstname: 'Uno', phone: null } })
  expect(page.results.map(({ id }) => id)).toEqual([created.id])
  expect(standIn.contacts()).toEqual([])
  await expect(basicApi.getById(created.id)).rejects.toMatchObject({ code: 404 })
})

test('the official client creates, reads, changes and archives deals in batches', async () => {
  const standIn = await standInForTest()
  const { batchApi } = clientFor(standIn).crm.deals
  const properties = { dealname: 'A deal', pipeline: 'default', dealstage: 'qualifiedtobuy' }

  const created = await batchApi.create({ inputs: [{ properties, associations: [] }] })
  const id = created.results[0]?.id ?? ''
  await batchApi.update({ inputs: [{ id, properties: { amount: '15000' } }] })
  const read = await batchApi.read({
    inputs: [{ id }, { id: '1' }],
    properties: ['amount'],
    propertiesWithHistory: [],
  })
  await batchApi.archive({ inputs: [{ id }] })

  expect(read.results[0]?.properties.amount).toBe('15000')
  expect(read).toMatchObject({ numErrors: 1, errors: [{ context: { ids: ['1'] } }] })
  expect(standIn.deals()).toEqual([])
})

test('the official client gets a conflict when it creates a contact twice', async () => {
  const standIn = await standInForTest()
  const { basicApi } = clientFor(standIn).crm.contacts
  const { id } = await basicApi.create({ properties: { email: 'twice@example.com' } })

  await expect(basicApi.create({ properties: { email: 'Twice@example.com' } })).rejects.toMatchObject({
    code: 409,
    body: { category: 'CONFLICT', message: `Contact already exists. Existing ID: ${id}` },
  })
})

test('the official client creates a property group and properties and reads them back', async () => {
  const standIn = await standInForTest({ provisioned: false })
  const { groupsApi, batchApi, coreApi } = clientFor(standIn).crm.properties
  const property = (name: string) => ({
    name,
    label: name,
    groupName: 'quiz',
    type: PropertyCreateTypeEnum.Number,
    fieldType: PropertyCreateFieldTypeEnum.Number,
  })

  await groupsApi.create('contacts', { name: 'quiz', label: 'Quiz', displayOrder: 3 })
  await batchApi.create('contacts', { inputs: [property('first_score'), property('second_score')] })
  const read = await coreApi.getByName('contacts', 'first_score')
  const all = await coreApi.getAll('contacts')

  expect(read).toMatchObject({ groupName: 'quiz', hasUniqueValue: false, hubspotDefined: false })
  expect(all.results.map(({ name }) => name)).toContain('second_score')
  expect((await groupsApi.getAll('contacts')).results).toContainEqual(
    expect.objectContaining({ name: 'quiz', archived: false }),
  )
  await expect(coreApi.create('contacts', property('first_score'))).rejects.toMatchObject({
    code: 409,
    body: { category: 'OBJECT_ALREADY_EXISTS', subCategory: 'Properties.PROPERTY_WITH_NAME_EXISTS' },
  })
})

test('the official client reads pipelines with stages whose metadata is text', async () => {
  const standIn = await standInForTest()

  const { results } = await clientFor(standIn).crm.pipelines.pipelinesApi.getAll('deals')

  expect(results.map(({ id }) => id)).toEqual(['default'])
  expect(results[0]?.stages[0]).toMatchObject({
    id: 'appointmentscheduled',
    metadata: { isClosed: 'false', probability: '0.2' },
  })
})

test('the official client associates deals with contacts, again without harm', async () => {
  const standIn = await standInForTest()
  const { crm } = clientFor(standIn)
  const contact = await crm.contacts.basicApi.create({ properties: { email: 'buyer@example.com' } })
  const deal = await crm.deals.basicApi.create({
    properties: { dealname: 'A deal', pipeline: 'default', dealstage: 'qualifiedtobuy' },
  })
  const inputs = [{ _from: { id: deal.id }, to: { id: contact.id } }]

  const first = await crm.associations.v4.batchApi.createDefault('deals', 'contacts', { inputs })
  await crm.associations.v4.batchApi.createDefault('deals', 'contacts', { inputs })
  await crm.associations.v4.basicApi.createDefault('contacts', contact.id, 'deals', deal.id)
  const listed = await crm.associations.v4.basicApi.getPage('contacts', contact.id, 'deals')

  expect(first.results.map(({ associationSpec }) => associationSpec.associationTypeId).sort()).toEqual([3, 4])
  expect(listed.results).toMatchObject([{ toObjectId: deal.id, associationTypes: [{ typeId: 4 }] }])
  expect(standIn.associations()).toEqual([
    { fromType: 'deals', fromId: deal.id, toType: 'contacts', toId: contact.id, typeId: 3 },
  ])
})

test('the official client erases a contact, and an erased unknown address is blocked', async () => {
  const standIn = await standInForTest()
  const { contacts } = clientFor(standIn).crm
  const gone = { objectId: 'gone@example.com', idProperty: 'email' }
  await contacts.basicApi.create({ properties: { email: 'gone@example.com' } })

  await contacts.basicApi.purge(gone)
  expect(standIn.contacts()).toEqual([])
  expect(standIn.blocklist()).toEqual([])

  await contacts.basicApi.purge(gone)
  expect(standIn.blocklist()).toEqual(['gone@example.com'])
  const inputs = [{ id: 'Gone@Example.com', idProperty: 'email', properties: {} }]
  await expect(contacts.batchApi.upsert({ inputs })).rejects.toMatchObject({ code: 400 })
})

test('the official client finds a contact by a search, once the index knows of it', async () => {
  let time = Date.UTC(2026, 10, 23)
  const standIn = await standInForTest({ now: () => time, searchLagMs: 5_000 })
  await upsertContacts(standIn, 'a@example.com', 'b@example.com')
  const filter = { propertyName: 'email', operator: FilterOperatorEnum.Eq, value: 'a@example.com' }
  const search = () =>
    clientFor(standIn).crm.contacts.searchApi.doSearch({ filterGroups: [{ filters: [filter] }] })

  expect((await search()).total).toBe(0)
  time += 5_000
  expect((await search()).results).toMatchObject([{ properties: { email: 'a@example.com' } }])
  expect(standIn.unexpected()).toEqual([])
})
