import { describe, expect, test } from 'vitest'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { confirmAddress } from '#app/data/mail/access-links.server.ts'
import type { Prisma } from '#app/data/database.server.ts'
import { syncLeadNow } from '#app/services/crm/sync-lead-now.server.ts'
import { createTestAccessLink } from '#tests/factories/privacy.ts'
import { createTestQueueRow } from '#tests/factories/outbox.ts'
import {
  UNCONFIRMED,
  createTestLead,
  createTestLeads,
  drainDependencies,
  makeAllDue,
  useHubspotSync,
} from '#tests/helpers/hubspot-sync.ts'

const { db, portal, drain } = await useHubspotSync()

const EMAIL = 'robin@works.example'
const THEIRS = { firstname: 'Robin', company: 'Works', phone: '+49 30 1234567', ai_assessment_score: '91' }

/** A contact that sales have. @returns its id */
async function addContact(properties: Record<string, string> = THEIRS): Promise<string> {
  const client = createHubspotClient({ token: portal.token, baseUrl: portal.url })
  const input = { key: EMAIL, traceId: 'sales', properties }
  return (await client.upsert('contacts', 'email', [input])).results[0]!.id
}

/** Somebody who types an address that may be anybody's. */
const stranger = (overrides: Partial<Prisma.AssessmentUncheckedCreateInput> = {}) =>
  createTestLead(db, {
    ...UNCONFIRMED,
    email: EMAIL,
    firstName: 'Mallory',
    lastName: 'Stranger',
    company: 'Elsewhere',
    phone: '+1 555 0100',
    ...overrides,
  })

const contact = () => portal.contacts()[0]?.properties

async function confirm(assessmentId: string): Promise<string | null> {
  const { tokenHash } = await createTestAccessLink(db, { assessmentId })
  return confirmAddress(db, tokenHash)
}

describe.each([
  ['the cron', () => drain()],
  ['the sync after the response', (id: string) => syncLeadNow(drainDependencies(db, portal), id)],
] as const)('by %s', (_, sync) => {
  test('a known address that nobody confirmed overwrites nothing, and fills what was empty', async () => {
    const contactId = await addContact()
    const lead = await stranger({ qualifiedForBriefing: true })

    expect(await sync(lead.id)).toMatchObject({ completed: 1 })

    expect(portal.contacts()).toHaveLength(1)
    expect(contact()).toMatchObject({ ...THEIRS, lastname: 'Stranger' })
    expect(contact()).not.toHaveProperty('ai_assessment_category')
    expect(portal.deals()).toHaveLength(1)
    expect(portal.associations()).toContainEqual(expect.objectContaining({ toId: contactId }))
    expect(await db.assessment.findFirstOrThrow()).toMatchObject({
      hubspotContactId: contactId,
      hubspotSyncStatus: 'synced',
    })
  })

  test('once the address is confirmed the lead is sent again, and has the full right to write', async () => {
    await addContact()
    const lead = await stranger()
    await sync(lead.id)

    expect(await confirm(lead.id)).toBe(lead.id)
    expect(await db.assessment.findFirstOrThrow()).toMatchObject({ hubspotSyncStatus: 'pending' })
    expect(await sync(lead.id)).toMatchObject({ completed: 1 })

    expect(contact()).toMatchObject({ firstname: 'Mallory', company: 'Elsewhere', ai_assessment_score: '75' })
    expect(portal.contacts()).toHaveLength(1)
    expect(await db.hubspotSyncQueue.count()).toBe(1)
  })
})

test('confirming twice, or what waits still, makes no second sync', async () => {
  const lead = await stranger()
  expect(await confirm(lead.id)).toBe(lead.id)
  expect(await confirm(lead.id)).toBeNull()
  expect(await db.hubspotSyncQueue.findMany()).toMatchObject([{ status: 'pending', revision: 2 }])
})

test('whoever has withdrawn consent is not sent by confirming', async () => {
  const lead = await stranger({ consentWithdrawnAt: new Date() })
  expect(await confirm(lead.id)).toBeNull()
})

test('an address that somebody else confirmed for their own assessment is not confirmed for this one', async () => {
  const own = await createTestLead(db, { email: EMAIL, firstName: 'Robin' })
  await drain()
  await stranger({ completedAt: new Date(own.completedAt!.getTime() + 86_400_000) })
  await drain()
  expect(contact()).toMatchObject({ firstname: 'Robin' })
})

