import { beforeEach, expect, test } from 'vitest'
import { runLate } from '#tests/helpers/late-run.ts'
import {
  UNCONFIRMED,
  createTestLead,
  drainDependencies,
  useHubspotSync,
} from '#tests/helpers/hubspot-sync.ts'
import { EMAIL, withdraw } from '#tests/helpers/withdrawal.ts'

const { db, portal, drain, mark } = await useHubspotSync({ max: 6 })
const sync = { db, crm: drainDependencies(db, portal).crm!, drain }

beforeEach(() => db.$executeRaw`TRUNCATE assessments, contact_marks CASCADE`)

/** Consent is withdrawn, and HubSpot has been told of it. */
const withdrawWhole = async () => {
  await withdraw(db)
  await db.contactMark.updateMany({ data: { nextRetryAt: new Date(0) } })
  return mark({ withdrawnStage: 'closedlost' })
}

test('a contact that a run makes after HubSpot was told of the withdrawal is marked as well', async () => {
  await createTestLead(db, { email: EMAIL, ...UNCONFIRMED })
  expect(await runLate(sync, 'contacts', withdrawWhole)).toMatchObject({ lost: 1 })
  const [contact] = portal.contacts()
  expect(await db.contactMark.findMany()).toMatchObject([
    { status: 'pending', email: EMAIL, contactIds: [contact!.id], completedAt: null },
  ])
  expect(await mark()).toMatchObject({ completed: 1 })
  expect(portal.unsubscribed()).toEqual([EMAIL])
  expect(portal.notes()).toMatchObject([{ contacts: [contact!.id] }])
  expect(await db.contactMark.findMany()).toMatchObject([
    { status: 'completed', email: null, results: { subscriptions: 'done', note: 'done' } },
  ])
})

test('a deal that a run makes after HubSpot was told of the withdrawal is closed, and its contact gets no second note', async () => {
  await createTestLead(db, { email: EMAIL, qualifiedForBriefing: true })
  await runLate(sync, 'deals', withdrawWhole)
  expect(portal.notes()).toHaveLength(1)
  expect(portal.deals()[0]?.properties.dealstage).toBe('appointmentscheduled')
  expect(await mark({ withdrawnStage: 'closedlost' })).toMatchObject({ completed: 1 })
  expect(portal.deals()[0]?.properties.dealstage).toBe('closedlost')
  expect(portal.notes()).toHaveLength(1)
})

test('a withdrawal of which HubSpot is just being told is told once more', async () => {
  await createTestLead(db, { email: EMAIL, ...UNCONFIRMED })
  await runLate(sync, 'contacts', async () => {
    await withdraw(db)
    await db.contactMark.updateMany({
      data: { claimToken: 'a run', nextRetryAt: new Date('2100-01-01'), retryCount: 1 },
    })
  })
  expect(await db.contactMark.findMany()).toMatchObject([{ revision: 2, status: 'pending' }])
})

test('who has agreed again meanwhile is not marked', async () => {
  await createTestLead(db, { email: EMAIL, ...UNCONFIRMED })
  await runLate(sync, 'contacts', async () => {
    await withdrawWhole()
    await db.assessment.updateMany({ data: { consentWithdrawnAt: null, consentAt: new Date() } })
  })
  expect(await db.contactMark.findMany()).toMatchObject([{ status: 'completed' }])
})
