import { expect, test } from 'vitest'
import { CONSENT } from '#app/domain/lead/consent.ts'
import { askForFields, parseContactForm, parseStepContact } from '#app/domain/lead/contact-form.ts'

test('a form gives what was filled in, and empty fields are not given', () => {
  const fields = { email: ' Lead@Example.com', firstName: 'Kim', lastName: '', company: '  ', consent: 'yes' }
  expect(parseContactForm(fields, false)).toEqual({
    contact: { email: 'lead@example.com', firstName: 'Kim' },
    consent: CONSENT,
    errors: {},
  })
})

test('details beside the address are refused without consent, unless it was given before', () => {
  const fields = { firstName: 'Kim' }
  expect(parseContactForm(fields, false).errors).toEqual({
    consent: { kind: 'tick_or_empty' },
  })
  expect(parseContactForm(fields, true)).toEqual({ contact: { firstName: 'Kim' }, consent: null, errors: {} })
})

test('an address needs no consent, and brings no detail along', () => {
  expect(parseContactForm({ email: 'lead@example.com' }, false)).toEqual({
    contact: { email: 'lead@example.com' },
    consent: null,
    errors: {},
  })
  expect(
    parseContactForm({ email: 'lead@example.com', phone: '+1 555 010 0000' }, false).errors,
  ).toHaveProperty('consent')
})

test('a wrong detail without consent needs both, to be corrected or to be left empty', () => {
  const { errors } = parseContactForm({ email: 'lead@example.com', firstName: '12' }, false)
  expect(Object.keys(errors).toSorted()).toEqual(['consent', 'firstName'])
})

test('an empty form asks for the address, then for the tick, and for details once there is one', () => {
  const details = { firstName: '', lastName: '', company: '' }
  expect(Object.keys(askForFields({ email: '' }, false))).toEqual(['email'])
  expect(Object.keys(askForFields(details, false))).toEqual(['consent'])
  expect(Object.keys(askForFields(details, true))).toEqual(['firstName', 'lastName', 'company'])
})

test('a field that holds nothing one can see is empty', () => {
  expect(parseContactForm({ email: '\u200b', phone: ' \ufeff' }, false).contact).toEqual({})
})

test('an empty form needs no consent', () => {
  expect(parseContactForm({ email: '', phone: '' }, false)).toEqual({
    contact: {},
    consent: null,
    errors: {},
  })
})

test('every wrong field is named at once', () => {
  const fields = { email: 'lead', firstName: ['Kim', 'Sam'], phone: '1', consent: 'on' }
  expect(parseContactForm(fields, false).errors).toEqual({
    email: { kind: 'no_at' },
    firstName: { kind: 'twice' },
    phone: { kind: 'few_digits', limit: 5 },
  })
})

test('a step takes an e-mail address with and without consent to contact', () => {
  expect(parseStepContact({ email: 'Lead@example.com', consent: 'yes' })).toEqual({
    email: 'lead@example.com',
    consent: CONSENT,
    errors: {},
  })
  expect(parseStepContact({ email: 'lead@example.com' })).toEqual({
    email: 'lead@example.com',
    consent: null,
    errors: {},
  })
  expect(parseStepContact({ email: 'lead@', consent: 'yes' })).toMatchObject({
    email: null,
    errors: { email: { kind: 'no_address' } },
  })
  expect(parseStepContact({ firstName: 'Kim' })).toEqual({ email: null, consent: null, errors: {} })
})

test('a step takes no consent to contact without an address', () => {
  expect(parseStepContact({ email: ' ', consent: 'yes' }).errors).toEqual({
    email: { kind: 'no_contact_address' },
  })
})
