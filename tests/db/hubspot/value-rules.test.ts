import { expect, onTestFinished, test } from 'vitest'
import type { StandInOptions } from '#dev/hubspot/server.ts'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { drainLeads } from '#app/services/crm/drain.server.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import {
  UNCONFIRMED,
  UNLIMITED,
  createTestLead,
  createTestLeads,
  drainDependencies,
  startSyncPortal,
} from '#tests/helpers/hubspot-sync.ts'

// An administrator may ask for letters alone in a name, and HubSpot keeps to it in its API since July 2023.

const { db } = await useTestDatabase()

const LETTERS = ['firstname', 'lastname'].map((property) => ({
  property,
  pattern: /^\p{L}+$/u,
  code: 'INVALID_ALPHA',
}))
const ADA = { email: 'ada@example.com', firstName: 'Ada-Maria', lastName: 'O’Neil', phone: '+1 555 0100' }

async function portalWith(options: Partial<StandInOptions>) {
  const portal = await startSyncPortal({ valueRules: LETTERS, ...options })
  onTestFinished(() => portal.close())
  const contactOf = (email: string) =>
    portal.contacts().find(({ properties }) => properties.email === email)?.properties
  return { portal, contactOf, drain: () => drainLeads(drainDependencies(db, portal), UNLIMITED) }
}

const WAYS = [{}, UNCONFIRMED].flatMap((confirmation) =>
  [true, false].map((partialWrites) => ({ confirmation, partialWrites })),
)

test.each(WAYS)(
  'a lead goes without the name that a rule of the portal does not take, and with all the rest: %j',
  async ({ confirmation, partialWrites }) => {
    const { contactOf, drain, portal } = await portalWith({ partialWrites })
    await createTestLeads(db, 4, confirmation)
    await createTestLead(db, { ...confirmation, ...ADA, qualifiedForBriefing: true })
    const counts = await drain()
    expect(counts).toMatchObject({ completed: 5, retried: 0, stopped: null })
    expect(counts?.unknownAnswers).toMatch(/INVALID_ALPHA properties=firstname,lastname/)
    expect(contactOf(ADA.email)).toMatchObject({
      phone: ADA.phone,
      ai_assessment_score: expect.any(String) as string,
    })
    expect(contactOf(ADA.email)).not.toHaveProperty('firstname')
    expect(portal.deals()).toHaveLength(3)
  },
)

test('such a lead that comes alone arrives as well, and the next one keeps its name', async () => {
  const { contactOf, drain } = await portalWith({})
  await createTestLead(db, ADA)
  expect(await drain()).toMatchObject({ completed: 1, stopped: null })
  await createTestLead(db, { email: 'robin@example.com', firstName: 'Robin', lastName: null })
  await createTestLead(db, { ...ADA, email: 'next@example.com' })
  expect(await drain()).toMatchObject({ completed: 2 })
  expect(contactOf('robin@example.com')).toMatchObject({ firstname: 'Robin' })
})

test('it arrives where another contact has the address as a further one, too', async () => {
  const { contactOf, drain, portal } = await portalWith({ secondaryEmail: 'clash' })
  const client = createHubspotClient({ token: portal.token, baseUrl: portal.url })
  const properties = { hs_additional_emails: ADA.email }
  await client.upsert('contacts', 'email', [{ key: 'first@example.com', traceId: 'sales', properties }])
  await createTestLead(db, ADA)
  expect(await drain()).toMatchObject({ completed: 1 })
  expect(portal.contacts()).toHaveLength(1)
  expect(contactOf('first@example.com')).toMatchObject({ phone: ADA.phone })
})

test('an unconfirmed lead finds the contact that is there by whatever words say so', async () => {
  const { contactOf, drain, portal } = await portalWith({ clashWords: 'code' })
  const client = createHubspotClient({ token: portal.token, baseUrl: portal.url })
  const sales = { key: ADA.email, traceId: 'sales', properties: { firstname: 'Ada' } }
  await client.upsert('contacts', 'email', [sales])
  await createTestLead(db, { ...UNCONFIRMED, ...ADA })
  expect(await drain()).toMatchObject({ completed: 1, retried: 0 })
  expect(portal.contacts()).toHaveLength(1)
  expect(contactOf(ADA.email)).toMatchObject({ firstname: 'Ada', phone: ADA.phone })
})
