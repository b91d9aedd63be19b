import { expect, onTestFinished, test } from 'vitest'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { scorecardsInCrm } from '#app/content/crm.ts'
import { CrmError } from '#app/domain/crm/errors.ts'
import type { Crm } from '#app/domain/crm/crm.ts'
import { SCORE_NAMES, namesIn } from '#app/domain/hubspot/score-names.ts'
import { CLEARING_LIMITS, clearAgedContacts } from '#app/services/crm/clear-aged-contacts.server.ts'
import { seededRandom } from '#prisma/seeded-random.ts'
import { FAULT_KINDS, type FaultKind } from '#dev/hubspot/faults.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { followUpSettings } from '#tests/helpers/follow-ups.ts'
import {
  SYNC_DEFINITIONS,
  createTestClock,
  createTestLead,
  createTestLeads,
  drainDependencies,
  startSyncPortal,
  useHubspotSync,
} from '#tests/helpers/hubspot-sync.ts'

const { db, portal, drain } = await useHubspotSync({ searchLagMs: 0 })
const hubspot = () => createHubspotClient({ token: portal.token, baseUrl: portal.url })

const DAYS = 365
const LONG_AGO = '2020-01-31'
const LATER = '2999-01-31'
const followUps = followUpSettings({ notes: true })
const UNLIMITED = { ...CLEARING_LIMITS, burst: null }
const OTHER = scorecardsInCrm()[0]!.names

const clear = (crm: Crm = hubspot(), limits = UNLIMITED) =>
  clearAgedContacts({ ...drainDependencies(db, portal), crm, random: seededRandom(11) }, DAYS, limits)
const lastRun = () => db.retentionRun.findFirst({ orderBy: [{ startedAt: 'desc' }, { finishedAt: 'desc' }] })

async function scrub(): Promise<void> {
  await db.assessment.updateMany({ data: { createdAt: new Date('2020-01-31T10:00:00Z') } })
  await db.$executeRaw`SELECT scrub_assessments('2020-06-01', '-infinity', 1000)`
}

async function age(values: Record<string, string> = { [SCORE_NAMES.date]: LONG_AGO }): Promise<void> {
  for (const { id } of portal.contacts()) await hubspot().update('contacts', id, values)
}

/** A lead with a note and a deal, of whom nobody but HubSpot knows anything any more. */
async function agedLead(values?: Record<string, string>) {
  const lead = await createTestLead(db, { phone: '+15550100' })
  await drain({ followUps })
  await scrub()
  await age(values)
  const contact = portal.contacts()[0]!
  return { lead, id: contact.id, email: contact.properties.email! }
}

const scoresOf = (names = SCORE_NAMES) =>
  portal
    .contacts()
    .map(({ properties }) => namesIn(names).flatMap((name) => properties[name] || []))
    .flat()

const anything = () => ({
  contacts: portal.contacts().map(({ id, properties }) => ({ id, properties })),
  deals: portal.deals().map(({ id, properties }) => ({ id, properties })),
  notes: portal.notes(),
})

test('after the period results, note and the deal’s score are gone, and what sales have stays', async () => {
  const { id, lead } = await agedLead()
  await hubspot().createNote({ text: 'Called', at: new Date(), on: [{ type: 'contacts', id }] })
  await hubspot().update('deals', portal.deals()[0]!.id, { dealstage: 'contractsent' })
  expect(portal.notes()).toHaveLength(2)

  expect(await clear()).toEqual({ cleared: 1, failed: 0, stopped: null })

  expect(scoresOf()).toEqual([])
  expect(portal.contacts()).toMatchObject([
    { id, properties: { email: lead.email, lastname: lead.lastName, phone: lead.phone } },
  ])
  expect(portal.notes().map(({ body }) => body)).toEqual(['Called'])
  expect(portal.deals()).toMatchObject([
    { properties: { ai_assessment_score: '', ai_assessment_id: lead.id, dealstage: 'contractsent' } },
  ])
  expect(await lastRun()).toMatchObject({ job: 'clear_crm_contacts', outcome: 'completed', affectedRows: 1 })
})

