import { CONTACT_FIELDS } from '#app/domain/lead/contact.ts'
import { fieldOf } from '#app/domain/salesforce/fields.ts'

// By each CRM's name for it; without an address there is no contact.
const TYPED = new Map(
  Object.values(CONTACT_FIELDS)
    .filter(({ stage }) => stage !== 'email')
    .flatMap(({ hubspotProperty: name }) =>
      [name, fieldOf('contacts', name) ?? name].map((one) => [one, name]),
    ),
)

export const typedProperty = (name: string): string | undefined => TYPED.get(name)
