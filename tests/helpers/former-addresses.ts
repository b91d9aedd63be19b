import { expect } from 'vitest'
import type { PrismaClient } from '#app/data/database.server.ts'
import { erasePersonRows } from '#app/data/privacy/person.server.ts'
import { CONSENT } from '#app/domain/lead/consent.ts'
import { hashAddress } from '#app/platform/address-hash.server.ts'
import { addContactDetails } from '#app/services/assessment/add-contact-details.server.ts'
import { openResults } from '#app/services/assessment/open-results.server.ts'
import type { HubspotStandIn } from '#dev/hubspot/types.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'

export const PRESENT = 'present@example.com'
export const FORMER = ['first@example.com', 'second@example.com'] as const

interface Sync {
  db: PrismaClient
  portal: HubspotStandIn
  drain: () => Promise<unknown>
  erase: () => Promise<unknown>
}

/** People whose assessments have had several addresses. */
export function formerAddresses({ db, portal, drain, erase }: Sync) {
  async function giveAddress({ id, sessionId }: { id: string; sessionId: string }, email: string) {
    const results = await openResults(db, id, { sessionIds: [sessionId] })
    const given = { details: { email }, consent: CONSENT, now: new Date() }
    const origin = { secrets: ['link-key'], hashSecret: 'hash-key', networkHash: null }
    expect(await addContactDetails(db, results!, given, origin)).toMatchObject({ kind: 'saved' })
  }

  const withoutAddress = () =>
    createTestAssessment(db, { email: null, consentAt: null, consentTextVersion: null })

  return {
    giveAddress,
    withoutAddress,
    addresses: () => portal.contacts().map(({ properties }) => properties.email),

    async erasePerson(email: string) {
      const { recipient } = await hashAddress(['hash-key'], email)
      await erasePersonRows(db, {
        email,
        addressHash: `hash of ${email}`,
        recipientHashes: recipient,
        source: 'operator',
        before: null,
      })
      await erase()
    },

    /** Somebody whose address was corrected twice, and whose lead reached HubSpot each time. */
    async correctedTwice(before: () => Promise<unknown> = async () => null) {
      await before()
      const lead = await withoutAddress()
      for (const email of [...FORMER, PRESENT]) {
        await giveAddress(lead, email)
        await drain()
      }
      return lead
    },
  }
}
