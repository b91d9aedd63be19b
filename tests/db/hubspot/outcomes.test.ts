import { expect, test } from 'vitest'
import { FAULT_KINDS, type FaultKind } from '#dev/hubspot/faults.ts'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { readOutcomes } from '#app/services/crm/read-outcomes.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import {
  createTestClock,
  createTestLead,
  createTestLeads,
  drainDependencies,
  useHubspotSync,
} from '#tests/helpers/hubspot-sync.ts'

const { db, portal, drain } = await useHubspotSync()
const crm = () => createHubspotClient({ token: portal.token, baseUrl: portal.url })

const HOUR_MS = 3_600_000
const NIGHT = new Date('2026-11-24T03:17:00Z')
const ask = (hoursLater = 0, limits?: Parameters<typeof readOutcomes>[1]) =>
  readOutcomes(
    {
      ...drainDependencies(db, portal),
      clock: createTestClock(new Date(NIGHT.getTime() + hoursLater * HOUR_MS)),
    },
    limits,
  )
const outcomeOf = async (assessmentId: string) =>
  (await db.dealOutcome.findUnique({ where: { assessmentId } }))?.outcome

/** A lead whose deal is in a stage of the portal. */
async function lead(dealstage: string): Promise<string> {
  const { id } = await createTestLead(db, { phone: '+15550100' })
  await drain()
  await move(id, dealstage)
  return id
}
async function move(assessmentId: string, dealstage: string): Promise<void> {
  const { hubspotDealId } = await db.assessment.findUniqueOrThrow({ where: { id: assessmentId } })
  await crm().update('deals', hubspotDealId!, { dealstage })
}

async function leadsWithDeals(count: number): Promise<void> {
  await createTestLeads(db, count)
  await db.assessment.updateMany({ data: { qualifiedForBriefing: true } })
  await drain()
}

test('what became of deals is kept, in whatever order HubSpot answers', async () => {
  const won = await lead('closedwon')
  const lost = await lead('closedlost')
  const open = await lead('contractsent')
  expect(await ask()).toEqual({ asked: 3, known: 3, stopped: null })
  expect(await Promise.all([won, lost, open].map(outcomeOf))).toEqual(['won', 'lost', 'open'])
})

test('a deal that is opened again, and one that is closed later, are known the next night', async () => {
  const first = await lead('closedlost')
  const second = await lead('contractsent')
  await ask()
  await move(first, 'contractsent')
  await move(second, 'closedwon')
  expect(await ask(24)).toMatchObject({ asked: 2 })
  expect(await Promise.all([first, second].map(outcomeOf))).toEqual(['open', 'won'])
})

test('nobody is asked for twice in a night', async () => {
  await lead('closedwon')
  await ask()
  expect(await ask(1)).toBeNull()
})

test('contacts without a deal, whoever has withdrawn, and own tests are not asked for', async () => {
  const synced = { hubspotSyncStatus: 'synced', hubspotSyncedAt: NIGHT } as const
  await createTestAssessment(db, { ...synced, leadQuality: 'enhanced' })
  await createTestAssessment(db, { ...synced, qualifiedForBriefing: true, trafficKind: 'own_test' })
  await createTestAssessment(db, {
    ...synced,
    qualifiedForBriefing: true,
    consentPurposes: [],
    consentWithdrawnAt: NIGHT,
  })
  expect(await ask()).toBeNull()
  expect(portal.calls()).toEqual([])
})

test('after the scrub a deal is found by the id of its assessment', async () => {
  const id = await lead('closedwon')
  await db.assessment.update({
    where: { id },
    data: { createdAt: new Date(NIGHT.getTime() - 40 * 24 * HOUR_MS) },
  })
  await db.$executeRaw`SELECT scrub_assessments(${new Date(NIGHT.getTime() - 30 * 24 * HOUR_MS)}, '-infinity', 10)`
  expect(await db.assessment.findUnique({ where: { id } })).toMatchObject({
    hubspotDealId: null,
    email: null,
  })
  await ask()
  expect(await outcomeOf(id)).toBe('won')
})

test('what was known stays where HubSpot has the deal no more', async () => {
  const id = await lead('closedwon')
  await ask()
  const { hubspotDealId } = await db.assessment.findUniqueOrThrow({ where: { id } })
  await crm().archive('deals', hubspotDealId!)
  expect(await ask(24)).toEqual({ asked: 1, known: 0, stopped: null })
  expect(await outcomeOf(id)).toBe('won')
})

test.for(Object.keys(FAULT_KINDS) as FaultKind[])(
  'whatever HubSpot answers (%s) pauses nothing and touches no lead, and nothing is known that it has not said',
  async (kind) => {
    const id = await lead('closedwon')
    const before = await db.assessment.findUniqueOrThrow({ where: { id } })
    portal.setFaults({ rules: [{ kind, method: 'POST', path: '/batch/read', delayMs: 0 }] })
    await ask()
    expect(await db.pause.count()).toBe(0)
    expect(await db.assessment.findUniqueOrThrow({ where: { id } })).toEqual(before)
    expect(await outcomeOf(id)).toBeOneOf([undefined, null, 'won'])
    portal.setFaults({ rules: [] })
    await ask(24)
    expect(await outcomeOf(id)).toBe('won')
  },
)

test('a night asks for a bounded number, those that are open before those that are closed', async () => {
  await leadsWithDeals(30)
  const first = await ask(0, { deals: 10, days: 400 })
  expect(first).toMatchObject({ asked: 10 })
  await db.dealOutcome.updateMany({ data: { outcome: 'won' } })
  const asked = new Set((await db.dealOutcome.findMany()).map(({ assessmentId }) => assessmentId))
  await ask(24, { deals: 5, days: 400 })
  const again = await db.dealOutcome.findMany({ where: { readAt: { gt: NIGHT } } })
  expect(again).toHaveLength(5)
  for (const { assessmentId } of again) expect(asked.has(assessmentId)).toBe(false)
})

test('a hundred deals are one call', async () => {
  await leadsWithDeals(150)
  const before = portal.calls().length
  expect(await ask()).toMatchObject({ asked: 150 })
  const calls = portal.calls().slice(before)
  expect(calls.map(({ inputs }) => inputs)).toEqual([100, 50])
})

test('nothing is kept of whoever was erased while HubSpot was asked', async () => {
  const id = await lead('closedwon')
  const { crm: client, ...rest } = drainDependencies(db, portal)
  const counts = await readOutcomes({
    ...rest,
    crm: {
      ...client!,
      readOutcomes: async (...call) => {
        const answer = await client!.readOutcomes(...call)
        await db.assessment.delete({ where: { id } })
        return answer
      },
    },
  })
  expect(counts).toMatchObject({ asked: 1 })
  expect(await db.dealOutcome.count()).toBe(0)
})
