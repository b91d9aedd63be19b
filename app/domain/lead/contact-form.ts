import { readConsent } from './consent.ts'
import type { ConsentText } from './consent.ts'
import { CONTACT_FIELD_NAMES, CONTACT_FIELDS } from './contact.ts'
import { stripMarks } from './pasted-text.ts'
import type { ContactDetails, ContactField } from './contact.ts'

export interface ContactForm {
  /** Valid details only. While there are errors, none may be stored. */
  contact: ContactDetails
  consent: ConsentText | null
  errors: Partial<Record<ContactField | 'consent', string>>
}

/** Details without consent, in this form or before and not withdrawn, are an error. */
export function parseContactForm(
  fields: Readonly<Record<string, unknown>>,
  alreadyConsented: boolean,
): ContactForm {
  return parseFields(CONTACT_FIELD_NAMES, fields, alreadyConsented)
}

/** For a form that was sent with all its fields empty. */
export function askForFields(fields: Readonly<Record<string, unknown>>): ContactForm['errors'] {
  const present = CONTACT_FIELD_NAMES.filter((name) => Object.hasOwn(fields, name))
  return Object.fromEntries(present.map((name) => [name, `Enter your ${CONTACT_FIELDS[name].noun}.`]))
}

export interface EmailConsent {
  /** As it is stored; null when it is missing or not valid. */
  email: string | null
  consent: ConsentText | null
  errors: { email?: string; consent?: string }
}

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
    if (value === undefined || value === null) continue
    if (typeof value === 'string' && stripMarks(value).trim() === '') continue
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
