import { type ContactField, mapContactFields } from '#app/domain/lead/contact.ts'

interface ContactFieldWords {
  label: string
  hint: string
  /** with its article, at the beginning of a sentence */
  noun: string
  enter: string
  /** in the list of what is held */
  held: string
}

export const contactFields: Record<ContactField, ContactFieldWords> = {
  email: {
    label: 'Geschäftliche E-Mail-Adresse',
    hint: '',
    noun: 'Die E-Mail-Adresse',
    enter: 'Bitte geben Sie Ihre E-Mail-Adresse ein.',
    held: 'E-Mail-Adresse',
  },
  firstName: {
    label: 'Vorname',
    hint: '',
    noun: 'Der Vorname',
    enter: 'Bitte geben Sie Ihren Vornamen ein.',
    held: 'Vorname',
  },
  lastName: {
    label: 'Nachname',
    hint: '',
    noun: 'Der Nachname',
    enter: 'Bitte geben Sie Ihren Nachnamen ein.',
    held: 'Nachname',
  },
  company: {
    label: 'Unternehmen',
    hint: '',
    noun: 'Das Unternehmen',
    enter: 'Bitte geben Sie Ihr Unternehmen ein.',
    held: 'Unternehmen',
  },
  phone: {
    label: 'Telefon',
    hint: 'Mit Landesvorwahl, zum Beispiel +49 30 5550100',
    noun: 'Die Telefonnummer',
    enter: 'Bitte geben Sie Ihre Telefonnummer ein.',
    held: 'Telefonnummer',
  },
}

export const heldContact = mapContactFields((field) => contactFields[field].held)
