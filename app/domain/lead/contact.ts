import * as z from 'zod'
import { emailSchema } from './email-address.ts'
import { otherwise } from './field-problem.ts'
import { UNTYPED, looksLikeFormula, looksLikeSum, stripMarks } from './pasted-text.ts'
import { PHONE_MIN_DIGITS, normalizePhone } from './phone-number.ts'

const line = (maximum: number) =>
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
        .refine(({ length }) => length <= maximum, otherwise({ kind: 'too_long', limit: maximum }))
        .refine((value) => !UNTYPED.test(value), otherwise({ kind: 'not_a_line' }))
        .refine((value) => !/:\/\//.test(value), otherwise({ kind: 'web_address' }))
        .refine((value) => !looksLikeFormula(value), otherwise({ kind: 'formula' })),
    )

/** Whose sign at the beginning is not that of a phone number. */
const words = (maximum: number) =>
  line(maximum).refine((value) => !looksLikeSum(value), otherwise({ kind: 'formula' }))

// E-mails greet people by name, so a name must not carry a link into somebody's inbox.
const name = words(100)
  .refine((value) => /\p{L}/u.test(value), otherwise({ kind: 'no_letter' }))
  .refine((value) => !/\bwww\.|@/i.test(value), otherwise({ kind: 'contact_in_name' }))

const plainText = words(200).refine(
  (value) => /[\p{L}\p{N}]/u.test(value),
  otherwise({ kind: 'no_letter_or_digit' }),
)

/** Whatever people write is taken, as long as somebody might be called with it: letters too are keys of a telephone. */
const phone = z
  .string()
  .transform(normalizePhone)
  .pipe(line(100))
  .refine((value) => /\d/.test(value), otherwise({ kind: 'no_digits' }))
  .refine(
    (value) => value.replace(/[^\p{L}\d]/gu, '').length >= PHONE_MIN_DIGITS,
    otherwise({ kind: 'few_digits', limit: PHONE_MIN_DIGITS }),
  )

/** Each form of the results page asks for one stage more. */
export const CONTACT_STAGES = ['email', 'details', 'phone'] as const
export type ContactStage = (typeof CONTACT_STAGES)[number]

export interface ContactFieldDefinition {
  stage: ContactStage
  /** What it refuses is a `FieldProblem`. */
  schema: z.ZodType<string>
  /** on the console */
  label: string
  example: string
  /** `text` when left out */
  type?: 'email' | 'tel'
  autoComplete: string
  /** one that every portal has */
  hubspotProperty: string
  /** a longer value is cut to `most` characters */
  salesforce: { field: string; most?: number }
}

const fields = {
  email: {
    stage: 'email',
    schema: emailSchema,
    label: 'Work e-mail',
    example: 'robin.sample@example.com',
    type: 'email',
    autoComplete: 'email',
    hubspotProperty: 'email',
    salesforce: { field: 'Email' },
  },
  firstName: {
    stage: 'details',
    schema: name,
    label: 'First name',
    example: 'Robin',
    autoComplete: 'given-name',
    hubspotProperty: 'firstname',
    salesforce: { field: 'FirstName', most: 40 },
  },
  lastName: {
    stage: 'details',
    schema: name,
    label: 'Last name',
    example: 'Sample',
    autoComplete: 'family-name',
    hubspotProperty: 'lastname',
    salesforce: { field: 'LastName', most: 80 },
  },
  company: {
    stage: 'details',
    schema: plainText,
    label: 'Company',
    example: 'Example Works',
    autoComplete: 'organization',
    hubspotProperty: 'company',
    salesforce: { field: 'AI_Company__c' },
  },
  phone: {
    stage: 'phone',
    schema: phone,
    label: 'Phone',
    example: '+1 555 010 0000',
    type: 'tel',
    autoComplete: 'tel',
    hubspotProperty: 'phone',
    salesforce: { field: 'Phone', most: 40 },
  },
} satisfies Record<string, ContactFieldDefinition>

export type ContactField = keyof typeof fields

/** In the order of asking. */
export const CONTACT_FIELDS: Readonly<Record<ContactField, ContactFieldDefinition>> = fields
export const CONTACT_FIELD_NAMES = Object.keys(fields) as readonly ContactField[]

const NAME_PARTS: readonly ContactField[] = ['firstName', 'lastName']

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