test('who was cleared is not found the next night', async () => {
  await agedLead()
  await clear()
  const before = portal.calls().length
  expect(await clear()).toMatchObject({ cleared: 0 })
  expect(portal.calls().slice(before)).toHaveLength(1 + scorecardsInCrm().length)
})

test('a later assessment of another scorecard keeps all of a contact', async () => {
  await agedLead({ [SCORE_NAMES.date]: LONG_AGO, [OTHER.date]: LATER })
  const before = anything()
  expect(await clear()).toMatchObject({ cleared: 0 })
  expect(anything()).toEqual(before)
})

test('what all scorecards have written goes together', async () => {
  await agedLead({ [SCORE_NAMES.date]: LONG_AGO, [OTHER.date]: '2020-02-01', [OTHER.score]: '50' })
  expect(await clear()).toMatchObject({ cleared: 1 })
  expect([...scoresOf(), ...scoresOf(OTHER)]).toEqual([])
})

test('a contact whose last assessment is of another scorecard alone is found', async () => {
  await agedLead({ [SCORE_NAMES.date]: '', [OTHER.date]: LONG_AGO })
  expect(await clear()).toMatchObject({ cleared: 1 })
})

test('campaign tags go where the setting has them sent, and are the account’s own elsewhere', async () => {
  portal.provision({
    contacts: {
      groups: [],
      properties: [
        { name: 'utm_source', label: 'Source', groupName: 'ai_readiness', type: 'string', fieldType: 'text' },
      ],
    },
    deals: { groups: [], properties: [] },
  })
  await agedLead({ [SCORE_NAMES.date]: LONG_AGO, utm_source: 'letter' })
  await clear()
  expect(portal.contacts()[0]?.properties.utm_source).toBe('letter')
  await age()
  await clearAgedContacts({ ...drainDependencies(db, portal), utm: true }, DAYS, UNLIMITED)
  expect(portal.contacts()[0]?.properties.utm_source).toBe('')
})

test('whoever is with us still is not touched, nor who has come again and is not in HubSpot yet', async () => {
  await createTestLead(db)
  await drain({ followUps })
  await age()
  const before = anything()
  expect(await clear()).toMatchObject({ cleared: 0 })
  await scrub()
  const email = portal.contacts()[0]!.properties.email!
  await createTestAssessment(db, { email: email.toUpperCase() })
  expect(await clear()).toMatchObject({ cleared: 0 })
  expect(anything()).toEqual(before)
})

test.for(['erasure', 'withdrawal'])(
  'a contact about which an %s is under way is left to it',
  async (kind) => {
    const { id, email } = await agedLead()
    const before = anything()
    if (kind === 'erasure') {
      await db.erasure.create({
        data: { addressHash: 'hash', source: 'request', erasedRows: 0, email, contactIds: [] },
      })
    } else {
      await db.contactMark.create({
        data: { kind: 'withdrawn', source: 'request', confirmed: true, contactIds: [id] },
      })
    }
    expect(await clear()).toEqual({ cleared: 0, failed: 0, stopped: null })
    expect(anything()).toEqual(before)
  },
)

test('the contact itself counts, and not what the index knows of it', async () => {
  const { id } = await agedLead()
  const crm = hubspot()
  await crm.update('contacts', id, { [SCORE_NAMES.date]: LATER })
  const stale = [{ id, properties: { [SCORE_NAMES.date]: LONG_AGO } }]
  const before = anything()
  expect(await clear({ ...crm, searchAged: async () => ({ found: stale, total: 1 }) })).toMatchObject({
    cleared: 0,
  })
  expect(anything()).toEqual(before)
})

