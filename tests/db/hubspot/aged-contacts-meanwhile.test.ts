import { expect, test } from 'vitest'
import type { Crm } from '#app/domain/crm/crm.ts'
import { TransientError } from '#app/domain/crm/errors.ts'
import { SCORE_NAMES } from '#app/domain/hubspot/score-names.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { useAgedContacts } from '#tests/helpers/aged-contacts.ts'
import { createTestLead } from '#tests/helpers/hubspot-sync.ts'

const {
  db,
  portal,
  drain,
  erase,
  hubspot,
  clear,
  agedLead,
  agedLeads,
  leadsOf,
  contactOf,
  isCleared,
  everything,
  scoresOf,
  writingContacts,
} = await useAgedContacts()

test('who comes while their contact is read is not touched', async () => {
  const { id, email } = await agedLead()
  const crm = hubspot()
  const before = everything()
  const counts = await clear({
    ...crm,
    associatedDeals: async (...call) => {
      await createTestAssessment(db, { email, hubspotContactId: id })
      return crm.associatedDeals(...call)
    },
  })
  expect(counts).toMatchObject({ cleared: 0 })
  expect(everything()).toEqual(before)
})

test('who is sent in the moment in which their contact is cleared is sent again', async () => {
  const { email } = await agedLead()
  const crm = writingContacts(async (change) => {
    await createTestLead(db, { email })
    await drain()
    await change()
  })
  await clear(crm)
  expect(scoresOf()).toEqual([])
  await drain()
  expect(portal.contacts()[0]?.properties[SCORE_NAMES.date]).toBe('2026-11-01')
})

test('two runs beside each other do what one does', async () => {
  await agedLeads(25)
  const both = await Promise.all([clear(), clear()])
  expect(both).toMatchObject([{ stopped: null }, { stopped: null }])
  expect(scoresOf()).toEqual([])
  expect(portal.notes()).toEqual([])
  expect(portal.contacts()).toHaveLength(25)
})

test('who is sent while a write breaks off that was carried out is sent again', async () => {
  await leadsOf('aged@example.com')
  const crm = writingContacts(async (change) => {
    await createTestLead(db, { email: 'aged@example.com' })
    await drain()
    await change()
    throw new TransientError({ kind: 'timeout' })
  })
  await clear(crm)
  expect(isCleared('aged@example.com')).toBe(true)
  await drain()
  expect(contactOf('aged@example.com').properties[SCORE_NAMES.date]).toBe('2026-11-01')
})

test('a lead that is sent and not written down yet while its contact is cleared is sent again', async () => {
  await leadsOf('aged@example.com')
  const crm = writingContacts(async (change) => {
    await createTestLead(db, { email: 'aged@example.com' })
    const upsert: Crm['upsert'] = async (...sent) => {
      const answer = await crm.upsert(...sent)
      if (sent[0] === 'contacts') await change()
      return answer
    }
    await drain({ crm: { ...crm, upsert } })
  })
  await clear(crm)
  await drain()
  expect(contactOf('aged@example.com').properties[SCORE_NAMES.date]).toBe('2026-11-01')
})

test('an erasure that comes while its contact is cleared is done, and nothing comes back', async () => {
  await leadsOf('aged@example.com')
  const crm = writingContacts(async (change) => {
    await db.erasure.create({
      data: { addressHash: 'hash', source: 'request', erasedRows: 0, email: 'aged@example.com' },
    })
    await erase()
    await change()
  })
  await clear(crm)
  expect(portal.contacts()).toEqual([])
  expect(await db.erasure.findFirst()).toMatchObject({ status: 'completed' })
  expect(await clear()).toEqual({ cleared: 0, failed: 0, stopped: null })
})
