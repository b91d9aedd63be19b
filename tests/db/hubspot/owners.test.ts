import { expect, test } from 'vitest'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { parseOwnerRules } from '#app/domain/hubspot/owner-rules.ts'
import { setUpPortal } from '#app/services/crm/set-up-portal.server.ts'
import { createTestQueueRow } from '#tests/factories/outbox.ts'
import { followUpSettings, makeFollowUpsDue } from '#tests/helpers/follow-ups.ts'
import {
  createTestLead,
  createTestLeads,
  drainDependencies,
  useHubspotSync,
} from '#tests/helpers/hubspot-sync.ts'

const { db, portal, drain } = await useHubspotSync({ owners: ['101', '102'] })

function run(rules: string) {
  const ownerRules = parseOwnerRules(rules)
  if (typeof ownerRules === 'string') throw new Error(ownerRules)
  return drain({ followUps: followUpSettings({ ownerRules }) })
}
const ownersOf = (records: { properties: Record<string, string> }[]) =>
  records.map(({ properties }) => properties.hubspot_owner_id ?? null)

const hubspot = () => createHubspotClient({ token: portal.token, baseUrl: portal.url })

test('contact and deal of a lead get the owner whom the rules name', async () => {
  await createTestLead(db, { qualifiedForBriefing: true })
  expect(await run('score<60: 102; *: 101')).toMatchObject({ completed: 1, followed: 2 })
  expect(ownersOf(portal.contacts())).toEqual(['101'])
  expect(ownersOf(portal.deals())).toEqual(['101'])
})

test('owners take turns, and a hundred leads are two calls for contacts and two for deals', async () => {
  await createTestLeads(db, 100)
  await run('*: 101, 102')
  const counts = ['101', '102'].map(
    (id) => ownersOf(portal.contacts()).filter((owner) => owner === id).length,
  )
  expect(counts[0]! + counts[1]!).toBe(100)
  expect(Math.min(...counts)).toBeGreaterThan(25)
  const updates = portal.calls().filter(({ path }) => path.endsWith('/batch/update'))
  expect(updates).toHaveLength(2)
})

test('whom sales have put on a contact stays, and has its deal as well', async () => {
  const lead = await createTestLead(db)
  const { crm } = drainDependencies(db, portal)
  await crm!.upsert('contacts', 'email', [
    { key: lead.email!, traceId: '1', properties: { hubspot_owner_id: '102' } },
  ])
  await db.hubspotSyncQueue.updateMany({ data: { syncType: 'contact_and_deal' } })
  await run('*: 101')
  expect(ownersOf(portal.contacts())).toEqual(['102'])
  expect(ownersOf(portal.deals())).toEqual(['102'])
})

test('an answer that leaves out all records does not say that they are gone: the owner comes later', async () => {
  await createTestLead(db)
  portal.setFaults({ rules: [{ kind: 'empty_results', path: '/0-1/batch/read', next: 1 }] })
  await run('*: 101')
  expect(ownersOf(portal.contacts())).toEqual([null])
  await makeFollowUpsDue(db)
  await run('*: 101')
  expect(ownersOf(portal.contacts())).toEqual(['101'])
})

test('whom sales have taken off a contact stays off when details come later', async () => {
  const lead = await createTestLead(db)
  await run('*: 101')
  const [contact] = portal.contacts()
  await drainDependencies(db, portal).crm!.update('contacts', contact!.id, { hubspot_owner_id: '' })
  await createTestQueueRow(db, lead)
  await run('*: 101')
  expect(portal.contacts()[0]!.properties.hubspot_owner_id).toBe('')
})

test('an owner who was deactivated keeps no lead from HubSpot, and no other from its owner', async () => {
  await createTestLeads(db, 10)
  const counts = await run('*: 101, 999')
  expect(counts).toMatchObject({ completed: 10, dead: 0, retried: 0, stopped: null })
  expect(counts!.leftOut! + counts!.followed!).toBeGreaterThan(9)
  expect(ownersOf(portal.contacts())).toContain('101')
  expect(portal.contacts()).toHaveLength(10)
})

test('hubspot:setup names owners that the portal does not have', async () => {
  const deal = { pipeline: 'default', stage: 'appointmentscheduled' }
  const { problems } = await setUpPortal(hubspot(), deal, { owners: ['101', '999'] })
  expect(problems).toEqual([expect.stringContaining('HUBSPOT_OWNER_RULES names 999')])
})

test('hubspot:setup makes the properties of utm tags where it is asked to', async () => {
  const deal = { pipeline: 'default', stage: 'appointmentscheduled' }
  expect((await setUpPortal(hubspot(), deal)).created).toEqual([])
  const { created } = await setUpPortal(hubspot(), deal, { utm: true })
  expect(created).toEqual(
    ['utm_source', 'utm_medium', 'utm_campaign'].map((name) => `contacts: property ${name}`),
  )
})

test('utm tags are sent where the setting says so, and where the portal lacks their properties no lead is lost', async () => {
  const referrerSource = 'https://news.example.com/?utm_source=letter&utm_medium=email&utm_campaign=may'
  const lead = await createTestLead(db, { referrerSource })
  await db.$executeRaw`UPDATE hubspot_sync_queue SET payload = payload || jsonb_build_object('leadSource', ${referrerSource}::text)`
  await drain({ utm: true })
  expect(await db.assessment.findUniqueOrThrow({ where: { id: lead.id } })).toMatchObject({
    hubspotSyncStatus: 'pending',
  })
  await setUpPortal(hubspot(), { pipeline: 'default', stage: 'appointmentscheduled' }, { utm: true })
  await db.$executeRaw`UPDATE hubspot_sync_queue SET "nextRetryAt" = to_timestamp(0)`
  await drain({ utm: true })
  expect(portal.contacts()[0]!.properties).toMatchObject({
    utm_source: 'letter',
    utm_medium: 'email',
    utm_campaign: 'may',
  })
})

test('the contact that takes the place of one erased in HubSpot gets an owner too', async () => {
  await createTestLead(db)
  await run('*: 101')
  const { hubspotContactId } = await db.assessment.findFirstOrThrow()
  await drainDependencies(db, portal).crm!.archive('contacts', hubspotContactId!)
  await db.$queryRaw`SELECT resend_leads(ARRAY[${hubspotContactId}])`
  expect(await run('*: 101')).toMatchObject({ completed: 1, followed: 1 })
  expect(ownersOf(portal.contacts())).toEqual(['101'])
})
