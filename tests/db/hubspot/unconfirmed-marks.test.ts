import { expect, test } from 'vitest'
import { showReceipt } from '#app/services/privacy/show-receipt.server.ts'
import { receiptMessage } from '#app/routes/privacy._index/privacy-view.server.ts'
import { createTestLead, useHubspotSync } from '#tests/helpers/hubspot-sync.ts'
import { call } from '#tests/helpers/hubspot-stand-in.ts'
import { EMAIL, withdraw } from '#tests/helpers/withdrawal.ts'

// Anybody can type anybody's address: a browser withdraws what it gave itself, and touches or tells nothing else of it.

const { db, portal, drain, mark } = await useHubspotSync()

/** A customer of that address, whom sales have put into HubSpot themselves. */
const createCustomer = () =>
  call(portal, 'POST', '/crm/objects/2026-09/contacts', {
    properties: { email: EMAIL, firstname: 'Kim', hs_legal_basis: 'Freely given consent from contact' },
  })

const markOf = (receipt: string | null) => db.contactMark.findUniqueOrThrow({ where: { id: receipt! } })

async function textsOf(receipt: string | null): Promise<string[]> {
  const { texts } = receiptMessage((await showReceipt(db, receipt!))!, 'en')
  return texts.filter((text) => !text.startsWith('Here') && !text.startsWith('Receipt'))
}

test.each([true, false])(
  'who was never sent reads the same and changes nothing, whether HubSpot has the address (%s)',
  async (isCustomer) => {
    if (isCustomer) await createCustomer()
    const before = portal.contacts()
    const { sessionId } = await createTestLead(db, { email: EMAIL })
    const { receipt } = await withdraw(db, [sessionId])
    expect(await mark({ withdrawnStage: 'closedlost' })).toMatchObject({ completed: 1 })
    expect(portal.contacts()).toEqual(before)
    expect([portal.notes(), portal.unsubscribed()]).toEqual([[], []])
    expect(await textsOf(receipt)).toEqual([
      'In our customer database: nothing was found that we had put there about you.',
    ])
  },
)

test('who was sent closes the own deal, and the note says that nobody has shown whose the address is', async () => {
  await createCustomer()
  const { sessionId } = await createTestLead(db, { email: EMAIL, qualifiedForBriefing: true })
  await drain()
  const { receipt } = await withdraw(db, [sessionId])
  await mark({ withdrawnStage: 'closedlost' })
  expect(portal.unsubscribed()).toEqual([])
  expect(portal.contacts()[0]?.properties.hs_legal_basis).toBe('Freely given consent from contact')
  expect(portal.deals()[0]?.properties.dealstage).toBe('closedlost')
  expect((await markOf(receipt)).results).toEqual({
    subscriptions: 'unconfirmed',
    legalBasis: 'unconfirmed',
    deals: 'done',
    note: 'done',
  })
  expect(portal.notes()).toHaveLength(1)
  expect(portal.notes()[0]?.body).toContain('without showing that it is theirs')
})

test('where it is unknown what became of a call, a person looks', async () => {
  const { id, sessionId } = await createTestLead(db, { email: EMAIL })
  await db.assessment.update({ where: { id }, data: { hubspotSyncAttempts: 1 } })
  const { receipt } = await withdraw(db, [sessionId])
  expect(await mark()).toMatchObject({ dead: 1 })
  expect(await markOf(receipt)).toMatchObject({ lastError: 'nothing_found', contactIds: [] })
})
