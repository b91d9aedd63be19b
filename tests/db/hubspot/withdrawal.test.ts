import { expect, test } from 'vitest'
import { takeCall } from '#app/data/hubspot/state.server.ts'
import { drainLeads } from '#app/services/crm/drain.server.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import {
  UNLIMITED,
  createTestClock,
  createTestLead,
  createTestLeads,
  drainDependencies,
  useSyncPortal,
} from '#tests/helpers/hubspot-sync.ts'

const { db } = await useTestDatabase()
const portal = await useSyncPortal()

const withdraw = (email: string | null) => db.$queryRaw`SELECT withdraw_consent(${email})`

/** A clock on which something happens whenever the run waits. */
function clockOn(event: () => Promise<unknown>) {
  const clock = createTestClock()
  const sleep = async (ms: number) => {
    await event()
    await clock.sleep(ms)
  }
  return { ...clock, sleep }
}

test('a person who withdraws while a claimed lead waits for a call is not sent, and the others are', async () => {
  await createTestLeads(db, 3)
  const lead = await createTestLead(db)
  const burst = { calls: 1, windowMs: 3_600_000 }
  await takeCall(db, burst)
  const clock = clockOn(async () => {
    await withdraw(lead.email)
    await db.$executeRaw`UPDATE hubspot_sync_state SET "callTimes" = '{}'`
  })
  const counts = await drainLeads(drainDependencies(db, portal, { clock }), {
    ...UNLIMITED,
    seconds: 86_400,
    burst,
  })
  expect(portal.contacts().map(({ properties }) => properties.email)).not.toContain(lead.email)
  expect(portal.contacts()).toHaveLength(3)
  expect(counts).toMatchObject({ claimed: 4, completed: 3, lost: 1, dead: 0, retried: 0 })
  expect(await db.assessment.findUniqueOrThrow({ where: { id: lead.id } })).toMatchObject({
    hubspotSyncStatus: 'skipped',
  })
})

test('a person who withdraws between two tries of a broken call is not sent with the second', async () => {
  const lead = await createTestLead(db)
  portal.setFaults({ rules: [{ kind: 'drop_before', next: 1 }] })
  const clock = clockOn(() => withdraw(lead.email))
  const counts = await drainLeads(drainDependencies(db, portal, { clock }), UNLIMITED)
  expect(portal.contacts()).toEqual([])
  expect(counts).toMatchObject({ claimed: 1, lost: 1 })
})

test('a person who withdraws after the contact was sent gets no deal', async () => {
  const lead = await createTestLead(db, { phone: '+1 555 0100' })
  const { crm, ...rest } = drainDependencies(db, portal)
  const interrupted: typeof crm = {
    ...crm!,
    upsert: async (...args) => {
      const answer = await crm!.upsert(...args)
      await withdraw(lead.email)
      return answer
    },
  }
  const counts = await drainLeads({ ...rest, crm: interrupted }, UNLIMITED)
  expect(portal.deals()).toEqual([])
  expect(counts).toMatchObject({ claimed: 1, lost: 1 })
})
