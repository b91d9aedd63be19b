import * as z from 'zod'
import { emailSchema } from './email-address.ts'
import { UNTYPED, looksLikeFormula, stripMarks } from './pasted-text.ts'
import { PHONE_MIN_DIGITS, normalizePhone } from './phone-number.ts'

const PHONE_EXAMPLE = '+1 555 010 0000'

const line = (noun: string, maximum: number) =>
  z
    .string()
    .transform((value) =>
      stripMarks(value)
        .replace(/[\t\p{Zs}]+/gu, ' ')
        .trim(),
    )
    .pipe(
      z
        .string()
        .max(maximum, `The ${noun} can have at most ${maximum} characters.`)
        .refine(
          (value) => !UNTYPED.test(value),
          `The ${noun} must be a single line without special characters.`,
        )
        .refine((value) => !/:\/\//.test(value), `The ${noun} cannot contain a web address.`)
        .refine(
          (value) => !looksLikeFormula(value),
          `The ${noun} cannot begin as a formula in a spreadsheet does.`,
        ),
    )

// E-mails greet people by name, so a name must not carry a link into somebody's inbox.
const name = (noun: string) =>
  line(noun, 100)
    .refine((value) => /\p{L}/u.test(value), `The ${noun} needs at least one letter.`)
    .refine((value) => !/\bwww\.|@/i.test(value), `The ${noun} cannot contain a web or e-mail address.`)

const plainText = (noun: string) =>
  line(noun, 200).refine(
    (value) => /[\p{L}\p{N}]/u.test(value),
    `The ${noun} needs at least one letter or digit.`,
  )

/** Whatever people write is taken, as long as somebody might be called with it: letters too are keys of a telephone. */
const phone = (noun: string) =>
  z
    .string()
    .transform(normalizePhone)
    .pipe(line(noun, 100))
    .refine((value) => /\d/.test(value), `A ${noun} has digits, for example ${PHONE_EXAMPLE}.`)
    .refine(
      (value) => value.replace(/[^\p{L}\d]/gu, '').length >= PHONE_MIN_DIGITS,
      `A ${noun} has at least ${PHONE_MIN_DIGITS} digits.`,
    )

/** Each form of the results page asks for one stage more. */
export const CONTACT_STAGES = ['email', 'details', 'phone'] as const
export type ContactStage = (typeof CONTACT_STAGES)[number]

export interface ContactFieldDefinition {
  stage: ContactStage
  /** Its messages are for the person who fills in the form. */
  schema: z.ZodType<string>
  label: string
  /** used after "your" or "the" */
  noun: string
  hint?: string
  example: string
  /** `text` when left out */
  type?: 'email' | 'tel'
  autoComplete: string
  /** one that every portal has */
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

export type ContactField = keyof typeof fields

/**
 * In the order of asking. A new field needs its entry here, a column in both tables, and a place in the SQL functions
 * that remove personal data.
 */
export const CONTACT_FIELDS: Readonly<Record<ContactField, ContactFieldDefinition>> = fields
export const CONTACT_FIELD_NAMES = Object.keys(fields) as readonly ContactField[]

const NAME_PARTS: readonly ContactField[] = ['firstName', 'lastName']

/** Null is not known. */
export type Contact = Record<ContactField, string | null>

/** An absent field was not given, which is never an order to delete it. */
export type ContactDetails = Partial<Record<ContactField, string>>

export function mapContactFields<T>(
  valueOf: (name: ContactField, field: ContactFieldDefinition) => T,
): Record<ContactField, T> {
  const entries = CONTACT_FIELD_NAMES.map((field) => [field, valueOf(field, CONTACT_FIELDS[field])])
  return Object.fromEntries(entries) as Record<ContactField, T>
}

export function pickContact<T>(holder: Readonly<Record<ContactField, T>>): Record<ContactField, T> {
  return mapContactFields((field) => holder[field])
}

export function fieldsOfStage(stage: ContactStage): ContactField[] {
  return CONTACT_FIELD_NAMES.filter((field) => CONTACT_FIELDS[field].stage === stage)
}

/** The first stage with a field that is not known. Some people have only one name. */
export function findOpenStage(contact: Contact): ContactStage | null {
  const isOpen = (field: ContactField) => !(NAME_PARTS.includes(field) ? isNamed(contact) : contact[field])
  return CONTACT_STAGES.find((stage) => fieldsOfStage(stage).some(isOpen)) ?? null
}

export function isNamed(contact: Partial<Record<ContactField, string | null | undefined>>): boolean {
  return NAME_PARTS.some((part) => isGiven(contact[part]))
}

export function isGiven(value: string | null | undefined): boolean {
  return typeof value === 'string' && value.trim() !== ''
}
