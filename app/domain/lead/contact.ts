import * as z from 'zod'
import { readConsent } from './consent.ts'
import { emailSchema } from './email-address.ts'
import type { ConsentText } from './consent.ts'

export { emailSchema } from './email-address.ts'

const NAME_MAX_LENGTH = 100
const COMPANY_MAX_LENGTH = 100
const PHONE_MIN_LENGTH = 5
const PHONE_MAX_LENGTH = 30
const PHONE_MAX_DIGITS = 20 // E.164 has 15, and an extension may follow

// Control characters, separators of lines, marks that reverse the direction of text, and halves of characters.
const INVISIBLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
const PHONE = /^\+?[\d\s()./-]+(?:\s*(?:x|ext\.?)\s*\d{1,6})?$/i

const line = (label: string, maximum: number) =>
  z
    .string()
    .transform((value) => value.replace(/[ \t]+/g, ' ').trim())
    .pipe(
      z
        .string()
        .max(maximum, `${label} can have at most ${maximum} characters.`)
        .refine(
          (value) => !INVISIBLE.test(value),
          `${label} must be a single line without special characters.`,
        )
        .refine((value) => !/:\/\//.test(value), `${label} cannot hold a web address.`),
    )

// Names are greeted with in e-mails, so they must not smuggle a link into somebody's inbox.
const name = (label: string) =>
  line(label, NAME_MAX_LENGTH)
    .refine((value) => /\p{L}/u.test(value), `${label} needs at least one letter.`)
    .refine((value) => !/\bwww\.|@/i.test(value), `${label} cannot hold a web or e-mail address.`)

export const firstNameSchema = name('The first name')
const lastNameSchema = name('The last name')
export const companySchema = line('The company', COMPANY_MAX_LENGTH).refine(
  (value) => /[\p{L}\p{N}]/u.test(value),
  'The company needs at least one letter or digit.',
)

/** A telephone number as people write it, kept as written with single spaces: 5-30 characters, 5-20 digits. */
export const phoneSchema = line('The phone number', PHONE_MAX_LENGTH).pipe(
  z
    .string()
    .min(PHONE_MIN_LENGTH, `A phone number has at least ${PHONE_MIN_LENGTH} digits.`)
    .regex(PHONE, 'A phone number holds digits, spaces and + ( ) - only, like +1 555 010 0000.')
    .refine((value) => {
      const digits = value.replace(/\D/g, '').length
      return digits >= PHONE_MIN_LENGTH && digits <= PHONE_MAX_DIGITS
    }, `A phone number has ${PHONE_MIN_LENGTH} to ${PHONE_MAX_DIGITS} digits.`),
)

const fieldSchemas = {
  email: emailSchema,
  firstName: firstNameSchema,
  lastName: lastNameSchema,
  company: companySchema,
  phone: phoneSchema,
} satisfies Record<string, z.ZodType<string>>

export type ContactField = keyof typeof fieldSchemas
const CONTACT_FIELDS = Object.keys(fieldSchemas) as ContactField[]

/** What was given; a field that is absent was not given, which is never an order to delete it. */
export type ContactDetails = Partial<Record<ContactField, string>>

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
  return parseFields(CONTACT_FIELDS, fields, alreadyConsented)
}

const FIELD_NAMES: Record<ContactField, string> = {
  email: 'e-mail address',
  firstName: 'first name',
  lastName: 'last name',
  company: 'company',
  phone: 'phone number',
}

/** What to say at the fields of a form that was sent with all of them empty. */
export function askForFields(fields: Readonly<Record<string, unknown>>): ContactForm['errors'] {
  const present = CONTACT_FIELDS.filter((name) => Object.hasOwn(fields, name))
  return Object.fromEntries(present.map((name) => [name, `Enter your ${FIELD_NAMES[name]}.`]))
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
    const parsed = fieldSchemas[name].safeParse(value)
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
