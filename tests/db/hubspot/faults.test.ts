import { expect, test } from 'vitest'
import type { FaultKind } from '#dev/hubspot/faults.ts'
import { drainLeads } from '#app/services/crm/drain.server.ts'
import { groupSize } from '#app/services/crm/group-leads.server.ts'
import {
  useHubspotSync,
  SYNC_DEFINITIONS,
  UNLIMITED,
  createTestLead,
  createTestLeads,
  drainDependencies,
  makeAllDue,
  startSyncPortal,
} from '#tests/helpers/hubspot-sync.ts'

const { db, portal, drain, explainLead } = await useHubspotSync({ max: 12 })

/** Drains until nothing is open, with all waits over at once. */
async function drainAll(runs: number): Promise<number> {
  for (let run = 1; run <= runs; run++) {
    await drain()
    if ((await db.hubspotSyncQueue.count({ where: { status: 'pending' } })) === 0) return run
    await makeAllDue(db)
  }
  throw new Error(`Leads are still open after ${runs} runs`)
}

test('one poison record in a hundred fails alone', async () => {
  await createTestLeads(db, 99)
  const bad = await createTestLead(db, { email: 'bad@(example).com' })

  const counts = await drain()

  expect(counts).toMatchObject({ completed: 99, dead: 1, retried: 0 })
  expect(await db.assessment.findUniqueOrThrow({ where: { id: bad.id } })).toMatchObject({
    hubspotSyncStatus: 'failed',
    hubspotSyncAttempts: 1,
  })
  expect(await explainLead(bad.id)).toContain('HubSpot does not accept the e-mail address')
  expect(portal.contacts()).toHaveLength(99)
})

test('when HubSpot refuses a whole batch, parts of it are tried until the bad record stands alone', async () => {
  await createTestLeads(db, 19)
  const bad = await createTestLead(db, { email: 'bad@(example).com' })
  const { crm, ...rest } = drainDependencies(db, portal)
  // As a call without trace ids is answered: one invalid record and nothing is written.
  const strict: typeof crm = {
    ...crm!,
    upsert: (type, idProperty, inputs) =>
      crm!.upsert(
        type,
        idProperty,
        inputs.some(({ key }) => key === bad.email)
          ? inputs.map((input) => ({ ...input, traceId: '' }))
          : inputs,
      ),
  }
  const counts = await drainLeads({ ...rest, crm: strict }, UNLIMITED)
  expect(counts).toMatchObject({ completed: 19, dead: 1 })
  expect(await explainLead(bad.id)).toContain('HubSpot does not accept the e-mail address')
})

test('a missing property is named with what to do, and costs the lead nothing', async () => {
  const bare = await startSyncPortal({
    definitions: {
      ...SYNC_DEFINITIONS,
      contacts: {
        ...SYNC_DEFINITIONS.contacts,
        properties: SYNC_DEFINITIONS.contacts.properties.filter(({ name }) => name !== 'ai_lead_quality'),
      },
    },
  })
  const lead = await createTestLead(db)
  await drainLeads(drainDependencies(db, bare), UNLIMITED)
  await bare.close()
  expect(await explainLead(lead.id)).toBe(
    'HubSpot has no property `ai_lead_quality`: run hubspot:setup; the sync resumes automatically',
  )
  expect(await db.hubspotSyncQueue.findFirstOrThrow()).toMatchObject({ status: 'pending', retryCount: 0 })
})

test('an unknown deal stage is named with the settings to correct, and the contact is there', async () => {
  const lead = await createTestLead(db, { phone: '+1 555 0100' })
  const dependencies = drainDependencies(db, portal, {
    deal: { pipeline: 'default', stage: 'nowhere', amount: 0 },
  })
  await drainLeads(dependencies, UNLIMITED)
  expect(await explainLead(lead.id)).toContain('correct HUBSPOT_PIPELINE and HUBSPOT_DEAL_STAGE')
  expect(portal.contacts()).toHaveLength(1)
  expect(await db.assessment.findUniqueOrThrow({ where: { id: lead.id } })).toMatchObject({
    hubspotContactId: portal.contacts()[0]?.id,
    hubspotSyncStatus: 'pending',
  })
})

