import { PEOPLE_LIMITS } from '#app/services/crm/one-by-one.server.ts'
import { afterEach, expect, test, vi } from 'vitest'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { eraseInCrm } from '#app/services/crm/erase.server.ts'
import { drainLeads } from '#app/services/crm/drain.server.ts'
import { checkHealth } from '#app/services/check-health.server.ts'
import { reportPrivacy } from '#app/services/privacy/report-privacy.server.ts'
import { showReceipt } from '#app/services/privacy/show-receipt.server.ts'
import { receiptMessage } from '#app/routes/privacy._index/privacy-view.server.ts'
import { finishErasureByHand } from '#app/data/privacy/erasures.server.ts'
import type { HubspotStandIn } from '#dev/hubspot/server.ts'
import { createTestErasure } from '#tests/factories/privacy.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { UNLIMITED, createTestLead, drainDependencies, startSyncPortal } from '#tests/helpers/hubspot-sync.ts'
import { call } from '#tests/helpers/hubspot-stand-in.ts'

const EMAIL = 'robin@works.example'
const CONTACTS = '/crm/objects/2026-09/contacts'

const { db } = await useTestDatabase()

afterEach(() => vi.unstubAllGlobals())

interface Associated {
  results: { from: { id: string } }[]
}

/** Somebody whom HubSpot has, and a request to erase them; `portal` is closed with the test. */
async function createErasureOfSynced({
  knownId = true,
  ...options
}: Parameters<typeof startSyncPortal>[0] & { knownId?: boolean } = {}) {
  const portal = await startSyncPortal(options)
  const { id } = await createTestLead(db, { email: EMAIL, qualifiedForBriefing: true })
  await drainLeads(drainDependencies(db, portal), UNLIMITED)
  const { hubspotContactId } = await db.assessment.findUniqueOrThrow({ where: { id } })
  const contactId = hubspotContactId!
  const erasure = await createTestErasure(db, {
    email: EMAIL,
    assessmentIds: [id],
    contactIds: knownId ? [contactId] : [],
  })
  return {
    portal,
    contactId,
    erasure,
    erase: () => eraseInCrm(drainDependencies(db, portal), { ...PEOPLE_LIMITS, burst: null }),
    stored: () => db.erasure.findUniqueOrThrow({ where: { id: erasure.id } }),
    [Symbol.asyncDispose]: () => portal.close(),
  }
}

/** @returns the number of the contact that it is a part of from then on */
async function mergeIntoAnother(portal: HubspotStandIn, objectIdToMerge: string): Promise<string> {
  const other = await call(portal, 'POST', CONTACTS, { properties: { email: 'robin@home.example' } })
  const primaryObjectId = (other.body as { id: string }).id
  await call(portal, 'POST', `${CONTACTS}/merge`, { primaryObjectId, objectIdToMerge })
  return primaryObjectId
}

test('a contact that was merged into another one is followed there, and counted once', async () => {
  await using synced = await createErasureOfSynced()
  const { portal, contactId } = synced
  await mergeIntoAnother(portal, contactId)
  expect(await synced.erase()).toMatchObject({ completed: 1 })
  expect(portal.contacts()).toEqual([])
  expect(await synced.stored()).toMatchObject({ status: 'completed', hubspotContacts: 1, hubspotDeals: 1 })
})

test.for([
  ['each time', (answer: Associated) => answer],
  ['once', ({ results }: Associated) => ({ results: results.slice(0, 1) })],
] as const)(
  'deals of a merged contact that HubSpot tells of under its present number, %s, hold nobody up',
  async ([, told]) => {
    await using synced = await createErasureOfSynced()
    const { portal, contactId } = synced
    const presentId = await mergeIntoAnother(portal, contactId)
    const real = globalThis.fetch
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      const response = await real(url, init)
      if (!/associations\/.*\/batch\/read/.test(url)) return response
      const { inputs } = JSON.parse(init.body as string) as { inputs: unknown[] }
      const { results } = (await response.json()) as Associated
      const present = results.find(({ from }) => from.id === presentId)!
      return Response.json(told({ results: inputs.map(() => present) }))
    })
    expect(await synced.erase()).toMatchObject({ completed: 1 })
    expect(portal.contacts()).toEqual([])
  },
)

test('a contact whose address sales have changed is found by its id', async () => {
  await using synced = await createErasureOfSynced()
  await call(synced.portal, 'PATCH', `${CONTACTS}/${synced.contactId}`, {
    properties: { email: 'new@works.example' },
  })
  expect(await synced.erase()).toMatchObject({ completed: 1 })
  expect(synced.portal.contacts()).toEqual([])
  expect(await synced.stored()).toMatchObject({ hubspotContacts: 1 })
})

