import { afterEach, expect, test, vi } from 'vitest'
import { createFormsClient, createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { syncLeadNow } from '#app/services/crm/sync-lead-now.server.ts'
import { createTestQueueRow } from '#tests/factories/outbox.ts'
import { followUpOf, followUpSettings, makeFollowUpsDue } from '#tests/helpers/follow-ups.ts'
import {
  UNCONFIRMED,
  createTestLead,
  createTestLeads,
  drainDependencies,
  useHubspotSync,
} from '#tests/helpers/hubspot-sync.ts'

const { db, portal, drain, pauses } = await useHubspotSync({ max: 6 })

const followUps = followUpSettings({ notes: true })
const form = {
  client: createFormsClient({ token: portal.token, baseUrl: portal.url }),
  portalId: String(portal.portalId),
  formId: '78c2891f-ebdd-44c0-bd94-15c012bbbfbf',
  company: null,
}
const run = () => drain({ followUps })

afterEach(() => vi.unstubAllGlobals())

test('a lead gets one note on its contact, with score, weakest areas, answers in words, tags and a link', async () => {
  const lead = await createTestLead(db, {
    referrerSource: 'https://news.example.com/?utm_source=letter&utm_medium=email&utm_campaign=%3Cb%3E',
  })
  expect(await run()).toMatchObject({ completed: 1, followed: 1, leftOut: 0 })
  const [note] = portal.notes()
  expect(note?.contacts).toEqual(portal.contacts().map(({ id }) => id))
  expect(note?.body).toContain('75 of 100, AI Value Builder')
  expect(note?.body).toContain('Weakest areas: ')
  expect(note?.body).toContain('letter / email / &lt;b&gt;')
  expect(note?.body).toContain(`https://scorecard.example.com/ops/leads/${lead.id}`)
  expect(note?.body).toContain('<li>')
  expect(note?.body).not.toContain(lead.email)
  expect(await followUpOf(db, lead.id)).toMatchObject({ status: 'completed', noteId: note?.id })
})

test('details that come later send the lead again, and no second note', async () => {
  const lead = await createTestLead(db)
  await run()
  await createTestQueueRow(db, lead)
  await run()
  expect(portal.notes()).toHaveLength(1)
})

test('a hundred notes are one call', async () => {
  await createTestLeads(db, 150)
  expect(await run()).toMatchObject({ completed: 150, followed: 150 })
  const notes = portal.calls().filter(({ path }) => path.includes('/notes/'))
  expect(notes.map(({ inputs }) => inputs)).toEqual([100, 50])
  expect(portal.notes()).toHaveLength(150)
})

test('a contact whose notes HubSpot tells of under another number keeps nobody else’s note waiting', async () => {
  const [merged, other] = await createTestLeads(db, 2)
  portal.setFaults({ rules: [{ kind: 'commit_then_drop', path: '/notes/batch/create', next: 1 }] })
  await run()
  const { hubspotContactId } = await db.assessment.findUniqueOrThrow({ where: { id: merged! } })
  const real = globalThis.fetch
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const response = await real(url, init)
    if (!/associations\/.*\/notes\/batch\/read/.test(url)) return response
    return new Response((await response.text()).replaceAll(`"${hubspotContactId}"`, '"4711"'), response)
  })
  await makeFollowUpsDue(db)
  await run()
  expect(await followUpOf(db, other!)).toMatchObject({ status: 'completed' })
  expect(await followUpOf(db, merged!)).toMatchObject({ status: 'pending', noteId: null })
  expect(portal.notes()).toHaveLength(2)
})

test('a note whose call broke off after it was made is found, and not made again', async () => {
  const lead = await createTestLead(db)
  portal.setFaults({ rules: [{ kind: 'commit_then_drop', path: '/notes/batch/create', next: 1 }] })
  expect(await run()).toMatchObject({ completed: 1, followed: 0 })
  const waiting = await followUpOf(db, lead.id)
  expect(waiting).toMatchObject({ status: 'pending', lastError: 'network', noteId: null })
  expect(waiting!.nextRetryAt.getTime()).toBeGreaterThan(waiting!.lastAttemptAt!.getTime() + 100_000)
  await makeFollowUpsDue(db)
  await run()
  expect(portal.notes()).toHaveLength(1)
  expect(await followUpOf(db, lead.id)).toMatchObject({ status: 'completed', noteId: portal.notes()[0]!.id })
})

