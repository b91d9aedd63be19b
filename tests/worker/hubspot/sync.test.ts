import { expect, test } from 'vitest'
import { FAULT_KINDS, type FaultKind } from '#dev/hubspot/faults.ts'
import { createTestLead, createTestLeads, makeAllDue } from '#tests/helpers/hubspot-sync.ts'
import { Visitor } from '#tests/helpers/visitor.ts'
import { useSyncedWorker } from '#tests/helpers/synced-worker.ts'

const { worker, portal } = await useSyncedWorker()

const statuses = async () => {
  const groups = await worker.db.hubspotSyncQueue.groupBy({ by: ['status'], _count: true })
  return Object.fromEntries(groups.map(({ status, _count }) => [status, _count]))
}

test('a lead is in HubSpot right after the quiz, without any cron, and its deal after the other details', async () => {
  const prospect = new Visitor(worker.url)
  await prospect.start()
  const results = await prospect.complete('B', { email: 'Robin.Sample@Example.com', consent: 'yes' })
  await expect
    .poll(() => portal.contacts().map(({ properties }) => properties.email))
    .toEqual(['robin.sample@example.com'])
  await prospect.post(results, {
    email: 'robin.sample@example.com',
    consent: 'yes',
    firstName: 'Robin',
    lastName: 'Sample',
    company: 'Example Works',
    phone: '+1 555 0100',
  })
  await expect
    .poll(() => portal.deals().map(({ properties }) => properties.dealname))
    .toEqual(['AI readiness assessment: Robin Sample, Example Works'])
  expect(portal.contacts()).toHaveLength(1)
  await expect.poll(() => worker.db.assessment.count({ where: { hubspotSyncStatus: 'synced' } })).toBe(1)
  expect(worker.logs.join('\n')).not.toMatch(/robin|sample|555\D?0100/i)
})

test('the cron job sends what is due and logs its counts once', async () => {
  await createTestLeads(worker.db, 250)
  await worker.runJob('drain_hubspot')
  expect(await statuses()).toEqual({ completed: 250 })
  expect(portal.deals()).toHaveLength(125)
  const logged = () =>
    worker.logs.filter((line) => line.includes('drain_hubspot')).map((line) => JSON.parse(line) as object)
  await expect.poll(logged).toMatchObject([{ event: 'job', claimed: 250, completed: 250, stopped: null }])
  await worker.runJob('drain_hubspot')
  expect(logged()).toHaveLength(1)
})

test('twenty cron runs at once send every lead once', async () => {
  await createTestLeads(worker.db, 300)
  await Promise.all(Array.from({ length: 20 }, () => worker.runJob('drain_hubspot')))
  expect(await statuses()).toEqual({ completed: 300 })
  expect(portal.contacts()).toHaveLength(300)
  expect(portal.deals()).toHaveLength(150)
  expect(await worker.db.assessment.count({ where: { hubspotSyncAttempts: 1 } })).toBe(300)
})

test('a cron run that sleeps past its lease settles nothing that was taken over and sent meanwhile', async () => {
  const lead = await createTestLead(worker.db)
  portal.setFaults({ rules: [{ kind: 'slow', delayMs: 120_000, next: 1 }] })
  const asleep = worker.runJob('drain_hubspot')
  // HubSpot has done it and does not say so yet; meanwhile the lease ends.
  await expect.poll(() => portal.contacts().length).toBe(1)
  await expect
    .poll(async () => {
      await makeAllDue(worker.db)
      await worker.runJob('drain_hubspot')
      return statuses()
    })
    .toEqual({ completed: 1 })
  const row = () => worker.db.hubspotSyncQueue.findFirstOrThrow()
  const assessment = () => worker.db.assessment.findUniqueOrThrow({ where: { id: lead.id } })
  const before = [await row(), await assessment()] as const

  portal.setFaults({})
  await asleep

  const [queued, settled] = before
  // But for whose contact it was, by which an erasure finds it.
  const madeContactIds = portal.contacts().map(({ id }) => id)
  expect([await row(), await assessment()]).toEqual([
    queued,
    { ...settled, madeContactIds, updatedAt: expect.any(Date) as Date },
  ])
  expect(portal.contacts()).toHaveLength(1)
  const lost = () => worker.logs.map((line) => (JSON.parse(line) as { lost?: number }).lost ?? 0)
  await expect.poll(() => Math.max(...lost())).toBe(1)
})

test('leads wait while the token is refused, and all go through once it is good again', async () => {
  await createTestLeads(worker.db, 120)
  portal.setFaults({ rules: [{ kind: 'revoked_token' }] })
  await worker.runJob('drain_hubspot')
  await worker.runJob('drain_hubspot')
  expect(await statuses()).toEqual({ pending: 120 })
  expect(await worker.db.hubspotSyncQueue.count({ where: { retryCount: { gt: 0 } } })).toBe(0)
  portal.setFaults({})
  await worker.runJob('drain_hubspot')
  expect(await statuses()).toEqual({ completed: 120 })
})

test.each([
  ['with Retry-After', { retryAfterSeconds: 1 }],
  ['without Retry-After', {}],
])('a 429 %s costs no attempt, and one poison record in a hundred fails alone', async (_, retryAfter) => {
  await createTestLeads(worker.db, 99)
  await createTestLead(worker.db, { email: 'bad@(example).com' })
  portal.setFaults({ rules: [{ kind: 'burst_429', next: 1, ...retryAfter }] })
  await worker.runJob('drain_hubspot')
  expect(await worker.db.hubspotSyncQueue.count({ where: { retryCount: { gt: 0 } } })).toBe(0)
  await worker.db.$executeRaw`UPDATE hubspot_sync_state SET "callsBlockedUntil" = now()`
  await makeAllDue(worker.db)
  await worker.runJob('drain_hubspot')
  expect(await statuses()).toEqual({ completed: 99, dead: 1 })
})

test('calls that commit and then drop the connection, three in ten, make no duplicates', async () => {
  await createTestLeads(worker.db, 300)
  portal.setFaults({ rules: [{ kind: 'commit_then_drop', fraction: 0.3 }] })
  for (let run = 0; run < 10 && (await statuses()).pending; run++) {
    await makeAllDue(worker.db)
    await worker.runJob('drain_hubspot')
  }
  expect(await statuses()).toEqual({ completed: 300 })
  expect(portal.contacts()).toHaveLength(300)
  expect(portal.deals()).toHaveLength(150)
})

test.each(Object.keys(FAULT_KINDS) as FaultKind[])(
  'after the error %s no log line, queue row or lead holds anything of the person',
  async (kind) => {
    const person = {
      firstName: 'Canaryfirst',
      lastName: 'Canarylast',
      company: 'Canary Ltd',
      phone: '+1 555 0199',
    }
    await createTestLead(worker.db, { ...person, email: 'canary@example.com' })
    // One slow answer is enough: it costs the ten seconds that a call may take.
    portal.setFaults({ rules: [{ kind, ...(kind === 'slow' && { next: 1 }) }] })
    await worker.runJob('drain_hubspot')
    expect(portal.calls()).not.toHaveLength(0)
    const kept = await worker.db.$queryRaw`
      SELECT to_jsonb(q) - 'payload' AS row, a."hubspotSyncError", (SELECT to_jsonb(s) FROM hubspot_sync_state s) AS state,
        (SELECT jsonb_agg(to_jsonb(p)) FROM pauses p) AS pauses
      FROM hubspot_sync_queue q JOIN assessments a ON a.id = q."assessmentId"`
    expect(JSON.stringify(kept) + worker.logs.join('\n')).not.toMatch(/canary|555\D?0199/i)
  },
)
