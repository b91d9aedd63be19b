import { PEOPLE_LIMITS } from '#app/services/crm/one-by-one.server.ts'
import { expect, test } from 'vitest'
import { eraseInCrm } from '#app/services/crm/erase.server.ts'
import { drainLeads } from '#app/services/crm/drain.server.ts'
import { createTestErasure } from '#tests/factories/privacy.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { UNLIMITED, createTestLead, drainDependencies, useSyncPortal } from '#tests/helpers/hubspot-sync.ts'

const EMAIL = 'robin@works.example'

const { db } = await useTestDatabase()
const portal = await useSyncPortal()

const erase = () => eraseInCrm(drainDependencies(db, portal), { ...PEOPLE_LIMITS, burst: null })

/** Somebody whom HubSpot has, with a deal. */
async function createErasureOfSynced(): Promise<void> {
  const { id } = await createTestLead(db, { email: EMAIL, qualifiedForBriefing: true })
  await drainLeads(drainDependencies(db, portal), UNLIMITED)
  await createTestErasure(db, { email: EMAIL, assessmentIds: [id] })
}

test.for([{ path: 'gdpr-delete' }, { method: 'PATCH' }, { method: 'DELETE' }])(
  'somebody else’s 404 in the place of %o is no proof that a record is gone',
  async (call) => {
    await createErasureOfSynced()
    portal.setFaults({ rules: [{ kind: 'html_404', ...call }] })
    expect(await erase()).toMatchObject({
      completed: 0,
      retried: 1,
      unknownAnswers: '1 × unexpected_status status=404 answer=html',
    })
    expect(portal.contacts()).toHaveLength(1)
    expect(await db.erasure.findMany()).toMatchObject([{ status: 'pending', email: EMAIL }])

    portal.setFaults({})
    await db.erasure.updateMany({ data: { nextRetryAt: new Date(0) } })
    expect(await erase()).toMatchObject({ completed: 1, unknownAnswers: null })
    expect([portal.contacts(), portal.deals()]).toEqual([[], []])
  },
)

test('a record that HubSpot itself does not have any more is erased', async () => {
  await createErasureOfSynced()
  const { crm, ...rest } = drainDependencies(db, portal)
  const read: NonNullable<typeof crm>['read'] = async (...args) => {
    const found = await crm!.read(...args)
    if (args[0] === 'contacts') for (const { id } of found) await crm!.eraseContact(id)
    else for (const { id } of found) await crm!.archive('deals', id)
    return found
  }
  const limits = { ...PEOPLE_LIMITS, burst: null }
  expect(await eraseInCrm({ ...rest, crm: { ...crm!, read } }, limits)).toMatchObject({
    completed: 1,
  })
})
