import { z } from 'zod'
import { parseBody, type Answer, type Call } from './endpoint.ts'
import { invalid, notFound, Refused } from './errors.ts'
import { removeNotesOf } from './notes.ts'
import { uniqueKey } from './records.ts'

const deleteBody = z.object({ objectId: z.coerce.string(), idProperty: z.string().nullish() })

/**
 * `POST .../contacts/gdpr-delete`: deletes a contact for good. By an e-mail address that no contact has, the address
 * goes on a blocklist and can never be used again: a repeat of a successful call is no harmless no-op.
 */
export function gdprDelete(call: Call): Answer {
  const { portal } = call
  const { objectId, idProperty } = parseBody(deleteBody, call.body)
  if (idProperty && idProperty !== 'email') {
    throw new Refused(invalid(`Unable to perform delete by property ${idProperty}`))
  }
  const { contacts } = portal.records
  const contact = idProperty
    ? contacts.find('email', objectId)
    : (contacts.find(undefined, objectId) ?? contacts.archived.get(objectId))
  if (contact) {
    portal.associations.removeAll('contacts', contact.id)
    contacts.remove(contact.id)
    removeNotesOf(portal, contact.id)
  } else if (idProperty) portal.blocklist.add(uniqueKey('email', objectId))
  else throw new Refused(notFound())
  return { status: 204 }
}
