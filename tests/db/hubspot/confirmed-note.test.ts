import { expect, test } from 'vitest'
import { confirmAddress } from '#app/data/mail/access-links.server.ts'
import { followUpSettings } from '#tests/helpers/follow-ups.ts'
import { createTestLead, drainDependencies, useHubspotSync } from '#tests/helpers/hubspot-sync.ts'

const { db, portal, drain } = await useHubspotSync()

const followUps = followUpSettings({ notes: true })
const UNCONFIRMED = 'The address was not confirmed when this was written.'
const CONFIRMED = 'The address is confirmed.'
const TOKEN_HASH = 'ab'.repeat(32)

async function createUnconfirmedLead() {
  const lead = await createTestLead(db, { addressConfirmedAt: null })
  const expiresAt = new Date(Date.now() + 3_600_000)
  await db.accessLink.create({
    data: {
      id: crypto.randomUUID(),
      tokenHash: TOKEN_HASH,
      kind: 'results',
      assessmentId: lead.id,
      recipientHash: 'cd'.repeat(32),
      expiresAt,
    },
  })
  return lead
}

test('the note about a lead says so once its address is confirmed, beside what was written in it since', async () => {
  await createUnconfirmedLead()
  await drain({ followUps })
  const [note] = portal.notes()
  expect(note!.body).toContain(UNCONFIRMED)
  await drainDependencies(db, portal).crm!.notes!.updateNote(note!.id, `${note!.body}<p>Called.</p>`)

  expect(await confirmAddress(db, TOKEN_HASH)).not.toBeNull()
  await drain({ followUps })

  expect(portal.notes()).toHaveLength(1)
  const { body } = portal.notes()[0]!
  expect(body).toContain(CONFIRMED)
  expect(body).not.toContain(UNCONFIRMED)
  expect(body).toContain('<p>Called.</p>')
})

test('an address that is confirmed before its lead is sent is so in the note from the start, and costs no further call', async () => {
  await createUnconfirmedLead()
  await confirmAddress(db, TOKEN_HASH)

  await drain({ followUps })
  const calls = portal.calls().length
  await drain({ followUps })

  expect(portal.notes()[0]!.body).toContain(CONFIRMED)
  expect(portal.calls()).toHaveLength(calls)
})
