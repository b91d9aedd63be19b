import { expect, test } from 'vitest'
import { claimLeads, settleLeads } from '#app/data/hubspot/claims.server.ts'
import { endPauses, pauseOperation, readPauses } from '#app/data/pauses.server.ts'
import type { Outcome } from '#app/data/queue-outcomes.server.ts'
import { HUBSPOT_OPERATIONS, type HubspotOperation } from '#app/domain/pause.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { createTestLead, makeAllDue } from '#tests/helpers/hubspot-sync.ts'

const { db } = await useTestDatabase({ max: 12 })

const claim = (token = 'run', limit = 10) => claimLeads(db, { limit, token })
const pauses = () => readPauses(db, HUBSPOT_OPERATIONS)

const pause = (operation: HubspotOperation, seconds: number | null) =>
  pauseOperation(db, { operation, reason: 'unavailable', evidence: 'server_error status=503', seconds })

/** A lead whose contact and deal are to reach HubSpot. */
const createDealLead = () => createTestLead(db, { qualifiedForBriefing: true })

test('a pause goes on with its beginning whatever is found meanwhile, until it is ended', async () => {
  await pause('contacts', null)
  const [{ since } = { since: null }] = await pauses()
  await pause('contacts', null)
  expect(await pauses()).toMatchObject([{ reason: 'unavailable', since, waiting: false }])
  await pauseOperation(db, {
    operation: 'contacts',
    reason: 'daily_limit',
    evidence: 'daily_limit status=429',
    seconds: 60,
  })
  expect(await pauses()).toMatchObject([
    { reason: 'daily_limit', evidence: 'daily_limit status=429', since, waiting: true },
  ])
  await endPauses(db, ['contacts'])
  expect(await pauses()).toEqual([])
})

test('rows that need what is paused stay where they are, and cost nobody else their turn', async () => {
  const stays = await createDealLead()
  const goes = await createTestLead(db)
  await pause('deals', 60)
  expect(await claim()).toMatchObject([{ assessmentId: goes.id, probes: [] }])
  expect(await db.hubspotSyncQueue.findFirstOrThrow({ where: { assessmentId: stays.id } })).toMatchObject({
    claimToken: null,
    retryCount: 0,
  })

  await endPauses(db, ['deals'])
  expect(await claim()).toMatchObject([{ assessmentId: stays.id, probes: [] }])
})

test('when a probe is due one row tries what is paused, and the next one may when its lease is over', async () => {
  for (let count = 0; count < 3; count++) await createDealLead()
  const contactOnly = await createTestLead(db)
  await pause('associations', null)

  const rows = await claim()

  expect(rows.map(({ probes }) => probes)).toEqual(expect.arrayContaining([['associations'], []]))
  expect(rows).toHaveLength(2)
  expect(rows.find(({ probes }) => probes.length === 0)).toMatchObject({ assessmentId: contactOnly.id })
  expect(await claim('at the same time')).toEqual([])
  await db.$executeRaw`UPDATE pauses SET "nextProbeAt" = now() - interval '1 second'`
  expect(await claim('after its lease')).toMatchObject([{ probes: ['associations'] }])
})

test.each<Outcome>([
  { result: 'dead', error: 'invalid_email status=400' },
  { result: 'released', waitSeconds: 0 },
])('a probe that is $result and found nothing makes room for another at once', async (outcome) => {
  await createTestLead(db)
  await createTestLead(db)
  await pause('contacts', null)
  const [row] = await claim()
  expect(await claim('too early')).toEqual([])

  await settleLeads(db, [{ row: row!, outcome, extra: { contactId: null, dealId: null } }])

  expect(await claim('next')).toMatchObject([{ probes: ['contacts'] }])
})

test('a probe that finds the operation away leaves the time for the next one as it was found', async () => {
  await createTestLead(db)
  await pause('contacts', null)
  const [row] = await claim()
  await pause('contacts', 600)

  const outcome = { result: 'released', waitSeconds: 0 } as const
  await settleLeads(db, [{ row: row!, outcome, extra: { contactId: null, dealId: null } }])

  expect(await claim('next')).toEqual([])
  expect(await pauses()).toMatchObject([{ waiting: true }])
})

test('a row that needs two paused operations tries both, once neither waits', async () => {
  await createDealLead()
  await pause('contacts', null)
  await pause('deals', 60)
  expect(await claim()).toEqual([])
  await pause('deals', null)
  expect(await claim()).toMatchObject([{ probes: ['contacts', 'deals'] }])
})

test('a claim of one row is a probe when everything is paused, and takes no more than it was to', async () => {
  await createTestLead(db)
  await createDealLead()
  await pause('deals', null)
  expect(await claim('first', 1)).toHaveLength(1)
  expect(await claim('second', 1)).toHaveLength(1)
  await makeAllDue(db)
  await pause('contacts', null)
  await pause('deals', null)
  expect(await claim('third', 1)).toHaveLength(1)
  expect(await claim('fourth', 1)).toEqual([])
})

test('what belongs to another service goes on', async () => {
  await createTestLead(db)
  await pauseOperation(db, {
    operation: 'mail',
    reason: 'key_refused',
    evidence: 'key_refused (401)',
    seconds: 300,
  })
  expect(await claim()).toHaveLength(1)
})