test('a newer assessment of an unconfirmed address keeps a confirmed one from nothing', async () => {
  await stranger({ completedAt: new Date('2026-11-05T10:00:00Z') })
  await drain()
  await createTestLead(db, {
    email: EMAIL,
    firstName: 'Robin',
    completedAt: new Date('2026-11-01T10:00:00Z'),
  })
  await drain()
  expect(contact()).toMatchObject({ firstname: 'Robin', ai_assessment_date: '2026-11-01' })
})

test('of two leads of one address in a run the confirmed one decides', async () => {
  await addContact({ lastname: 'Works' })
  await stranger()
  await createTestLead(db, { email: EMAIL, firstName: 'Robin', lastName: 'Owner' })
  expect(await drain()).toMatchObject({ completed: 2 })
  expect(portal.contacts()).toHaveLength(1)
  expect(contact()).toMatchObject({ lastname: 'Owner' })
})

test('who gives more details of the contact that they made themselves adds them, unconfirmed as they are', async () => {
  const lead = await stranger({ phone: null, leadQuality: 'basic' })
  await drain()
  const later = await db.assessment.update({
    where: { id: lead.id },
    data: { phone: '+1 555 0199', leadQuality: 'enhanced' },
  })
  await createTestQueueRow(db, later)
  await drain()
  expect(contact()).toMatchObject({ phone: '+1 555 0199', ai_lead_quality: 'enhanced', firstname: 'Mallory' })
})

test('a contact that sales make between two looks at it stays as it is', async () => {
  const lead = await stranger()
  const { crm, ...rest } = drainDependencies(db, portal)
  const late: typeof crm = {
    ...crm!,
    create: async (...args) => {
      await addContact()
      return crm!.create(...args)
    },
  }
  await syncLeadNow({ ...rest, crm: late }, lead.id)
  expect(contact()).toMatchObject(THEIRS)
  expect(portal.contacts()).toHaveLength(1)
})

test('a lost answer to the creation costs nothing but looking, and makes no second contact', async () => {
  const lead = await stranger()
  portal.setFaults({ rules: [{ kind: 'commit_then_drop', bodyContains: 'Mallory' }] })
  await drain()
  await makeAllDue(db)
  portal.setFaults({})
  await drain()
  expect(portal.contacts()).toHaveLength(1)
  expect(contact()).toMatchObject({ firstname: 'Mallory', ai_assessment_score: '75' })
  expect(await db.assessment.findUniqueOrThrow({ where: { id: lead.id } })).toMatchObject({
    hubspotSyncStatus: 'synced',
  })
})

test('a contact that is gone from HubSpot is made anew', async () => {
  const lead = await stranger()
  await drain()
  portal.reset()
  await createTestQueueRow(db, await db.assessment.findUniqueOrThrow({ where: { id: lead.id } }))
  expect(await drain()).toMatchObject({ completed: 1 })
  expect(contact()).toMatchObject({ firstname: 'Mallory' })
})

test('new contacts take as many calls as confirmed ones, and known ones are looked at and filled in full batches', async () => {
  await createTestLeads(db, 300, UNCONFIRMED)
  await createTestLeads(db, 300)
  expect(await drain()).toMatchObject({ completed: 600 })
  // 3 creations, 3 upserts, and of 300 deals one call each for deals and associations; then the portal's time zone.
  expect(portal.totals().total).toBe(3 + 3 + 2 * 3 + 1)

  await db.$executeRaw`UPDATE hubspot_sync_queue SET status = 'pending', "nextRetryAt" = to_timestamp(0)`
  const before = portal.totals().total
  const again = await drain()
  expect(again).toMatchObject({ completed: 600 })
  // Nothing is lacking: 3 reads and no fill; the 300 deals are looked for before they are written.
  expect(portal.totals().total - before).toBe(3 + 3 + 3 * 3)
})

test('what sales fill in while a fill is tried again stays theirs', async () => {
  await addContact({ firstname: 'Robin' })
  const lead = await stranger()
  portal.setFaults({ rules: [{ kind: 'status_502', path: 'contacts/batch/upsert', next: 1 }] })
  const clock = {
    now: () => new Date(),
    sleep: async () => void (await addContact({ company: 'Works' })),
  }
  expect(await drain({ clock })).toMatchObject({ completed: 1 })
  expect(contact()).toMatchObject({ firstname: 'Robin', company: 'Works', lastname: 'Stranger' })
  expect(await db.assessment.findUniqueOrThrow({ where: { id: lead.id } })).toMatchObject({
    hubspotSyncStatus: 'synced',
  })
})
