import { hashEmail } from '#app/platform/address-hash.server.ts'
import { marksOfNotes } from './watch.ts'
import { HASH_SECRET, type World } from './world.ts'

/**
 * Whoever has withdrawn, and not agreed again, is marked in HubSpot where they have a contact there. Under a former address of theirs
 * that reaches what was sent: a contact that was there before may be somebody else's.
 */
export async function checkWithdrawn({ database, people, providers, watch }: World): Promise<void> {
  const hashes = await Promise.all(
    people.addresses.map(async (address) => [address, await hashEmail(HASH_SECRET, address)] as const),
  )
  const ownHash = new Map<string, string>(hashes)
  const withdrawn = await database.read<{ id: string; email: string; hash: string; sent: boolean }>(`
    SELECT m.id, lower(a.email) AS email, m."recipientHash" AS hash, a."hubspotContactId" IS NOT NULL AS sent FROM contact_marks m JOIN assessments a ON a.id = ANY(m."assessmentIds")
    WHERE m.kind = 'withdrawn' AND m.status = 'completed' AND m.results->>'note' IS DISTINCT FROM 'not_permitted'
      AND a."consentWithdrawnAt" IS NOT NULL AND a.email IS NOT NULL AND NOT EXISTS (
        SELECT FROM assessments o WHERE lower(o.email) = lower(a.email) AND o."consentWithdrawnAt" IS NULL)`)
  const marks = withdrawn.filter(({ email, hash, sent }) => sent || hash === ownHash.get(email))
  const { notes, records } = providers.hubspot.portal
  const told = notes.flatMap(({ body }) => marksOfNotes(body))
  for (const email of new Set(marks.map((mark) => mark.email))) {
    const theirs = marks.filter((mark) => mark.email === email)
    if (records.contacts.find('email', email) && !theirs.some(({ id }) => told.includes(id)))
      watch.report('a contact of somebody who has withdrawn is not marked in HubSpot')
  }
}
