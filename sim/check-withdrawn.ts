import { marksOfNotes } from './watch.ts'
import type { World } from './world.ts'

/** Whoever has withdrawn, and not agreed again, is marked in HubSpot where they have a contact there. */
export async function checkWithdrawn({ database, providers, watch }: World): Promise<void> {
  const marks = await database.read<{ id: string; email: string }>(`
    SELECT m.id, lower(a.email) AS email FROM contact_marks m JOIN assessments a ON a.id = ANY(m."assessmentIds")
    WHERE m.kind = 'withdrawn' AND m.status = 'completed' AND m.results->>'note' IS DISTINCT FROM 'not_permitted'
      AND a."consentWithdrawnAt" IS NOT NULL AND a.email IS NOT NULL AND NOT EXISTS (
        SELECT FROM assessments o WHERE lower(o.email) = lower(a.email) AND o."consentWithdrawnAt" IS NULL)`)
  const { notes, records } = providers.hubspot.portal
  const told = notes.flatMap(({ body }) => marksOfNotes(body))
  for (const email of new Set(marks.map((mark) => mark.email))) {
    const theirs = marks.filter((mark) => mark.email === email)
    if (records.contacts.find('email', email) && !theirs.some(({ id }) => told.includes(id)))
      watch.report('a contact of somebody who has withdrawn is not marked in HubSpot')
  }
}