test.each(['html_400', 'html_403', 'html_404', 'html_413', 'html_429'] as const)(
  'notes are not made again where something between has answered after they were: %s',
  async (kind) => {
    await createTestLeads(db, 3)
    portal.setFaults({ rules: [{ kind, path: '/notes/batch/create', next: 1, commits: true }] })
    await run()
    portal.setFaults({})
    await makeFollowUpsDue(db)
    await run()
    expect(portal.notes()).toHaveLength(3)
  },
)

test.each([
  ['/0-1/notes/batch/read', 'empty_results', 'no_result'],
  ['/objects/2026-09/notes/batch/read', 'empty_results', 'no_result'],
  ['/0-1/notes/batch/read', 'item_internal_error', 'INTERNAL_ERROR'],
  ['/objects/2026-09/notes/batch/read', 'item_internal_error', 'INTERNAL_ERROR'],
] as const)(
  'an answer that leaves out what was asked about is no proof that there is no note: %s, %s',
  async (path, kind, error) => {
    const lead = await createTestLead(db)
    portal.setFaults({ rules: [{ kind: 'commit_then_drop', path: '/notes/batch/create', next: 1 }] })
    await run()
    portal.setFaults({ rules: [{ kind, path }] })
    await makeFollowUpsDue(db)
    await run()
    expect(portal.notes()).toHaveLength(1)
    expect(await followUpOf(db, lead.id)).toMatchObject({
      status: 'pending',
      lastError: expect.stringContaining(error) as string,
    })
    portal.setFaults({})
    await db.pause.deleteMany()
    await makeFollowUpsDue(db)
    await run()
    expect(portal.notes()).toHaveLength(1)
    expect(await followUpOf(db, lead.id)).toMatchObject({
      status: 'completed',
      noteId: portal.notes()[0]!.id,
    })
  },
)

test('a note that was made is found as well when the site has moved meanwhile', async () => {
  await createTestLead(db)
  portal.setFaults({ rules: [{ kind: 'commit_then_drop', path: '/notes/batch/create', next: 1 }] })
  await run()
  await makeFollowUpsDue(db)
  await drain({ followUps: { ...followUps, siteUrl: 'https://moved.example.com' } })
  expect(portal.notes()).toHaveLength(1)
})

test('a note whose call broke off before it was made is made by the next run', async () => {
  const lead = await createTestLead(db)
  portal.setFaults({ rules: [{ kind: 'drop_before', path: '/notes/batch/create', next: 1 }] })
  await run()
  await makeFollowUpsDue(db)
  await run()
  expect(portal.notes()).toHaveLength(1)
  expect(await followUpOf(db, lead.id)).toMatchObject({ status: 'completed' })
})

test('notes that HubSpot times out on, or answers with a page, never keep a lead from being settled', async () => {
  const leads = [await createTestLead(db), await createTestLead(db, { qualifiedForBriefing: true })]
  portal.setFaults({ rules: [{ kind: 'html_502', path: '/notes/', commits: true }] })
  expect(await run()).toMatchObject({ completed: 2, followed: 0, dead: 0, retried: 0 })
  for (const { id } of leads)
    expect(await db.assessment.findUniqueOrThrow({ where: { id } })).toMatchObject({
      hubspotSyncStatus: 'synced',
      hubspotSyncError: null,
    })
})

test('a token without the permission pauses notes alone, and they go by themselves once it has it', async () => {
  await createTestLead(db)
  portal.setFaults({ rules: [{ kind: 'missing_scopes', path: '/notes/' }] })
  expect(await run()).toMatchObject({ completed: 1, followed: 0, stopped: 'scope' })
  await createTestLead(db)
  expect(await run()).toMatchObject({ completed: 1 })
  expect(await pauses()).toMatchObject([{ operation: 'notes', reason: 'scope' }])
  portal.setFaults({})
  await run()
  await makeFollowUpsDue(db)
  await run()
  expect(portal.notes()).toHaveLength(2)
  expect(await pauses()).toEqual([])
})

