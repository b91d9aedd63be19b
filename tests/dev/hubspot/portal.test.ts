import { expect, test } from 'vitest'
import {
  ASSOCIATE,
  call,
  contactInput,
  DEFINITIONS,
  standInForTest,
  UPSERT_CONTACTS,
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
