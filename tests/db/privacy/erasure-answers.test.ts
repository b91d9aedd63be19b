import { expect, test } from 'vitest'
import type { Crm } from '#app/domain/crm/crm.ts'
import { readCrmContact } from '#app/services/crm/read-contact.server.ts'
import { createTestErasure } from '#tests/factories/privacy.ts'
import { createTestLead, drainDependencies, useHubspotSync } from '#tests/helpers/hubspot-sync.ts'

const EMAIL = 'robin@works.example'

const { db, portal, drain, erase } = await useHubspotSync()

/** Somebody whom HubSpot has, with a deal. */
async function createErasureOfSynced(): Promise<void> {
  const { id } = await createTestLead(db, { email: EMAIL, qualifiedForBriefing: true })
  await drain()
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

test('where HubSpot answers nothing to every read, nobody is taken for absent: not a lead whose numbers nobody came to note', async () => {
  const { id } = await createTestLead(db, { email: EMAIL, qualifiedForBriefing: true })
  await drain()
  await db.assessment.delete({ where: { id } })
  await createTestErasure(db, { email: EMAIL, assessmentIds: [id] })
  portal.setFaults({ rules: [{ kind: 'empty_results' }] })
  expect(await erase()).toMatchObject({ completed: 0 })
  portal.setFaults({})
  await db.erasure.updateMany({ data: { nextRetryAt: new Date(0) } })
  await db.pause.deleteMany()
  expect(await erase()).toMatchObject({ completed: 1 })
  expect([portal.contacts(), portal.deals()]).toEqual([[], []])
})

test('a record that HubSpot itself does not have any more is erased', async () => {
  await createErasureOfSynced()
  const { crm } = drainDependencies(db, portal)
  const read: NonNullable<typeof crm>['read'] = async (...args) => {
    const found = await crm!.read(...args)
    if (args[0] === 'contacts') for (const { id } of found) await crm!.eraseContact(id)
    else for (const { id } of found) await crm!.archive('deals', id)
    return found
  }
  expect(await erase({ crm: { ...crm!, read } })).toMatchObject({ completed: 1 })
})

/** Answers every read with records as well that were not asked for. */
function answeringMore(crm: Crm, ...others: { id: string; properties: Record<string, string> }[]): Crm {
  const read: Crm['read'] = async (...asked) => [...(await crm.read(...asked)), ...others]
  const lookUp: Crm['lookUp'] = async (...asked) => {
    const { found, missing } = await crm.lookUp(...asked)
    return { found: [...found, ...others], missing }
  }
  return { ...crm, read, lookUp, searchContacts: async () => others }
}

test.for(['contacts', 'deals'] as const)(
  '%s that an answer has beside those that were asked for are nobody’s to erase',
  async (type) => {
    await createTestLead(db, { email: 'somebody-else@works.example', qualifiedForBriefing: true })
    await drain()
    const [other] = portal[type]()
    await createErasureOfSynced()
    const { crm } = drainDependencies(db, portal)
    expect(await erase({ crm: answeringMore(crm!, other!) })).toMatchObject({ completed: 1 })
    expect(portal.contacts()).toMatchObject([{ properties: { email: 'somebody-else@works.example' } }])
    expect(portal.deals()).toHaveLength(1)
  },
)

test('nothing of another contact gets into what somebody is told of themselves', async () => {
  await createTestLead(db, { email: 'somebody-else@works.example' })
  await drain()
  const dependencies = drainDependencies(db, portal)
  const crm = answeringMore(dependencies.crm!, portal.contacts()[0]!)
  expect(await readCrmContact({ ...dependencies, crm }, EMAIL)).toEqual([])
})