test('one note that HubSpot refuses keeps no other from being made', async () => {
  const ids = await createTestLeads(db, 3)
  portal.setFaults({ rules: [{ kind: 'item_internal_error', path: '/notes/batch/create', next: 1 }] })
  expect(await run()).toMatchObject({ completed: 3, followed: 2 })
  await makeFollowUpsDue(db)
  await run()
  expect(portal.notes()).toHaveLength(ids.length)
})

test('who withdraws consent before the note is written gets none', async () => {
  const lead = await createTestLead(db)
  const { crm } = drainDependencies(db, portal)
  await drain({
    followUps,
    crm: {
      ...crm!,
      upsert: async (...args) => {
        const answer = await crm!.upsert(...args)
        await db.$queryRaw`SELECT withdraw_consent(${lead.email})`
        return answer
      },
    },
  })
  expect(portal.notes()).toEqual([])
})

test('who withdraws while the note waits for another try gets none', async () => {
  const lead = await createTestLead(db)
  portal.setFaults({ rules: [{ kind: 'drop_before', path: '/notes/', next: 1 }] })
  await run()
  await db.$queryRaw`SELECT withdraw_consent(${lead.email})`
  await makeFollowUpsDue(db)
  await run()
  expect(portal.notes()).toEqual([])
  expect(await followUpOf(db, lead.id)).toMatchObject({ status: 'cancelled' })
})

test('a note about an unconfirmed address says so', async () => {
  await createTestLead(db, UNCONFIRMED)
  await run()
  expect(portal.notes()[0]?.body).toContain('was not confirmed')
})

test('a lead that is sent right after its page takes one statement more for its note, and gives calls back with it', async () => {
  const lead = await createTestLead(db, UNCONFIRMED)
  const statements: string[] = []
  const counted = new Proxy(db, {
    get(target, property) {
      statements.push(String(property))
      const value: unknown = Reflect.get(target, property)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
  const dependencies = {
    ...drainDependencies(counted, portal),
    crm: createHubspotClient({ token: portal.token, baseUrl: portal.url }),
    followUps: { ...followUps, form },
  }
  expect(await syncLeadNow(dependencies, lead.id)).toMatchObject({ completed: 1, followed: 1, calls: 2 })
  // Claim with its calls, settlement of the lead, settlement of its note with the call given back of a form for nobody confirmed.
  expect(statements).toHaveLength(3)
  expect((await db.hubspotSyncState.findFirst())?.callTimes).toHaveLength(2)
  expect(portal.notes()).toHaveLength(1)
})

test('a note that a withdrawal kept back comes after a new consent', async () => {
  const lead = await createTestLead(db)
  portal.setFaults({ rules: [{ kind: 'status_503', path: '/notes/batch/create' }] })
  await run()
  portal.setFaults({})
  await db.$queryRaw`SELECT withdraw_consent(${lead.email})`
  expect(await followUpOf(db, lead.id)).toMatchObject({ status: 'cancelled' })
  await db.assessment.update({
    where: { id: lead.id },
    data: { consentWithdrawnAt: null, consentAt: new Date(), consentPurposes: ['results', 'contact'] },
  })
  await db.hubspotSyncQueue.deleteMany()
  await createTestQueueRow(db, lead)
  await db.pause.deleteMany()
  await run()
  await makeFollowUpsDue(db)
  await run()
  expect(portal.notes()).toHaveLength(1)
  expect(await followUpOf(db, lead.id)).toMatchObject({ status: 'completed', noteId: portal.notes()[0]!.id })
})

test('a note about a contact that is gone is left out, alone and among others', async () => {
  const leads = [await createTestLead(db), await createTestLead(db)]
  await drain()
  const { crm } = drainDependencies(db, portal)
  const { hubspotContactId: gone } = await db.assessment.findUniqueOrThrow({ where: { id: leads[0]!.id } })
  await crm!.eraseContact(gone!)
  for (const { id } of leads) {
    const { hubspotContactId } = await db.assessment.findUniqueOrThrow({ where: { id } })
    await db.hubspotFollowUp.create({ data: { assessmentId: id, kind: 'note', contactId: hubspotContactId } })
  }
  await run()
  expect(await followUpOf(db, leads[0]!.id)).toMatchObject({ status: 'dead' })
  expect(await followUpOf(db, leads[1]!.id)).toMatchObject({ status: 'completed' })
})
