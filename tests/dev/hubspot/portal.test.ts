import { expect, test } from 'vitest'
import {
  ASSOCIATE,
  call,
  contactInput,
  dealInput,
  DEFINITIONS,
  standInForTest,
  UPSERT_CONTACTS,
  UPSERT_DEALS,
} from '#tests/helpers/hubspot-stand-in.ts'

const PROPERTIES = '/crm/properties/2026-09/contacts'
const numberProperty = (name: string, more: Record<string, unknown> = {}) => ({
  name,
  label: name,
  groupName: 'contactinformation',
  type: 'number',
  fieldType: 'number',
  ...more,
})
const namesOf = (body: Record<string, unknown>) =>
  (body.results as { name: string }[]).map(({ name }) => name)

test('a new portal has the standard properties and none of ours', async () => {
  const standIn = await standInForTest({ provisioned: false })

  const { body } = await call(standIn, 'GET', PROPERTIES)

  expect(namesOf(body)).toEqual(
    expect.arrayContaining(['email', 'firstname', 'lastname', 'company', 'phone']),
  )
  expect(namesOf(body)).not.toContain('score')
})

test('a portal that is to be provisioned needs definitions', async () => {
  await expect(standInForTest({ provisioned: true, definitions: undefined })).rejects.toThrow(
    'needs `definitions`',
  )
})

test('a property is unique only if it was created so; a later change is ignored', async () => {
  const standIn = await standInForTest()
  await call(standIn, 'POST', PROPERTIES, numberProperty('plain'))

  const changed = await call(standIn, 'PATCH', `${PROPERTIES}/plain`, { label: 'New', hasUniqueValue: true })

  expect(changed.body).toMatchObject({ name: 'plain', label: 'New', hasUniqueValue: false })
})

test('an object type takes ten unique properties', async () => {
  const standIn = await standInForTest()
  const inputs = Array.from({ length: 11 }, (_, index) =>
    numberProperty(`u${index}`, { hasUniqueValue: true }),
  )

  const { status, body } = await call(standIn, 'POST', `${PROPERTIES}/batch/create`, { inputs })

  expect(status).toBe(207)
  expect(namesOf(body)).toHaveLength(10)
  expect(body).toMatchObject({ numErrors: 1, errors: [{ context: { name: ['u10'] } }] })
})

test('a free portal takes as many custom properties as it is set to', async () => {
  const standIn = await standInForTest({ maxCustomProperties: 4 })

  const fourth = await call(standIn, 'POST', PROPERTIES, numberProperty('fourth'))
  const fifth = await call(standIn, 'POST', PROPERTIES, numberProperty('fifth'))

  expect([fourth.status, fifth.status]).toEqual([201, 400])
})

test('an archived property frees its name for a new definition', async () => {
  const standIn = await standInForTest()

  const archived = await call(standIn, 'DELETE', `${PROPERTIES}/score`)
  const gone = await call(standIn, 'GET', `${PROPERTIES}/score`)
  const again = await call(standIn, 'POST', PROPERTIES, {
    ...numberProperty('score'),
    type: 'string',
    fieldType: 'text',
  })

  expect([archived.status, gone.status, again.status]).toEqual([204, 404, 201])
  expect(again.body.type).toBe('string')
})

test.each([
  ['a group that does not exist', { groupName: 'nowhere' }],
  ['no label', { label: '' }],
  ['a field type of another type', { fieldType: 'select' }],
  ['an enumeration without options', { type: 'enumeration', fieldType: 'select' }],
  ['a bool without true and false', { type: 'bool', fieldType: 'booleancheckbox', options: [] }],
  [
    'an option without its place',
    { type: 'enumeration', fieldType: 'select', options: [{ label: 'A', value: 'a' }] },
  ],
  ['a name with capitals', { name: 'Score' }],
])('a property with %s is refused', async (_, more) => {
  const standIn = await standInForTest()

  expect((await call(standIn, 'POST', PROPERTIES, numberProperty('fresh', more))).status).toBe(400)
})

