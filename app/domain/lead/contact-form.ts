import { type ConsentPlace, type ConsentText, readConsent } from './consent.ts'
import { CONTACT_FIELD_NAMES, CONTACT_FIELDS } from './contact.ts'
import { type FieldProblem, firstProblem } from './field-problem.ts'
import { stripMarks } from './pasted-text.ts'
import { suggestAddress } from './suggest-address.ts'
import type { ContactDetails, ContactField } from './contact.ts'

/** The field of a form that was shown again: what its address was then. */
export const EMAIL_ASKED = 'email_asked'

export type FormField = ContactField | 'consent'
export type FieldProblems = Partial<Record<FormField, FieldProblem>>

export interface ParsedContactForm {
  /** Valid details only. While there are errors, none may be stored. */
  contact: ContactDetails
  consent: ConsentText | null
  errors: FieldProblems
}

/**
 * An address needs nothing else. Other details without consent to contact, in this form or before and not withdrawn, are
 * an error.
 */
export function parseContactForm(
  fields: Readonly<Record<string, unknown>>,
  alreadyConsented: boolean,
  place?: ConsentPlace,
): ParsedContactForm {
  const { contact, consent, errors } = parseFields(CONTACT_FIELD_NAMES, fields, place)
  const given = [...Object.keys(contact), ...Object.keys(errors)]
  if (!consent && !alreadyConsented && given.some((name) => name !== 'email'))
    errors.consent = { kind: 'tick_or_empty' }
  return { contact, consent, errors }
}

export function askForFields(
  fields: Readonly<Record<string, unknown>>,
  alreadyConsented: boolean,
): FieldProblems {
  const present = CONTACT_FIELD_NAMES.filter((name) => Object.hasOwn(fields, name))
  if (!alreadyConsented && !present.includes('email')) return { consent: { kind: 'tick_to_be_contacted' } }
  const asked = alreadyConsented ? present : (['email'] as const)
  return Object.fromEntries(asked.map((name) => [name, { kind: 'empty' } satisfies FieldProblem]))
}

export interface StepContact {
  /** As it is stored; null when it is missing or not valid. */
  email: string | null
  consent: ConsentText | null
  errors: Pick<FieldProblems, 'email' | 'consent'>
}

/** What a step asks for: both are optional, and the box needs an address. */
export function parseStepContact(
  fields: Readonly<Record<string, unknown>>,
  place?: ConsentPlace,
): StepContact {
  const { contact, consent, errors } = parseFields(['email'], fields, place)
  const email = contact.email ?? null
  if (consent && email === null && errors.email === undefined) errors.email = { kind: 'no_contact_address' }
  return { email, consent, errors }
}

function parseFields(
  names: readonly ContactField[],
  fields: Readonly<Record<string, unknown>>,
  place?: ConsentPlace,
): ParsedContactForm {
  const contact: ContactDetails = {}
  const errors: FieldProblems = {}
  for (const name of names) {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (value === undefined || value === null) continue
    if (typeof value === 'string' && stripMarks(value).trim() === '') continue
    const parsed = CONTACT_FIELDS[name].schema.safeParse(value)
    if (parsed.success) {
      contact[name] = parsed.data
      if (name === 'email') askOfSlip(parsed.data, fields[EMAIL_ASKED], errors)
    } else errors[name] = typeof value === 'string' ? firstProblem(parsed.error) : { kind: 'twice' }
  }
  const consent = readConsent(Object.hasOwn(fields, 'consent') ? fields.consent : undefined, place)
  return { contact, consent, errors }
}

/** Once: the same address sent again is taken. */
function askOfSlip(email: string, askedBefore: unknown, errors: FieldProblems): void {
  const meant = suggestAddress(email)
  const isSentAgain = CONTACT_FIELDS.email.schema.safeParse(askedBefore).data === email
  if (meant && !isSentAgain) errors.email = { kind: 'slip', typed: email, meant }
}
