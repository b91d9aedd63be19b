import { type ContactField, mapContactFields } from '#app/domain/lead/contact.ts'

interface ContactFieldWords {
  label: string
  hint: string
  /** in a sentence about what was typed */
  noun: string
  /** in the list of what is held */
  held: string
}

export const contactFields: Record<ContactField, ContactFieldWords> = {
  email: { label: 'Work e-mail', hint: '', noun: 'e-mail address', held: 'E-mail address' },
  firstName: { label: 'First name', hint: '', noun: 'first name', held: 'First name' },
  lastName: { label: 'Last name', hint: '', noun: 'last name', held: 'Last name' },
  company: { label: 'Company', hint: '', noun: 'company', held: 'Company' },
  phone: {
    label: 'Phone',
    hint: 'With country code, for example +1 555 010 0000',
    noun: 'phone number',
    held: 'Phone number',
  },
}

export const heldContact = mapContactFields((field) => contactFields[field].held)