test('a new property can be read and written only after the lag of the portal', async () => {
  let time = Date.parse('2026-11-23T09:00:00Z')
  const standIn = await standInForTest({ now: () => time, propertyLagMs: 500 })
  await call(standIn, 'POST', PROPERTIES, numberProperty('late'))
  const read = async () => (await call(standIn, 'GET', `${PROPERTIES}/late`)).status

  const before = await read()
  time += 500

  expect([before, await read()]).toEqual([404, 200])
})

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

test.each(['/account-info/v3/details', '/account-info/2026-09/details'])(
  'the portal tells its id and time zone at %s',
  async (path) => {
    const standIn = await standInForTest({ portalId: 77, timeZone: 'US/Eastern' })

    expect((await call(standIn, 'GET', path)).body).toMatchObject({
      portalId: 77,
      timeZone: 'US/Eastern',
      utcOffset: '-05:00',
      utcOffsetMilliseconds: -18_000_000,
    })
  },
)

test('pipelines are read in date-based versions as well', async () => {
  const standIn = await standInForTest()

  const { body } = await call(standIn, 'GET', '/crm/pipelines/2026-09/deals')

  expect(body.results).toMatchObject([
    { id: 'default', stages: [{ id: 'appointmentscheduled' }, {}, {}, {}, {}, {}, {}] },
  ])
})

test('a call without a valid token is refused before anything else', async () => {
  const standIn = await standInForTest()

  const none = await call(standIn, 'GET', PROPERTIES, undefined, null)
  const unknown = await call(standIn, 'GET', '/crm/nonsense', undefined, 'pat-other')

  expect([none.status, unknown.status]).toEqual([401, 401])
  expect(none.body).toMatchObject({ status: 'error', category: 'INVALID_AUTHENTICATION' })
})

test('a token works with the scopes that it has, and a refusal names the missing ones', async () => {
  const standIn = await standInForTest()
  standIn.addToken('pat-sync', ['crm.objects.contacts.write'])
  const upsert = { inputs: [contactInput('a@example.com')] }

  const allowed = await call(standIn, 'POST', UPSERT_CONTACTS, upsert, 'pat-sync')
  const readable = await call(standIn, 'GET', PROPERTIES, undefined, 'pat-sync')
  const schema = await call(standIn, 'POST', PROPERTIES, numberProperty('x'), 'pat-sync')
  const associate = await call(standIn, 'POST', ASSOCIATE, { inputs: [] }, 'pat-sync')

  expect([allowed.status, readable.status, schema.status, associate.status]).toEqual([200, 200, 403, 403])
  expect(schema.body).toMatchObject({
    category: 'MISSING_SCOPES',
    errors: [{ context: { requiredGranularScopes: ['crm.schemas.contacts.write'] } }],
  })
  expect(associate.body).toMatchObject({
    errors: [{ context: { requiredGranularScopes: ['crm.objects.deals.write'] } }],
  })
})

test('a revoked token is refused until it is valid again', async () => {
  const standIn = await standInForTest()

  standIn.revokeToken(standIn.token)
  const revoked = await call(standIn, 'GET', PROPERTIES)
  standIn.addToken(standIn.token)
  const restored = await call(standIn, 'GET', PROPERTIES)

  expect([revoked.status, restored.status]).toEqual([401, 200])
})

test('reset puts everything back to how it was at the start', async () => {
  const standIn = await standInForTest({ definitions: DEFINITIONS, limits: { daily: 5 } })
  await call(standIn, 'POST', UPSERT_CONTACTS, { inputs: [contactInput('a@example.com')] })
  await call(standIn, 'DELETE', `${PROPERTIES}/score`)
  await call(standIn, 'GET', '/crm/nonsense')
  standIn.setLimits({ daily: 1 })
  standIn.setFaults({ rules: [{ kind: 'status_500' }] })
  standIn.revokeToken(standIn.token)

  standIn.reset()

  expect([standIn.contacts(), standIn.calls(), standIn.unexpected()]).toEqual([[], [], []])
  expect(standIn.limits()).toMatchObject({ daily: 5, usedToday: 0 })
  expect((await call(standIn, 'GET', `${PROPERTIES}/score`)).status).toBe(200)
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
