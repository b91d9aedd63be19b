import type { FormField } from '#app/domain/lead/contact-form.ts'
import type { FieldProblem } from '#app/domain/lead/field-problem.ts'
import { contactFields } from './contact-fields.ts'

const nounOf = (field: FormField) => (field === 'consent' ? 'box' : contactFields[field].noun)

export const fields = {
  /** What is wrong with a field, and what to do. */
  problem(field: FormField, problem: FieldProblem): string {
    const noun = nounOf(field)
    switch (problem.kind) {
      case 'empty':
        return `Enter your ${noun}.`
      case 'twice':
        return 'Fill in this field once.'
      case 'too_long':
        return field === 'email'
          ? `An e-mail address has at most ${problem.limit} characters. Check what was pasted here.`
          : `The ${noun} can have at most ${problem.limit} characters.`
      case 'not_a_line':
        return field === 'email'
          ? 'An e-mail address is a single line without special characters.'
          : `The ${noun} must be a single line without special characters.`
      case 'web_address':
        return `The ${noun} cannot contain a web address.`
      case 'formula':
        return `The ${noun} cannot begin as a formula in a spreadsheet does.`
      case 'no_letter':
        return `The ${noun} needs at least one letter.`
      case 'contact_in_name':
        return `The ${noun} cannot contain a web or e-mail address.`
      case 'no_letter_or_digit':
        return `The ${noun} needs at least one letter or digit.`
      case 'no_digits':
        return `A ${noun} has digits, for example +1 555 010 0000.`
      case 'few_digits':
        return `A ${noun} has at least ${problem.limit} digits.`
      case 'name_or_brackets':
        return 'Enter only the e-mail address, without a name or brackets.'
      case 'several_addresses':
        return 'Enter just one e-mail address.'
      case 'spaces':
        return 'An e-mail address cannot contain spaces.'
      case 'foreign_letters':
        return 'Only plain letters (a to z) can be used in an e-mail address here.'
      case 'no_at':
        return 'An e-mail address contains an @, like name@example.com.'
      case 'no_address':
        return 'This does not look like an e-mail address. It should look like name@example.com.'
      case 'private_domain':
        return `No e-mail reaches an address that ends in ${problem.ending}. Enter your public one.`
      case 'slip':
        return `Did you mean ${problem.meant}? If ${problem.typed} is right, send the form again as it is.`
      case 'no_link_address':
        return 'Enter the address to send the link to.'
      case 'no_contact_address':
        return 'Enter the address at which we may contact you, or take the tick out of the box.'
      case 'tick_or_empty':
        return 'Tick the box if we may contact you, or leave your name, company and phone number empty.'
      case 'tick_to_be_contacted':
        return 'Tick the box if we may contact you. You need not.'
    }
  },
}
