import { expect, test } from 'vitest'
import type { FaultKind, Operation } from '#dev/hubspot/faults.ts'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { decodeSyncError, faultOwner } from '#app/domain/crm/failure.ts'
import { type DrainDependencies } from '#app/services/crm/drain.server.ts'
import { reportSync } from '#app/services/crm/report-sync.server.ts'
import { setUpPortal } from '#app/services/crm/set-up-portal.server.ts'
import { call } from '#tests/helpers/hubspot-stand-in.ts'
import {
  UNCONFIRMED,
  createTestLead,
  createTestLeads,
  makeAllDue,
  useHubspotSync,
} from '#tests/helpers/hubspot-sync.ts'

const { db, portal, drain, pauses } = await useHubspotSync({ max: 12 })

/** Confirmed addresses are upserted, others created. */
const BOTH_WAYS = [{}, UNCONFIRMED]

const CRONS_IN_25_MINUTES = 5

const countBy = (status: string) => db.hubspotSyncQueue.count({ where: { status } })

/** A cron run, with all waits over that may last until then. */
async function cron(overrides: Partial<DrainDependencies> = {}) {
  const counts = await drain(overrides)
  await makeAllDue(db)
  return counts
}

/** The fault is over: what was held up goes by itself, with nothing doubled and nobody's help. */
async function expectAllToArrive({ leads, deals }: { leads: number; deals: number }): Promise<void> {
  portal.setFaults({})
  for (let run = 0; run < 3; run++) await cron()
  expect(await countBy('completed')).toBe(leads)
  expect(await pauses()).toEqual([])
  expect(portal.contacts()).toHaveLength(leads)
  expect(portal.deals()).toHaveLength(deals)
  const associated = new Set(portal.associations().map(({ fromId }) => fromId))
  expect(portal.deals().every(({ id }) => associated.has(id))).toBe(true)
}

test.each<{ operation: Operation; paused: string; sent: number }>([
  { operation: 'deals', paused: 'deals', sent: 6 },
  { operation: 'associations', paused: 'associations', sent: 6 },
  { operation: 'upserts', paused: 'contacts', sent: 0 },
])(
  'when $operation fail for 25 minutes while reads answer, that operation pauses alone and no lead dies',
  async ({ operation, paused, sent }) => {
    await createTestLeads(db, 12)
    portal.setFaults({ rules: [{ kind: 'html_502', operation }] })
    for (let run = 0; run < CRONS_IN_25_MINUTES; run++) {
      await cron()
      expect(await pauses()).toMatchObject([{ operation: paused, reason: 'failing' }])
    }
    expect(await countBy('completed')).toBe(sent)
    expect(await countBy('dead')).toBe(0)

    const contactOnly = await createTestLead(db)
    await cron()
    const late = await db.assessment.findUniqueOrThrow({ where: { id: contactOnly.id } })
    expect(late.hubspotSyncStatus).toBe(paused === 'contacts' ? 'pending' : 'synced')
    await expectAllToArrive({ leads: 13, deals: 6 })
  },
)

test('a pause of deals costs a large queue of contacts nothing, in the very run that finds it', async () => {
  await createTestLeads(db, 600)
  portal.setFaults({ rules: [{ kind: 'html_502', operation: 'deals' }] })
  expect(await drain()).toMatchObject({ completed: 300, dead: 0, stopped: 'failing' })
  await expectAllToArrive({ leads: 600, deals: 300 })
})

test.each(
  (
    [
      'html_400',
      'html_403',
      'html_413',
      'html_429',
      'html_477',
      'html_530',
      'odd_json_400',
      'conflict_409',
      'unique_clash_400',
      'error_200',
      'empty_results',
      'item_internal_error',
      'item_rate_limits',
      'item_locked',
      'item_conflict',
      'item_without_context',
      'item_without_trace',
      'item_text',
      'item_null',
    ] as const satisfies FaultKind[]
  ).flatMap((kind) => BOTH_WAYS.map((confirmation) => ({ kind, confirmation }))),
)(
  '24 leads that all meet $kind wait, and go by themselves when it is over ($confirmation)',
  async ({ kind, confirmation }) => {
    await createTestLeads(db, 24, confirmation)
    portal.setFaults({ rules: [{ kind, operation: 'contacts', allItems: true }] })
    for (let run = 0; run < 3; run++) await cron()
    expect(await countBy('dead')).toBe(0)
    expect(await countBy('pending')).toBe(24)
    await expectAllToArrive({ leads: 24, deals: 12 })
  },
)

