import { expect, test } from 'vitest'
import { recordJobSuccess } from '#app/data/health.server.ts'
import { pauseOperation } from '#app/data/pauses.server.ts'
import { JOB_SCHEDULE } from '#app/platform/job-schedule.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { createTestResultsEmail } from '#tests/helpers/email-delivery.ts'
import { createTestLead } from '#tests/helpers/hubspot-sync.ts'

const { db } = await useTestDatabase()

/** The jobs that are told that something is left for their next tick. */
async function jobsWithWork(): Promise<string[]> {
  const left: string[] = []
  for (const job of Object.keys(JOB_SCHEDULE))
    if (await recordJobSuccess(db, job, new Date(0))) left.push(job)
  return left
}

const noteHubspotCall = () => db.hubspotSyncState.create({ data: { id: 'portal' } })

test('a job with nothing to wait for may sleep', async () => {
  expect(await jobsWithWork()).toEqual([])
})

test('an e-mail or a lead that is due before the job looks for work by itself keeps it awake, and one that is over does not', async () => {
  await noteHubspotCall()
  await createTestResultsEmail(db)
  await db.$executeRaw`UPDATE email_messages SET "nextRetryAt" = now() + interval '4 minutes'`
  expect(await jobsWithWork()).toEqual(['deliver_emails'])
  await createTestLead(db)
  await db.$executeRaw`UPDATE hubspot_sync_queue SET "nextRetryAt" = now() + interval '4 minutes'`
  expect(await jobsWithWork()).toEqual(['deliver_emails', 'drain_hubspot'])

  await db.$executeRaw`UPDATE email_messages SET status = 'dead'`
  await db.$executeRaw`UPDATE hubspot_sync_queue SET status = 'dead'`
  expect(await jobsWithWork()).toEqual([])
})

test('what waits longer than that lets the job sleep', async () => {
  await noteHubspotCall()
  await createTestResultsEmail(db)
  await createTestLead(db)
  await db.$executeRaw`UPDATE email_messages SET "nextRetryAt" = now() + interval '6 minutes'`
  await db.$executeRaw`UPDATE hubspot_sync_queue SET "nextRetryAt" = now() + interval '6 minutes'`
  expect(await jobsWithWork()).toEqual([])
})

test('leads that wait for somebody to connect HubSpot keep no job awake', async () => {
  await createTestLead(db)
  expect(await jobsWithWork()).toEqual([])
})

test.for([
  ['mail', 'deliver_emails'],
  ['contacts', 'drain_hubspot'],
  ['reads', 'drain_hubspot'],
  ['erasures', 'erase_in_hubspot'],
] as const)('a pause of %s keeps the job awake that ends it', async ([operation, job]) => {
  await noteHubspotCall()
  await pauseOperation(db, { operation, reason: 'unavailable', evidence: 'server_error', seconds: 60 })

  expect(await jobsWithWork()).toEqual([job])
})
