import { expect, test } from 'vitest'
import { followUpOf, followUpSettings, makeFollowUpsDue } from '#tests/helpers/follow-ups.ts'
import { completeErasures, erasePerson } from '#tests/helpers/late-run.ts'
import { createTestLead, drainDependencies, useHubspotSync } from '#tests/helpers/hubspot-sync.ts'

const { db, portal, drain, erase } = await useHubspotSync({ max: 6 })

const followUps = followUpSettings({ notes: true })
const run = () => drain({ followUps })

/** A run that sleeps, just before its note goes out, until its lease is over and something has happened meanwhile. */
const runLate = (meanwhile: () => Promise<unknown>) => {
  const { crm } = drainDependencies(db, portal)
  let isLate = true
  return drain({
    followUps,
    crm: {
      ...crm!,
      notes: {
        ...crm!.notes!,
        createNotes: async (notes) => {
          if (isLate) {
            isLate = false
            await makeFollowUpsDue(db)
            await meanwhile()
          }
          return crm!.notes!.createNotes(notes)
        },
      },
    },
  })
}

test('a run that slept through its lease takes back the second note that it makes', async () => {
  const lead = await createTestLead(db)
  await runLate(run)
  expect(portal.notes()).toHaveLength(1)
  expect(await followUpOf(db, lead.id)).toMatchObject({ status: 'completed', noteId: portal.notes()[0]!.id })
})

test('a note that another run may be about to find stays', async () => {
  const lead = await createTestLead(db)
  await runLate(
    () =>
      db.$executeRaw`UPDATE hubspot_follow_ups SET "claimToken" = 'another run', "nextRetryAt" = now() + interval '1 hour'`,
  )
  expect(portal.notes()).toHaveLength(1)
  expect(await followUpOf(db, lead.id)).toMatchObject({ status: 'pending', noteId: null })
})

test('a note that comes after a withdrawal, or after an erasure, is taken back', async () => {
  const lead = await createTestLead(db)
  await runLate(() => db.$queryRaw`SELECT withdraw_consent(${lead.email})`)
  expect(portal.notes()).toEqual([])
  const other = await createTestLead(db)
  await runLate(() => db.assessment.delete({ where: { id: other.id } }))
  expect(portal.notes()).toEqual([])
  // What goes to the recycling bin has lost its words.
  const calls = portal.calls().filter(({ path }) => path.includes('/notes/'))
  expect(calls.map(({ method }) => method)).toEqual(['POST', 'PATCH', 'DELETE', 'POST', 'PATCH', 'DELETE'])
})

test('a note that comes after its erasure was done, on a contact that stays, goes with that erasure', async () => {
  const lead = await createTestLead(db)
  await db.erasure.deleteMany()
  await runLate(async () => {
    // The contact is another address's by now, and was there before.
    const data = { email: 'next@example.com', hubspotContactId: null, madeContactIds: [] }
    await db.assessment.update({ where: { id: lead.id }, data })
    await db.hubspotSyncQueue.updateMany({ data: { hubspotContactId: null } })
    await erasePerson(db, 'next@example.com')
    await completeErasures(db, erase)
  })
  expect(portal.notes()).toHaveLength(1)
  expect(await erase()).toMatchObject({ dead: 1 })
  expect(portal.notes()).toEqual([])
  expect(portal.contacts()).toHaveLength(1)
})

test('a second note that cannot be taken back stops nothing', async () => {
  await createTestLead(db)
  portal.setFaults({ rules: [{ kind: 'html_502', method: 'DELETE', path: '/notes/' }] })
  expect(await runLate(run)).toMatchObject({ completed: 1 })
})
