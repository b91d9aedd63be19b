import * as z from 'zod'
import { emailSchema } from './email-address.ts'

const PHONE_EXAMPLE = '+1 555 010 0000'
const PHONE_MIN_DIGITS = 5
const PHONE_MAX_DIGITS = 20 // E.164 has 15, and an extension may follow

// Control characters, separators of lines, marks that reverse the direction of text, and halves of characters.
const INVISIBLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
const PHONE = /^\+?[\d\s()./-]+(?:\s*(?:x|ext\.?)\s*\d{1,6})?$/i

const line = (noun: string, maximum: number) =>
  z
    .string()
    .transform((value) => value.replace(/[ \t]+/g, ' ').trim())
    .pipe(
      z
        .string()
        .max(maximum, `The ${noun} can have at most ${maximum} characters.`)
        .refine(
          (value) => !INVISIBLE.test(value),
          `The ${noun} must be a single line without special characters.`,
        )
        .refine((value) => !/:\/\//.test(value), `The ${noun} cannot hold a web address.`),
    )

// Names are greeted with in e-mails, so they must not smuggle a link into somebody's inbox.
const name = (noun: string) =>
  line(noun, 100)
    .refine((value) => /\p{L}/u.test(value), `The ${noun} needs at least one letter.`)
    .refine((value) => !/\bwww\.|@/i.test(value), `The ${noun} cannot hold a web or e-mail address.`)

const plainText = (noun: string) =>
  line(noun, 100).refine(
    (value) => /[\p{L}\p{N}]/u.test(value),
    `The ${noun} needs at least one letter or digit.`,
  )

/** A telephone number as people write it, kept as written with single spaces. */
const phone = (noun: string) =>
  line(noun, 30).pipe(
    z
      .string()
      .min(PHONE_MIN_DIGITS, `A ${noun} has at least ${PHONE_MIN_DIGITS} digits.`)
      .regex(PHONE, `A ${noun} holds digits, spaces and + ( ) - only, like ${PHONE_EXAMPLE}.`)
      .refine((value) => {
        const digits = value.replace(/\D/g, '').length
        return digits >= PHONE_MIN_DIGITS && digits <= PHONE_MAX_DIGITS
      }, `A ${noun} has ${PHONE_MIN_DIGITS} to ${PHONE_MAX_DIGITS} digits.`),
  )

/** When the results page asks for a field, in this order: each of its forms asks for one thing more. */
export const CONTACT_STAGES = ['email', 'details', 'phone'] as const
export type ContactStage = (typeof CONTACT_STAGES)[number]

export interface ContactFieldDefinition {
  stage: ContactStage
  /** Turns what was typed into what is stored, or says to its writer what is wrong. */
  schema: z.ZodType<string>
  /** Above the field. */
  label: string
  /** In a sentence, after "your" or "the". */
  noun: string
  hint?: string
  /** A value for samples and seeds. */
  example: string
  /** of the HTML input; text when left out */
  type?: 'email' | 'tel'
  autoComplete: string
  /** the property of a HubSpot contact that takes it, one that every portal has */
  hubspotProperty: string
}

const fields = {
  email: {
    stage: 'email',
    schema: emailSchema,
    label: 'Work e-mail',
    noun: 'e-mail address',
    example: 'robin.sample@example.com',
    type: 'email',
    autoComplete: 'email',
    hubspotProperty: 'email',
  },
  firstName: {
    stage: 'details',
    schema: name('first name'),
    label: 'First name',
    noun: 'first name',
    example: 'Robin',
    autoComplete: 'given-name',
    hubspotProperty: 'firstname',
  },
  lastName: {
    stage: 'details',
    schema: name('last name'),
    label: 'Last name',
    noun: 'last name',
    example: 'Sample',
    autoComplete: 'family-name',
    hubspotProperty: 'lastname',
  },
  company: {
    stage: 'details',
    schema: plainText('company'),
    label: 'Company',
    noun: 'company',
    example: 'Example Works',
    autoComplete: 'organization',
    hubspotProperty: 'company',
  },
  phone: {
    stage: 'phone',
    schema: phone('phone number'),
    label: 'Phone',
    noun: 'phone number',
    hint: `With country code, for example ${PHONE_EXAMPLE}`,
    example: PHONE_EXAMPLE,
    type: 'tel',
    autoComplete: 'tel',
    hubspotProperty: 'phone',
  },
} satisfies Record<string, ContactFieldDefinition>

/** A field's name in forms, in the tables of sessions and assessments, and in queued payloads. */
export type ContactField = keyof typeof fields

/**
 * What is known of a person, in the order of asking: forms, columns, HubSpot's properties, the privacy notice, the
 * export and the seeds follow from this list. A new field needs its entry here, a column in both tables, and a place in
 * the SQL functions that remove personal data. All of them are personal.
 */
export const CONTACT_FIELDS: Readonly<Record<ContactField, ContactFieldDefinition>> = fields
export const CONTACT_FIELD_NAMES = Object.keys(fields) as readonly ContactField[]

/** What is known of a person; null is not known. */
export type Contact = Record<ContactField, string | null>

/** What was given in a form; a field that is absent was not given, which is never an order to delete it. */
export type ContactDetails = Partial<Record<ContactField, string>>

/** Makes an object with a value for each contact field. */
export function mapContactFields<T>(
  valueOf: (name: ContactField, field: ContactFieldDefinition) => T,
): Record<ContactField, T> {
  const entries = CONTACT_FIELD_NAMES.map((field) => [field, valueOf(field, CONTACT_FIELDS[field])])
  return Object.fromEntries(entries) as Record<ContactField, T>
}

/** The contact fields of something that has more. */
export function pickContact<T>(holder: Readonly<Record<ContactField, T>>): Record<ContactField, T> {
  return mapContactFields((field) => holder[field])
}

export function fieldsOfStage(stage: ContactStage): ContactField[] {
  return CONTACT_FIELD_NAMES.filter((field) => CONTACT_FIELDS[field].stage === stage)
}

/** @returns the first stage with a field that is not known; null when all are */
export function findOpenStage(contact: Contact): ContactStage | null {
  return CONTACT_STAGES.find((stage) => fieldsOfStage(stage).some((field) => !contact[field])) ?? null
}