test('who comes while their contact is read is not touched', async () => {
  const { id, email } = await agedLead()
  const crm = hubspot()
  const before = anything()
  const counts = await clear({
    ...crm,
    associatedDeals: async (...call) => {
      await createTestAssessment(db, { email, hubspotContactId: id })
      return crm.associatedDeals(...call)
    },
  })
  expect(counts).toMatchObject({ cleared: 0 })
  expect(anything()).toEqual(before)
})

test('who is sent in the moment in which their contact is cleared is sent again', async () => {
  const { email } = await agedLead()
  const crm = hubspot()
  await clear({
    ...crm,
    update: async (type, ...call) => {
      if (type === 'contacts') {
        await createTestLead(db, { email })
        await drain()
      }
      return crm.update(type, ...call)
    },
  })
  expect(scoresOf()).toEqual([])
  await drain()
  expect(portal.contacts()[0]?.properties[SCORE_NAMES.date]).toBe('2026-11-01')
})

test('two runs beside each other do what one does', async () => {
  await createTestLeads(db, 25)
  await drain({ followUps })
  await scrub()
  await age()
  const both = await Promise.all([clear(), clear()])
  expect(both).toMatchObject([{ stopped: null }, { stopped: null }])
  expect(scoresOf()).toEqual([])
  expect(portal.notes()).toEqual([])
  expect(portal.contacts()).toHaveLength(25)
})

test('a night makes a bounded number of calls, and the next one goes on', async () => {
  await createTestLeads(db, 25)
  await drain({ followUps })
  await scrub()
  await age()
  const before = portal.calls().length
  expect(await clear(hubspot(), { ...UNLIMITED, calls: 40 })).toMatchObject({ stopped: 'calls' })
  expect(portal.calls().length - before).toBe(40)
  expect(await lastRun()).toMatchObject({ outcome: 'partial' })
  await clear()
  expect(scoresOf()).toEqual([])
})

test('hundreds are found by their ids, a hundred a search', async () => {
  await createTestLeads(db, 230)
  await drain()
  await scrub()
  await age()
  expect(await clear(hubspot(), { ...UNLIMITED, calls: 2_000, seconds: 10_000 })).toMatchObject({
    cleared: 230,
  })
  const searches = portal.calls().filter(({ path }) => path.endsWith('/search'))
  expect(searches).toHaveLength(3 + scorecardsInCrm().length)
})

const NEEDS_SOMEBODY: readonly FaultKind[] = ['revoked_token', 'expired_token', 'missing_scopes']

test.for(Object.keys(FAULT_KINDS) as FaultKind[])(
  'whatever HubSpot answers (%s), nobody is cleared by half, nothing pauses, and the next night goes on',
  async (kind) => {
    await createTestLeads(db, 12)
    await drain({ followUps })
    await scrub()
    await age()
    const names = portal.contacts().map(({ properties: { email, lastname } }) => [email, lastname])
    portal.setFaults({ rules: [{ kind, every: 3, delayMs: 0 }] })
    if (NEEDS_SOMEBODY.includes(kind)) await expect(clear()).rejects.toThrow(CrmError)
    else await clear()
    expect(await db.pause.count()).toBe(0)
    for (const { id, properties } of portal.contacts()) {
      const left = namesIn(SCORE_NAMES).filter((name) => properties[name])
      const isWhole = left.includes(SCORE_NAMES.date)
      if (!isWhole) expect(left).toEqual([])
      if (!isWhole) expect(portal.notes().filter(({ contacts }) => contacts.includes(id))).toEqual([])
    }
    portal.setFaults({ rules: [] })
    await clear()
    expect(scoresOf()).toEqual([])
    expect(portal.notes()).toEqual([])
    expect(portal.contacts().map(({ properties: { email, lastname } }) => [email, lastname])).toEqual(names)
  },
)

const CALLS = { searches: { path: '/search' }, reads: { path: '/batch/read' }, writes: { method: 'PATCH' } }
const ODD = ['html_403', 'error_200', 'empty_results', 'status_500', 'burst_429', 'daily_429'] as const

