import { DEFAULT_MOUNT } from '#app/domain/visit/mount.ts'
import { expect, test } from 'vitest'
import { confirmAddress } from '#app/data/mail/access-links.server.ts'
import { noteUndeliverable } from '#app/data/mail/undeliverable.server.ts'
import { openResults } from '#app/services/assessment/open-results.server.ts'
import { resultsView } from '#app/routes/assessment.results.$id/results-view.server.ts'
import { createTestAccessLink } from '#tests/factories/privacy.ts'
import { createTestEmailMessage } from '#tests/factories/outbox.ts'
import { UNCONFIRMED, createTestLead, useHubspotSync } from '#tests/helpers/hubspot-sync.ts'
import { EMAIL, withdraw } from '#tests/helpers/withdrawal.ts'

const LATER = new Date('2999-01-01T00:00:00Z')

const { db, portal, drain, mark } = await useHubspotSync()

/** The deals of who withdraws are closed. */
const CLOSING = { withdrawnStage: 'closedlost' }

async function createSynced() {
  const lead = await createTestLead(db, { email: EMAIL, qualifiedForBriefing: true, ...UNCONFIRMED })
  await drain()
  return lead
}

const agreeAgain = (id: string, more: { consentPurposes?: string[]; addressConfirmedAt?: Date } = {}) =>
  db.assessment.update({ where: { id }, data: { consentWithdrawnAt: null, consentAt: LATER, ...more } })

test('who asks for the results again has not agreed to be contacted: HubSpot is told of the withdrawal', async () => {
  const { id } = await createSynced()
  await withdraw(db)
  await agreeAgain(id, { consentPurposes: ['results'], addressConfirmedAt: new Date() })
  expect(await mark(CLOSING)).toMatchObject({ completed: 1 })
  expect(portal.unsubscribed()).toEqual([EMAIL])
  expect(portal.deals()[0]?.properties.dealstage).toBe('closedlost')
})

test('a stranger who types the address and agrees takes nothing back of what its owner has withdrawn', async () => {
  await createSynced()
  await withdraw(db)
  const { id } = await createTestLead(db, { email: EMAIL, ...UNCONFIRMED })
  await drain()
  await agreeAgain(id)
  expect(await mark(CLOSING)).toMatchObject({ completed: 1 })
  expect(portal.unsubscribed()).toEqual([EMAIL])
})

test('a lead whose browser agrees again keeps its deal, and until the address is confirmed no more than that', async () => {
  const { id } = await createSynced()
  await withdraw(db)
  await agreeAgain(id)
  expect(await mark(CLOSING)).toMatchObject({ completed: 1 })
  expect(portal.unsubscribed()).toEqual([EMAIL])
  expect(portal.deals()[0]?.properties.dealstage).toBe('appointmentscheduled')
})

test('a lead that waits for its confirmation keeps no withdrawal and no bounce waiting', async () => {
  const { id } = await createSynced()
  const { id: messageId } = await createTestEmailMessage(db, { assessmentId: id })
  await withdraw(db)
  await agreeAgain(id)
  await noteUndeliverable(db, { messageId, providerMessageId: 'p-1' }, 'bounced')
  await db.hubspotSyncQueue.updateMany({
    where: { assessmentId: id },
    data: { status: 'pending', awaitsConfirmation: true, payload: { email: EMAIL } },
  })
  expect(await mark(CLOSING)).toMatchObject({ completed: 2 })
})

test('what was confirmed before the owner withdrew is to be confirmed again, by the same link', async () => {
  const { id } = await createTestLead(db, { email: EMAIL })
  const { tokenHash } = await createTestAccessLink(db, { assessmentId: id, usedAt: new Date() })
  const readLink = async () => {
    const opened = await openResults(db, id, { sessionIds: [], linkHashes: [tokenHash] })
    return resultsView(opened!, {
      config: { COMPANY_NAME: undefined, CRM: 'hubspot' as const, CONFIRM_BEFORE_SYNC: false },
      mount: DEFAULT_MOUNT,
    }).results.link
  }
  await drain()
  expect(await readLink()).toMatchObject({ confirmed: true })

  await withdraw(db)
  await confirmAddress(db, tokenHash)
  await agreeAgain(id)
  expect(await readLink()).toMatchObject({ confirmed: false })
  expect(await mark(CLOSING)).toMatchObject({ completed: 1, cancelled: 0 })

  await confirmAddress(db, tokenHash)
  expect(await readLink()).toMatchObject({ confirmed: true })
})

test('who came by a link is offered no briefing that only the owner could agree to', async () => {
  const { id } = await createTestLead(db, { email: EMAIL })
  await db.assessment.update({ where: { id }, data: { qualifiedForBriefing: true } })
  const { tokenHash } = await createTestAccessLink(db, { assessmentId: id })
  const briefing = async (url?: string) => {
    const opened = await openResults(db, id, { sessionIds: [], linkHashes: [tokenHash] })
    const settings = {
      BRIEFING_URL: url,
      COMPANY_NAME: undefined,
      CRM: 'hubspot' as const,
      CONFIRM_BEFORE_SYNC: false,
    }
    return resultsView(opened!, { config: settings, mount: DEFAULT_MOUNT }).results.briefing
  }
  expect(await briefing()).toMatchObject({ mayWrite: true })
  await withdraw(db)
  expect(await briefing()).toBeUndefined()
  expect(await briefing('https://example.com/book')).toMatchObject({ mayWrite: false })
})
