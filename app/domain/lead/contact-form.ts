import { readConsent } from './consent.ts'
import type { ConsentText } from './consent.ts'
import { CONTACT_FIELD_NAMES, CONTACT_FIELDS } from './contact.ts'
import type { ContactDetails, ContactField } from './contact.ts'

export interface ContactForm {
  /** Valid details only. Nothing of it may be stored while there are errors. */
  contact: ContactDetails
  /** The text that was agreed to with this form; null when the box was not ticked. */
  consent: ConsentText | null
  /** Messages for people, by field; empty when all is well. */
  errors: Partial<Record<ContactField | 'consent', string>>
}

/**
 * Reads contact details from a form. An empty or missing field is one not given.
 * Details without consent, in this form or before, are an error: nothing personal is taken without it.
 * @param fields the form's fields by name
 * @param alreadyConsented whether this person has agreed before and not withdrawn it
 */
export function parseContactForm(
  fields: Readonly<Record<string, unknown>>,
  alreadyConsented: boolean,
): ContactForm {
  return parseFields(CONTACT_FIELD_NAMES, fields, alreadyConsented)
}

/** What to say at the fields of a form that was sent with all of them empty. */
export function askForFields(fields: Readonly<Record<string, unknown>>): ContactForm['errors'] {
  const present = CONTACT_FIELD_NAMES.filter((name) => Object.hasOwn(fields, name))
  return Object.fromEntries(present.map((name) => [name, `Enter your ${CONTACT_FIELDS[name].noun}.`]))
}

export interface EmailConsent {
  /** In the form that is stored; null when none was given or it is not valid. */
  email: string | null
  consent: ConsentText | null
  errors: { email?: string; consent?: string }
}

/** Reads the optional e-mail address with its box to tick, as on every step. */
export function parseEmailConsent(
  fields: Readonly<Record<string, unknown>>,
  alreadyConsented = false,
): EmailConsent {
  const { contact, consent, errors } = parseFields(['email'], fields, alreadyConsented)
  return { email: contact.email ?? null, consent, errors }
}

function parseFields(
  names: readonly ContactField[],
  fields: Readonly<Record<string, unknown>>,
  alreadyConsented: boolean,
): ContactForm {
  const contact: ContactDetails = {}
  const errors: ContactForm['errors'] = {}
  for (const name of names) {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) continue
    const parsed = CONTACT_FIELDS[name].schema.safeParse(value)
    if (parsed.success) contact[name] = parsed.data
    else
      errors[name] = typeof value === 'string' ? parsed.error.issues[0]!.message : 'Fill in this field once.'
  }
  const consent = readConsent(Object.hasOwn(fields, 'consent') ? fields.consent : undefined)
  const given = Object.keys(contact).length + Object.keys(errors).length > 0
  if (given && !consent && !alreadyConsented) {
    errors.consent = 'Tick the box to agree, or leave the contact details empty.'
  }
  return { contact, consent, errors }
}