test.for(Object.keys(CALLS).flatMap((calls) => ODD.map((kind) => [calls, kind] as const)))(
  'where %s are answered with %s nothing is cleared, and the run says that it has not ended',
  async ([calls, kind]) => {
    await agedLead()
    const before = anything()
    portal.setFaults({ rules: [{ kind, ...CALLS[calls as keyof typeof CALLS] }] })
    expect(await clear()).toMatchObject({ cleared: 0 })
    expect(await lastRun()).toMatchObject({ outcome: 'partial', affectedRows: 0 })
    expect(anything().contacts).toEqual(before.contacts)
    portal.setFaults({ rules: [] })
    expect(await clear()).toEqual({ cleared: 1, failed: 0, stopped: null })
  },
)

test('a contact that cannot be cleared keeps no other one waiting', async () => {
  await createTestLeads(db, 6)
  await drain()
  await scrub()
  await age()
  const { id } = portal.contacts()[2]!
  portal.setFaults({ rules: [{ kind: 'odd_json_400', method: 'PATCH', path: `/${id}` }] })
  expect(await clear()).toEqual({ cleared: 5, failed: 1, stopped: null })
  expect(await lastRun()).toMatchObject({ outcome: 'partial' })
})

test('a missing permission is said by one call, and fails the run', async () => {
  await agedLead()
  portal.setFaults({ rules: [{ kind: 'missing_scopes' }] })
  const before = portal.calls().length
  await expect(clear()).rejects.toThrow('scope')
  expect(portal.calls().length - before).toBe(1)
  expect(await lastRun()).toMatchObject({ outcome: 'failed' })
  expect(await db.pause.count()).toBe(0)
})

test('while calls to HubSpot are paused none is made', async () => {
  await agedLead()
  await db.pause.create({ data: { operation: 'erasures', reason: 'operator', evidence: 'maintenance' } })
  const before = portal.calls().length
  expect(await clear()).toMatchObject({ cleared: 0, stopped: 'paused' })
  expect(portal.calls()).toHaveLength(before)
})

test('an account without the other scorecard’s properties is cleared of what it has', async () => {
  const isOthers = ({ name }: { name: string }) => namesIn(OTHER).includes(name)
  const { contacts, deals } = SYNC_DEFINITIONS
  const definitions = {
    contacts: { ...contacts, properties: contacts.properties.filter((one) => !isOthers(one)) },
    deals: { ...deals, properties: deals.properties.filter((one) => !isOthers(one)) },
  }
  const small = await startSyncPortal({ definitions, searchLagMs: 0 })
  onTestFinished(() => small.close())
  const crm = createHubspotClient({ token: small.token, baseUrl: small.url })
  const properties = { [SCORE_NAMES.date]: LONG_AGO, [SCORE_NAMES.score]: '40' }
  await crm.upsert('contacts', 'email', [{ key: 'person@example.com', traceId: '1', properties }])
  expect(await clear(crm)).toEqual({ cleared: 1, failed: 0, stopped: null })
  expect(small.contacts()).toMatchObject([{ properties: { [SCORE_NAMES.score]: '' } }])
})

test('without the period, or a CRM that can be asked, nothing is done and nothing is logged', async () => {
  await agedLead()
  const before = portal.calls().length
  const dependencies = { ...drainDependencies(db, portal), clock: createTestClock() }
  expect(await clearAgedContacts(dependencies, undefined)).toBeNull()
  expect(await clearAgedContacts({ ...dependencies, crm: null }, DAYS)).toBeNull()
  expect(
    await clearAgedContacts({ ...dependencies, crm: { ...hubspot(), searchAged: null } }, DAYS),
  ).toBeNull()
  expect(portal.calls()).toHaveLength(before)
  expect(await db.retentionRun.count()).toBe(0)
})
