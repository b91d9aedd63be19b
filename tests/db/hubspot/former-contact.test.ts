import { PEOPLE_LIMITS } from '#app/services/crm/one-by-one.server.ts'
import { expect, test } from 'vitest'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { type ClaimedLead, claimLeads, settleLeads } from '#app/data/hubspot/claims.server.ts'
import { erasePersonRows } from '#app/data/privacy/person.server.ts'
import { CONSENT } from '#app/domain/lead/consent.ts'
import { addContactDetails } from '#app/services/assessment/add-contact-details.server.ts'
import { eraseInCrm } from '#app/services/crm/erase.server.ts'
import { openResults } from '#app/services/assessment/open-results.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { useHubspotSync, createTestClock, createTestLead } from '#tests/helpers/hubspot-sync.ts'

const SOMEBODY_ELSE = 'somebody-else@example.com'
const PRESENT = 'present@example.com'

const { db, portal, drain } = await useHubspotSync({ max: 8 })

async function giveAddress({ id, sessionId }: { id: string; sessionId: string }, email: string) {
  const results = await openResults(db, id, { sessionIds: [sessionId] })
  const given = { details: { email }, consent: CONSENT, now: new Date() }
  const origin = { secrets: ['link-key'], hashSecret: 'hash-key', networkHash: null }
  expect(await addContactDetails(db, results!, given, origin)).toMatchObject({ kind: 'saved' })
}

async function erase(email: string) {
  await erasePersonRows(db, {
    email,
    addressHash: 'hash',
    recipientHashes: [],
    source: 'operator',
    before: null,
  })
  const crm = createHubspotClient({ token: portal.token, baseUrl: portal.url, timeoutMs: 60_000 })
  await eraseInCrm({ db, crm, clock: createTestClock(), random: () => 1 }, { ...PEOPLE_LIMITS, burst: null })
}

/** Somebody with a lead of their own, whose address a stranger gave before giving one of theirs. */
async function strangerWithTwoAddresses(between: () => Promise<unknown>) {
  const victim = await createTestLead(db, { email: SOMEBODY_ELSE })
  await drain()
  const stranger = await createTestAssessment(db, { email: null, consentAt: null, consentTextVersion: null })
  await giveAddress(stranger, SOMEBODY_ELSE)
  await between()
  await giveAddress(stranger, PRESENT)
  return { victim }
}

async function expectUntouched(victim: { id: string }) {
  expect(portal.contacts().map(({ properties }) => properties.email)).toEqual([SOMEBODY_ELSE])
  expect(await db.assessment.findMany()).toMatchObject([{ id: victim.id, email: SOMEBODY_ELSE }])
}

test('an erasure takes nothing from the owner of an address that the person gave before their own', async () => {
  const { victim } = await strangerWithTwoAddresses(drain)
  await drain()
  await erase(PRESENT)
  await expectUntouched(victim)
})

test('the same holds when the lead had reached HubSpot as a contact only, and waits for another attempt', async () => {
  const { victim } = await strangerWithTwoAddresses(async () => {
    const [row] = await claimLeads(db, { limit: 1, token: 'run' })
    const outcome = { result: 'retry', error: 'timeout', waitSeconds: 60, nextDelaySeconds: 120 } as const
    const contactId = portal.contacts()[0]!.id
    await settleLeads(db, [{ row: row!, outcome, extra: { contactId, dealId: null } }])
  })
  await erase(PRESENT)
  await expectUntouched(victim)
})

test('the same holds when the own address is given while the other one is on its way to HubSpot', async () => {
  let row: ClaimedLead | undefined
  const { victim } = await strangerWithTwoAddresses(async () => {
    row = (await claimLeads(db, { limit: 1, token: 'run' }))[0]
  })
  const contactId = portal.contacts()[0]!.id
  const settlement = {
    row: row!,
    outcome: { result: 'completed' },
    extra: { contactId, dealId: null },
  } as const
  expect(await settleLeads(db, [settlement])).toMatchObject([{ reopened: true }])
  await erase(PRESENT)
  await expectUntouched(victim)
})

test('a newer assessment counts as sent under the address that it was sent to, not under the one given since', async () => {
  const newer = await createTestAssessment(db, { completedAt: new Date('2026-11-03T08:00:00Z') })
  await giveAddress(newer, SOMEBODY_ELSE)
  await drain()
  await giveAddress(newer, PRESENT)
  await db.hubspotSyncQueue.updateMany({ where: { status: 'pending' }, data: { status: 'dead' } })
  await createTestLead(db, {
    email: PRESENT,
    completedAt: new Date('2026-11-02T08:00:00Z'),
    totalScore: 61,
  })

  expect(await drain()).toMatchObject({ completed: 1 })

  const { properties } = portal.contacts().find((contact) => contact.properties.email === PRESENT)!
  expect(properties).toMatchObject({ ai_assessment_score: '61' })
})
