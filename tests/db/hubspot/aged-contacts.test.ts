import { expect, onTestFinished, test } from 'vitest'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { scorecardsInCrm } from '#app/content/crm.ts'
import { SCORE_NAMES, namesIn } from '#app/domain/hubspot/score-names.ts'
import { clearAgedContacts } from '#app/services/crm/clear-aged-contacts.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { PERIOD_DAYS, LONG_AGO, UNLIMITED, OTHER, useAgedContacts } from '#tests/helpers/aged-contacts.ts'
import { followUpSettings } from '#tests/helpers/follow-ups.ts'
import {
  SYNC_DEFINITIONS,
  createTestClock,
  createTestLead,
  startSyncPortal,
  drainDependencies,
} from '#tests/helpers/hubspot-sync.ts'

const {
  db,
  portal,
  drain,
  hubspot,
  clear,
  lastRun,
  scrub,
  age,
  agedLead,
  agedLeads,
  leadsOf,
  contactOf,
  isCleared,
  notesOf,
  dealOf,
  everything,
  scoresOf,
} = await useAgedContacts()

const LATER = '2999-01-31'
const followUps = followUpSettings({ notes: true })

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
  const before = everything()
  expect(await clear()).toMatchObject({ cleared: 0 })
  expect(everything()).toEqual(before)
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
  await clearAgedContacts({ ...drainDependencies(db, portal), utm: true }, PERIOD_DAYS, UNLIMITED)
  expect(portal.contacts()[0]?.properties.utm_source).toBe('')
})

test('whoever is with us still is not touched, nor who has come again and is not in HubSpot yet', async () => {
  await createTestLead(db)
  await drain({ followUps })
  await age()
  const before = everything()
  expect(await clear()).toMatchObject({ cleared: 0 })
  await scrub()
  const email = portal.contacts()[0]!.properties.email!
  await createTestAssessment(db, { email: email.toUpperCase() })
  expect(await clear()).toMatchObject({ cleared: 0 })
  expect(everything()).toEqual(before)
})

test.for(['erasure', 'withdrawal'])(
  'a contact about which an %s is under way is left to it',
  async (kind) => {
    const { id, email } = await agedLead()
    const before = everything()
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
    expect(everything()).toEqual(before)
  },
)

test('the contact itself counts, and not what the index knows of it', async () => {
  const { id } = await agedLead()
  const crm = hubspot()
  await crm.update('contacts', id, { [SCORE_NAMES.date]: LATER })
  const stale = [{ id, properties: { [SCORE_NAMES.date]: LONG_AGO } }]
  const before = everything()
  expect(await clear({ ...crm, searchAged: async () => ({ found: stale, total: 1 }) })).toMatchObject({
    cleared: 0,
  })
  expect(everything()).toEqual(before)
})

test('what an aged contact shares with a later one stays: the deal’s score, and the note', async () => {
  await leadsOf('aged@example.com', 'young@example.com')
  const id = contactOf('aged@example.com').id
  const deal = dealOf('young@example.com')
  const note = notesOf('young@example.com')[0]!
  await hubspot().createNote({ text: note.body, at: new Date(), on: [{ type: 'contacts', id }] })
  await hubspot().associate([{ dealId: deal.id, contactId: id }])
  expect(await clear()).toMatchObject({ cleared: 1 })
  expect(isCleared('aged@example.com')).toBe(true)
  expect(dealOf('young@example.com').properties.ai_assessment_score).not.toBe('')
  expect(notesOf('aged@example.com').map(({ body }) => body)).toEqual([note.body])
})

test('a note of sales with the address of a lead’s page in it is theirs', async () => {
  await leadsOf('aged@example.com')
  const text = 'Called. <a href="https://scorecard.example.com/ops/leads/a-1">Her answers</a>'
  const on = [{ type: 'contacts' as const, id: contactOf('aged@example.com').id }]
  await hubspot().createNote({ text, at: new Date(), on })
  expect(await clear()).toMatchObject({ cleared: 1 })
  expect(notesOf('aged@example.com').map(({ body }) => body)).toEqual([text])
})

test('a night makes a bounded number of calls, and the next one goes on', async () => {
  await agedLeads(25)
  const before = portal.calls().length
  expect(await clear(hubspot(), { ...UNLIMITED, calls: 40 })).toMatchObject({ stopped: 'calls' })
  expect(portal.calls().length - before).toBe(40)
  expect(await lastRun()).toMatchObject({ outcome: 'partial' })
  await clear()
  expect(scoresOf()).toEqual([])
})

test('hundreds are found by their ids, a hundred a search', async () => {
  await agedLeads(230)
  expect(await clear(hubspot(), { ...UNLIMITED, calls: 2_000, seconds: 10_000 })).toMatchObject({
    cleared: 230,
  })
  const searches = portal.calls().filter(({ path }) => path.endsWith('/search'))
  expect(searches).toHaveLength(3 + scorecardsInCrm().length)
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
  expect(await clearAgedContacts({ ...dependencies, crm: null }, PERIOD_DAYS)).toBeNull()
  expect(
    await clearAgedContacts({ ...dependencies, crm: { ...hubspot(), searchAged: null } }, PERIOD_DAYS),
  ).toBeNull()
  expect(portal.calls()).toHaveLength(before)
  expect(await db.retentionRun.count()).toBe(0)
})
