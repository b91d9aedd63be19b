import { afterAll, beforeEach, expect, test } from 'vitest'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import type { HubspotStandIn, StandInOptions } from '#dev/hubspot/server.ts'
import { drainLeads } from '#app/services/crm/drain.server.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import {
  UNLIMITED,
  createTestLead,
  createTestLeads,
  drainDependencies,
  makeAllDue,
  startSyncPortal,
} from '#tests/helpers/hubspot-sync.ts'

const { db } = await useTestDatabase()

const PRIMARY = 'robin@works.example'
const SECONDARY = 'robin.private@home.example'

const drain = (portal: HubspotStandIn) => drainLeads(drainDependencies(db, portal), UNLIMITED)
const clientOf = (portal: HubspotStandIn) => createHubspotClient({ token: portal.token, baseUrl: portal.url })

/** Sales have a contact with two addresses. @returns its id */
async function addContact(portal: HubspotStandIn): Promise<string> {
  const properties = { firstname: 'Robin', hs_additional_emails: SECONDARY }
  const input = { key: PRIMARY, traceId: 'sales', properties }
  return (await clientOf(portal).upsert('contacts', 'email', [input])).results[0]!.id
}

const ANSWERS: [string, Partial<StandInOptions>][] = [
  ['item of a 207, 400 in its text', { secondaryEmail: 'clash' }],
  ['item of a 207, 400 with a code', { secondaryEmail: 'clash', clashWords: 'code' }],
  ['item of a 207, with the id', { secondaryEmail: 'conflict' }],
  ['400 for the batch', { secondaryEmail: 'clash', partialWrites: false }],
  ['409 for the batch', { secondaryEmail: 'conflict', partialWrites: false }],
  ['400, and reads know primary addresses only', { secondaryEmail: 'clash', readsBySecondaryEmail: false }],
  [
    '409, and reads know primary addresses only',
    { secondaryEmail: 'conflict', readsBySecondaryEmail: false },
  ],
  [
    '409 for the batch, and reads know primary addresses only',
    { secondaryEmail: 'conflict', partialWrites: false, readsBySecondaryEmail: false },
  ],
]

for (const [answer, options] of ANSWERS) {
  const portal = await startSyncPortal(options)
  beforeEach(() => portal.reset())
  afterAll(() => portal.close())

  test(`a lead under another contact\u2019s secondary address becomes that contact\u2019s: ${answer}`, async () => {
    const contactId = await addContact(portal)
    const lead = await createTestLead(db, {
      email: SECONDARY,
      company: 'Newer Works',
      qualifiedForBriefing: true,
    })

    expect(await drain(portal)).toMatchObject({ completed: 1, dead: 0, retried: 0 })

    expect(portal.contacts()).toHaveLength(1)
    expect(portal.contacts()[0]).toMatchObject({
      id: contactId,
      properties: { email: PRIMARY, hs_additional_emails: SECONDARY, company: 'Newer Works' },
    })
    const [deal] = portal.deals()
    expect(portal.associations()).toContainEqual(
      expect.objectContaining({ fromId: deal?.id, toId: contactId }),
    )
    expect(await db.assessment.findUniqueOrThrow({ where: { id: lead.id } })).toMatchObject({
      hubspotContactId: contactId,
      hubspotDealId: deal?.id,
      hubspotSyncStatus: 'synced',
    })
  })

  test(`the others in its batch go through at once: ${answer}`, async () => {
    await addContact(portal)
    await createTestLeads(db, 30)
    await createTestLead(db, { email: SECONDARY })
    expect(await drain(portal)).toMatchObject({ completed: 31, dead: 0 })
    expect(portal.contacts()).toHaveLength(31)
  })
}

test('a conflict that names a contact without the address changes nobody, and the lead is tried again', async () => {
  const portal = await startSyncPortal()
  const contactId = await addContact(portal)
  const { crm, ...rest } = drainDependencies(db, portal)
  const lead = await createTestLead(db, { email: 'somebody.else@home.example', company: 'Newer Works' })
  const confused: typeof crm = {
    ...crm!,
    upsert: async (_type, _property, inputs) => ({
      results: [],
      failures: inputs.map(({ traceId }) => ({
        traceIds: [traceId],
        error: { kind: 'conflict', holderId: contactId },
      })),
    }),
  }
  expect(await drainLeads({ ...rest, crm: confused }, UNLIMITED)).toMatchObject({ dead: 0 })
  expect(portal.contacts()[0]?.properties).not.toHaveProperty('company')

  await makeAllDue(db)
  expect(await drain(portal)).toMatchObject({ completed: 1 })
  expect(await db.assessment.findUniqueOrThrow({ where: { id: lead.id } })).toMatchObject({
    hubspotSyncStatus: 'synced',
  })
  await portal.close()
})

test('a holder that cannot be updated holds up no other, and its lead waits for that cause', async () => {
  const portal = await startSyncPortal({ secondaryEmail: 'clash' })
  const refused: string[] = []
  for (const name of ['ash', 'robin', 'sam']) {
    const properties = { hs_additional_emails: `${name}@home.example` }
    await clientOf(portal).upsert('contacts', 'email', [
      { key: `${name}@works.example`, traceId: name, properties },
    ])
    const company = name === 'robin' ? 'Disliked Works' : 'Newer Works'
    const { id } = await createTestLead(db, { email: `${name}@home.example`, company })
    if (name === 'robin') refused.push(id)
  }
  portal.setFaults({ rules: [{ kind: 'html_403', method: 'PATCH', bodyContains: 'Disliked' }] })

  expect(await drain(portal)).toMatchObject({ completed: 2, dead: 0, retried: 1 })
  expect(await db.hubspotSyncQueue.findMany({ where: { status: 'pending' } })).toMatchObject([
    { assessmentId: refused[0], lastError: expect.stringMatching(/^foreign_answer status=403/) as string },
  ])
  await portal.close()
})