test.each<FaultKind>(['empty_results', 'error_200', 'html_403', 'html_429', 'html_477', 'html_530'])(
  'so they do when everything that HubSpot is asked meets %s',
  async (kind) => {
    await createTestLeads(db, 24)
    portal.setFaults({ rules: [{ kind }] })
    for (let run = 0; run < 3; run++) await cron()
    expect(await countBy('pending')).toBe(24)
    expect(await pauses()).toHaveLength(1)
    await expectAllToArrive({ leads: 24, deals: 12 })
  },
)

const POISON = { company: '<script>alert(1)</script>' }
const FIREWALL = { kind: 'html_403', bodyContains: '<script>' } as const

test('a firewall that asks one lead to wait for days holds up nobody else', async () => {
  await createTestLead(db, POISON)
  await createTestLeads(db, 10)
  portal.setFaults({ rules: [{ ...FIREWALL, kind: 'html_429', retryAfterSeconds: 999_999 }] })

  expect(await drain()).toMatchObject({ completed: 10, retried: 1, dead: 0, stopped: null })

  expect(await pauses()).toEqual([])
})

test('a lead that a firewall dislikes is held up alone, the other thirty go at once, and nothing pauses', async () => {
  await createTestLeads(db, 15)
  const poison = await createTestLead(db, POISON)
  for (let count = 0; count < 15; count++) await createTestLead(db)
  portal.setFaults({ rules: [FIREWALL] })

  const counts = await drain()

  expect(counts).toMatchObject({ completed: 30, retried: 1, dead: 0, stopped: null })
  expect(counts?.calls).toBeLessThan(25)
  expect(counts?.unknownAnswers).toMatch(/^\d+ × foreign_answer status=403 answer=html$/)
  expect(await pauses()).toEqual([])
  const [group] = (await reportSync(db)).failures
  expect(group).toMatchObject({ status: 'pending', count: 1 })
  expect(group?.explanation).toMatch(/in HubSpot's place, such as a firewall/)
  expect(group?.explanation).not.toMatch(/grant/)

  for (let run = 0; run < 10; run++) {
    await makeAllDue(db)
    const next = await createTestLead(db)
    await drain()
    expect(await db.assessment.findUniqueOrThrow({ where: { id: next.id } })).toMatchObject({
      hubspotSyncStatus: 'synced',
    })
  }
  expect(await pauses()).toEqual([])
  expect(await db.hubspotSyncQueue.findFirstOrThrow({ where: { assessmentId: poison.id } })).toMatchObject({
    status: 'pending',
    retryDelaySeconds: 3600,
  })
  portal.setFaults({})
  await makeAllDue(db)
  expect(await drain()).toMatchObject({ completed: 1 })
})

test('leads that fail alone are not what a pause is tried with for ever', async () => {
  for (let count = 0; count < 3; count++) await createTestLead(db, POISON)
  portal.setFaults({ rules: [FIREWALL] })
  await drain()
  expect(await pauses()).toMatchObject([{ operation: 'contacts', reason: 'failing' }])

  const others = await createTestLeads(db, 10)
  await drain()
  expect(await db.assessment.count({ where: { id: { in: others }, hubspotSyncStatus: 'synced' } })).toBe(10)
  expect(await pauses()).toEqual([])
})

test('a permission that is missing for deals pauses them until a deal has worked, whatever else works', async () => {
  const scopes = ['crm.objects.contacts.read', 'crm.objects.contacts.write', 'crm.objects.deals.read']
  portal.addToken('no-deals', scopes)
  const crm = createHubspotClient({ token: 'no-deals', baseUrl: portal.url })
  await createTestLead(db, { qualifiedForBriefing: true })
  await drain({ crm })
  const [pause] = await pauses()
  expect(pause).toMatchObject({ operation: 'deals', reason: 'scope' })
  const { since, nextProbeAt } = pause!
  // The lead waits for its lease, so that no lead is due and a look-up is all there is to ask.
  await db.$executeRaw`UPDATE hubspot_sync_queue SET "nextRetryAt" = now() + interval '1 minute'`
  for (let run = 0; run < 24; run++) {
    await drain({ crm })
    await createTestLead(db)
    await drain({ crm })
  }
  expect(await pauses()).toMatchObject([{ operation: 'deals', reason: 'scope', since, nextProbeAt }])
  await makeAllDue(db)
  await expectAllToArrive({ leads: 25, deals: 1 })
})

test('a pause that no lead waits for any more ends with the next look-up', async () => {
  const lead = await createTestLead(db, { qualifiedForBriefing: true })
  await createTestLead(db, { qualifiedForBriefing: true })
  portal.setFaults({ rules: [{ kind: 'html_502', operation: 'deals' }] })
  await drain()
  expect(await pauses()).toHaveLength(1)
  await db.hubspotSyncQueue.deleteMany({ where: { assessmentId: { not: lead.id } } })
  await db.$executeRaw`UPDATE hubspot_sync_queue SET "nextRetryAt" = now() + interval '1 minute'`
  await drain()
  expect(await pauses()).toHaveLength(1)
  await db.hubspotSyncQueue.deleteMany()
  await drain()
  expect(await pauses()).toEqual([])
})

test.each<[string, () => DrainDependencies['crm']]>([
  [
    'of a data centre that does not exist',
    () => createHubspotClient({ token: 'pat-xx9', baseUrl: portal.url }),
  ],
  ['that no header can carry', () => createHubspotClient({ token: 'pat-eu1-“quoted”', baseUrl: portal.url })],
])('a token %s pauses the sync, and what is said to do is to check the token', async (name, client) => {
  if (name.startsWith('of a')) portal.setFaults({ rules: [{ kind: 'html_530' }] })
  await createTestLeads(db, 12)
  expect(await cron({ crm: client() })).toMatchObject({ completed: 0, dead: 0, retried: 0 })
  const { pauses: explained } = await reportSync(db)
  expect(explained).toHaveLength(1)
  expect(explained[0]?.explanation).toMatch(/HUBSPOT_ACCESS_TOKEN/)
  expect(explained[0]?.explanation).not.toMatch(/nothing to do/)
  await expectAllToArrive({ leads: 12, deals: 6 })
})

test.each([
  { type: 'contacts', name: 'ai_lead_quality', paused: 'contacts' },
  { type: 'deals', name: 'ai_assessment_score', paused: 'deals' },
] as const)(
  'a property of $type that is archived while leads come in holds them up, and hubspot:setup is all it takes',
  async ({ type, name, paused }) => {
    await createTestLeads(db, 20)
    await call(portal, 'DELETE', `/crm/properties/2026-09/${type}/${name}`)
    for (let run = 0; run < 36; run++) await cron()
    expect(await countBy('dead')).toBe(0)
    expect(await db.hubspotSyncQueue.count({ where: { status: 'pending', retryCount: { gt: 0 } } })).toBe(0)
    expect(await pauses()).toMatchObject([{ operation: paused, reason: 'portal_settings' }])
    expect((await reportSync(db)).pauses[0]?.explanation).toBe(
      `HubSpot has no property \`${name}\`: run hubspot:setup; the sync resumes automatically`,
    )
    await setUpPortal(createHubspotClient({ token: portal.token, baseUrl: portal.url }), {
      pipeline: 'default',
      stage: 'appointmentscheduled',
    })
    await expectAllToArrive({ leads: 20, deals: 10 })
  },
)

test('a stage that is removed from the pipeline holds up deals alone, until the setting is right', async () => {
  await createTestLeads(db, 8)
  const deal = { pipeline: 'default', stage: 'removed', amount: 0 }
  for (let run = 0; run < 3; run++) await cron({ deal })
  expect(await pauses()).toMatchObject([{ operation: 'deals', reason: 'portal_settings' }])
  expect(await countBy('completed')).toBe(4)
  await expectAllToArrive({ leads: 8, deals: 4 })
})

test('a lead that HubSpot fails on is tried for three days and more, ever more rarely, and then arrives', async () => {
  const lead = await createTestLead(db)
  await createTestLead(db)
  portal.setFaults({ rules: [{ kind: 'item_internal_error', bodyContains: lead.email! }] })
  let seconds = 0
  for (let attempt = 0; seconds < 72 * 3600; attempt++) {
    await drain()
    const row = await db.hubspotSyncQueue.findFirstOrThrow({ where: { assessmentId: lead.id } })
    expect(row).toMatchObject({ status: 'pending', retryCount: 0 })
    seconds += Math.round((row.nextRetryAt.getTime() - row.lastAttemptAt!.getTime()) / 1000)
    await makeAllDue(db)
    expect(attempt).toBeLessThan(100)
  }
  expect(await countBy('dead')).toBe(0)
  await expectAllToArrive({ leads: 2, deals: 0 })
})

test('only what HubSpot says of the record itself ends one: of a hundred, all other leads arrive', async () => {
  await createTestLeads(db, 10)
  await createTestLead(db, { email: 'bad@(example).com' })
  portal.setFaults({ rules: [{ kind: 'item_internal_error', operation: 'upserts', every: 2 }] })
  for (let run = 0; run < 6; run++) await cron()
  const dead = await db.hubspotSyncQueue.findMany({ where: { status: 'dead' } })
  expect(dead.map(({ lastError }) => faultOwner(decodeSyncError(lastError ?? '')))).toEqual(['record'])
  await cron()
  portal.setFaults({})
  await cron()
  expect(await countBy('completed')).toBe(10)
})