test('a contact that has the address as a further one is found by a search where reads know only first ones', async () => {
  await using synced = await createErasureOfSynced({ readsBySecondaryEmail: false, knownId: false })
  await db.assessment.updateMany({ data: { hubspotContactId: null } })
  await call(synced.portal, 'PATCH', `${CONTACTS}/${synced.contactId}`, {
    properties: { email: 'new@works.example', hs_additional_emails: `old@works.example;${EMAIL}` },
  })
  expect(await synced.erase()).toMatchObject({ completed: 1 })
  expect(synced.portal.contacts()).toEqual([])
})

test('a search that finds another address with the same words erases nobody', async () => {
  await using synced = await createErasureOfSynced({ readsBySecondaryEmail: false, knownId: false })
  await db.assessment.updateMany({ data: { hubspotContactId: null } })
  await call(synced.portal, 'PATCH', `${CONTACTS}/${synced.contactId}`, {
    properties: { email: 'new@works.example', hs_additional_emails: 'works@robin.example' },
  })
  await synced.erase()
  expect(synced.portal.contacts()).toHaveLength(1)
})

test('two erasures of one contact are both done by the first: what that took, the other does not look for', async () => {
  await using synced = await createErasureOfSynced()
  const { contactId } = synced
  const other = await createTestErasure(db, { email: 'robin@home.example', contactIds: [contactId] })
  expect(await synced.erase()).toMatchObject({ completed: 2, dead: 0 })
  expect(await db.erasure.findUniqueOrThrow({ where: { id: other.id } })).toMatchObject({
    status: 'completed',
    hubspotContacts: 1,
    contactIds: [],
  })
})

test('what another erasure has taken and forgotten meanwhile asks nobody to look: neither its own number, nor one merged into it', async () => {
  await using synced = await createErasureOfSynced()
  const { portal, contactId } = synced
  const primaryObjectId = await mergeIntoAnother(portal, contactId)
  expect(await synced.erase()).toMatchObject({ completed: 1 })
  // As a run leaves them that was held up with an answer of before, and a lead that was just being sent.
  for (const id of [contactId, primaryObjectId]) await createTestErasure(db, { contactIds: [id] })
  await createTestErasure(db, { contactIds: [contactId], email: null })
  expect(await synced.erase()).toMatchObject({ completed: 3, dead: 0 })
  expect(await db.erasure.count({ where: { hubspotContacts: 1 } })).toBe(4)
})

test('an erasure that took one contact says nothing of another that HubSpot has lost', async () => {
  await using synced = await createErasureOfSynced()
  expect(await synced.erase()).toMatchObject({ completed: 1 })
  await createTestErasure(db, { contactIds: ['4711'] })
  expect(await synced.erase()).toMatchObject({ completed: 0, dead: 1 })
})

test('where a contact was sent once and HubSpot has none now, the erasure is not done and a person looks', async () => {
  await using synced = await createErasureOfSynced()
  const { portal, contactId, erasure } = synced
  const client = createHubspotClient({ token: portal.token, baseUrl: portal.url })
  await client.eraseContact(contactId)
  expect(await synced.erase()).toMatchObject({ completed: 0, dead: 1 })

  expect(await synced.stored()).toMatchObject({
    status: 'dead',
    lastError: 'nothing_found',
    email: null,
    contactIds: [contactId],
    hubspotContacts: 0,
    hubspotDeals: 1,
  })
  const receipt = (await showReceipt(db, erasure.id))!
  expect(receiptMessage(receipt, 'en')).toMatchObject({
    tone: 'warning',
    texts: [
      expect.anything(),
      expect.stringContaining('until then this erasure is not done'),
      expect.anything(),
    ],
  })
  const report = await reportPrivacy(db, 30)
  expect(report).toMatchObject({
    needsSomebody: true,
    erasures: {
      unfinished: [{ id: erasure.id, contactIds: [contactId] }],
      failures: [{ explanation: expect.stringContaining('--done-by-hand') as string }],
    },
  })
  const { problems, see } = await checkHealth(db, { retentionDays: 30, hubspot: true })
  expect(problems).toContain('dead_erasures')
  expect(see.dead_erasures).toBe('npm run privacy:status')

  expect(await finishErasureByHand(db, erasure.id, new Date())).toBe(true)
  expect(await synced.stored()).toMatchObject({ status: 'completed', contactIds: [] })
})

test('an attempt that was cut off after the deletion is not mistaken for a contact that was never found', async () => {
  await using synced = await createErasureOfSynced()
  synced.portal.setFaults({ rules: [{ kind: 'status_504', path: 'gdpr-delete', commits: true }] })
  expect(await synced.erase()).toMatchObject({ retried: 1 })
  expect(synced.portal.contacts()).toEqual([])
  synced.portal.setFaults({})
  await db.erasure.updateMany({ data: { nextRetryAt: new Date(0) } })
  expect(await synced.erase()).toMatchObject({ completed: 1 })
  expect(await synced.stored()).toMatchObject({ status: 'completed', hubspotContacts: 1, hubspotDeals: 1 })
})
