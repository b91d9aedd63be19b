import { z } from 'zod'
import { parseBody, type Answer, type Call } from './endpoint.ts'
import { notFound, Refused } from './errors.ts'
import { recordBody } from './record-bodies.ts'

const mergeBody = z.object({ primaryObjectId: z.coerce.string(), objectIdToMerge: z.coerce.string() })

/**
 * `POST /crm/objects/.../contacts/merge`: the primary one stays, gets the other's address as a further one and its deals, and
 * answers under the other's id too.
 */
export function mergeContacts(call: Call): Answer {
  const { portal } = call
  const { contacts } = portal.records
  const { primaryObjectId, objectIdToMerge } = parseBody(mergeBody, call.body)
  const primary = contacts.find(undefined, primaryObjectId)
  const merged = contacts.find(undefined, objectIdToMerge)
  if (!primary || !merged || primary === merged) throw new Refused(notFound())
  const deals = portal.associations.of('contacts', merged.id, 'deals').map(({ toId }) => toId)
  portal.associations.removeAll('contacts', merged.id)
  for (const deal of deals) portal.associations.add('contacts', primary.id, 'deals', deal)
  contacts.remove(merged.id)
  for (const note of portal.notes)
    note.contacts = [...new Set(note.contacts.map((id) => (id === merged.id ? primary.id : id)))]
  const addresses = [primary, merged].map(({ properties }) => properties.hs_additional_emails ?? '')
  const further = [...addresses, merged.properties.email ?? ''].join(';').split(';').filter(Boolean)
  contacts.write(primary.id, { hs_additional_emails: [...new Set(further)].join(';') }, portal.time())
  contacts.mergedInto.set(merged.id, primary.id)
  return { status: 200, body: recordBody(portal, 'contacts', primary, ['email']) }
}