test('calls that commit and then drop the connection make no duplicates', async () => {
  await createTestLeads(db, 500)
  portal.setFaults({ rules: [{ kind: 'commit_then_drop', fraction: 0.3 }] })
  await drainAll(8)
  expect(await db.hubspotSyncQueue.groupBy({ by: ['status'], _count: true })).toEqual([
    { status: 'completed', _count: 500 },
  ])
  expect(portal.contacts()).toHaveLength(500)
  expect(portal.deals()).toHaveLength(250)
})

test.each<FaultKind>([
  'drop_before',
  'drop_mid_body',
  'truncated_json',
  'not_json',
  'empty_200',
  'html_502',
  'status_500',
  'status_503',
  'locked_423',
  'conflict_409',
  'unique_clash_400',
  'silent_noop',
  'unechoed',
])('a lead with a deal survives %s on every other call', async (kind) => {
  await createTestLeads(db, 4)
  portal.setFaults({ rules: [{ kind, every: 2 }] })
  await drainAll(5)
  expect(await db.assessment.count({ where: { hubspotSyncStatus: 'synced' } })).toBe(4)
  expect(portal.contacts()).toHaveLength(4)
  expect(portal.deals()).toHaveLength(2)
  const associated = new Set(portal.associations().map(({ fromId }) => fromId))
  expect(portal.deals().every(({ id }) => associated.has(id))).toBe(true)
})

test('a lead that HubSpot fails on while it answers otherwise waits visibly, however often it was tried', async () => {
  const lead = await createTestLead(db)
  portal.setFaults({ rules: [{ kind: 'status_503', path: '/batch/upsert' }] })
  for (let attempt = 1; attempt <= 12; attempt++) {
    expect(await drain()).toMatchObject({ retried: 1, dead: 0 })
    await makeAllDue(db)
  }
  expect(await db.assessment.findUniqueOrThrow({ where: { id: lead.id } })).toMatchObject({
    hubspotSyncStatus: 'pending',
    hubspotSyncAttempts: 12,
    hubspotSyncError: expect.stringMatching(/^server_error status=503/) as string,
  })
  portal.setFaults({})
  expect(await drain()).toMatchObject({ completed: 1 })
})

test('a lead whose every attempt was cut off waits visibly, ever longer, and is then tried alone', async () => {
  const lead = await createTestLead(db)
  const cutOff = () =>
    db.hubspotSyncQueue.updateMany({ data: { retryCount: { increment: 1 }, claimToken: 'a run that died' } })
  await db.hubspotSyncQueue.updateMany({ data: { retryCount: 4 } })
  for (const delay of [120, 240, 480]) {
    await cutOff()
    expect(await drain()).toMatchObject({ claimed: 1, retried: 1, dead: 0, calls: 0 })
    expect(await db.hubspotSyncQueue.findFirstOrThrow()).toMatchObject({
      status: 'pending',
      retryCount: 4,
      retryDelaySeconds: delay,
    })
    await makeAllDue(db)
  }
  expect(await explainLead(lead.id)).toContain('cut off before they ended')
  expect(groupSize(5)).toBe(1)
  expect(await drain()).toMatchObject({ completed: 1 })
})

test('a payload of no known version waits for the release that knows it, with its cause', async () => {
  const lead = await createTestLead(db)
  const { payload } = await db.hubspotSyncQueue.findFirstOrThrow()
  await db.hubspotSyncQueue.updateMany({ data: { payload: { version: 99 } } })
  expect(await drain()).toMatchObject({ retried: 1, dead: 0, calls: 0 })
  expect(await explainLead(lead.id)).toContain(
    'The queued payload has a version that this release does not know',
  )
  await db.hubspotSyncQueue.updateMany({ data: { payload: payload! } })
  await makeAllDue(db)
  expect(await drain()).toMatchObject({ completed: 1 })
})
