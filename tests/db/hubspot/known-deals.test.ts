import { expect, test } from 'vitest'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { drainLeads } from '#app/services/crm/drain.server.ts'
import { createTestQueueRow } from '#tests/factories/outbox.ts'
import {
  useHubspotSync,
  UNLIMITED,
  createTestLead,
  drainDependencies,
  makeAllDue,
} from '#tests/helpers/hubspot-sync.ts'

const { db, portal, drain } = await useHubspotSync()

const crm = () => createHubspotClient({ token: portal.token, baseUrl: portal.url })

/** The person gives another detail, and the same lead is queued again. */
async function queueAgain(id: string, company: string): Promise<void> {
  await createTestQueueRow(db, await db.assessment.update({ where: { id }, data: { company } }))
}

test('a deal that sales have moved on stays where they put it when the person gives another detail', async () => {
  const lead = await createTestLead(db, { firstName: 'Robin', lastName: 'Sample', phone: '+1 555 0100' })
  await drain()
  const [deal] = portal.deals()
  const moved = { dealstage: 'contractsent', amount: '90000', closedate: '2027-03-01T00:00:00.000Z' }
  await crm().update('deals', deal!.id, moved)
  await queueAgain(lead.id, 'Newer Works')
  expect(await drain()).toMatchObject({ completed: 1 })
  expect(portal.deals()).toHaveLength(1)
  expect(portal.deals()[0]?.properties).toMatchObject({
    ...moved,
    pipeline: 'default',
    dealname: 'AI readiness assessment: Robin Sample, Newer Works',
  })
})

test('a deal that is gone from HubSpot is made anew, whole, with the next sync of its lead', async () => {
  const lead = await createTestLead(db, { phone: '+1 555 0100' })
  await drain()
  await crm().archive('deals', portal.deals()[0]!.id)
  await queueAgain(lead.id, 'Newer Works')
  expect(await drain()).toMatchObject({ completed: 1, dead: 0 })
  expect(portal.deals()).toHaveLength(1)
  expect(portal.deals()[0]?.properties).toMatchObject({
    pipeline: 'default',
    dealstage: 'appointmentscheduled',
  })
  const [deal] = portal.deals()
  expect(portal.associations()).toContainEqual(expect.objectContaining({ fromId: deal!.id }))
  expect(await db.assessment.findUniqueOrThrow({ where: { id: lead.id } })).toMatchObject({
    hubspotDealId: deal!.id,
  })
})

test('a contact that is gone from HubSpot is made anew, also for an older assessment with nothing new in it', async () => {
  const email = 'twice@example.com'
  await createTestLead(db, { email, completedAt: new Date('2026-11-03T08:00:00Z') })
  await drain()
  await crm().archive('contacts', portal.contacts()[0]!.id)
  await createTestLead(db, {
    email,
    completedAt: new Date('2026-11-02T08:00:00Z'),
    qualifiedForBriefing: true,
  })
  expect(await drain()).toMatchObject({ completed: 1, retried: 0 })
  expect(portal.contacts().map(({ properties }) => properties.email)).toEqual([email])
  expect(portal.associations()).toContainEqual(
    expect.objectContaining({ fromId: portal.deals()[0]?.id, toId: portal.contacts()[0]?.id }),
  )
})

test('a contact that goes between its sync and its deal is named as missing, and made anew by the next attempt', async () => {
  const lead = await createTestLead(db, { phone: '+1 555 0100' })
  const { crm: client, ...rest } = drainDependencies(db, portal)
  const merging: typeof client = {
    ...client!,
    associate: async (pairs) => {
      await crm().archive('contacts', pairs[0]!.contactId)
      return client!.associate(pairs)
    },
  }
  expect(await drainLeads({ ...rest, crm: merging }, UNLIMITED)).toMatchObject({ retried: 1 })
  expect((await db.hubspotSyncQueue.findFirstOrThrow()).lastError).toContain('OBJECT_NOT_FOUND')
  await makeAllDue(db)
  expect(await drain()).toMatchObject({ completed: 1 })
  expect(portal.associations()).toContainEqual(
    expect.objectContaining({ fromId: portal.deals()[0]?.id, toId: portal.contacts()[0]?.id }),
  )
  expect(await db.assessment.findUniqueOrThrow({ where: { id: lead.id } })).toMatchObject({
    hubspotContactId: portal.contacts()[0]?.id,
  })
})
