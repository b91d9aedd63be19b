import { expect, test } from 'vitest'
import type { ZodType } from 'zod'
import { CONSENT } from '#app/domain/lead/consent.ts'
import { CONTACT_FIELDS, findOpenStage, mapContactFields } from '#app/domain/lead/contact.ts'
import { parseContactForm, parseEmailConsent } from '#app/domain/lead/contact-form.ts'
import { emailSchema } from '#app/domain/lead/email-address.ts'
import { fc } from '#tests/helpers/fast-check.ts'

const firstNameSchema = CONTACT_FIELDS.firstName.schema
const companySchema = CONTACT_FIELDS.company.schema
const phoneSchema = CONTACT_FIELDS.phone.schema

const message = (schema: ZodType<string>, value: unknown) => schema.safeParse(value).error?.issues[0]?.message

test('a person is asked for these fields, each at its stage', () => {
  expect(mapContactFields((_, { stage }) => stage)).toEqual({
    email: 'email',
    firstName: 'details',
    lastName: 'details',
    company: 'details',
    phone: 'phone',
  })
})

test('each field takes its own example as it is', () => {
  const examples = mapContactFields((_, { example }) => example)
  expect(mapContactFields((_, { schema, example }) => schema.parse(example))).toEqual(examples)
})

test('one part of a name is enough to be asked for the phone number', () => {
  const contact = { email: 'ada@example.com', firstName: 'Ada', lastName: null, company: 'Acme', phone: null }
  expect(findOpenStage(contact)).toBe('phone')
  expect(findOpenStage({ ...contact, firstName: null, lastName: 'King' })).toBe('phone')
  expect(findOpenStage({ ...contact, firstName: null })).toBe('details')
  expect(findOpenStage({ ...contact, company: null })).toBe('details')
  expect(findOpenStage({ ...contact, email: null })).toBe('email')
})

test.for([
  ['lead@example.com', 'lead@example.com'],
  ['  Lead.Name+Quiz@Example.COM ', 'lead.name+quiz@example.com'],
  ["o'brien_1@mail.example.co.uk", "o'brien_1@mail.example.co.uk"],
  ['x@xn--bcher-kva.example', 'x@xn--bcher-kva.example'],
  ['jo@müller.de', 'jo@xn--mller-kva.de'],
  ['Jo@MÜLLER.de', 'jo@xn--mller-kva.de'],
  ['lead@例え.jp', 'lead@xn--r8jz45g.jp'],
  ['\u200bjo@acme.example', 'jo@acme.example'],
  ['\u202ajo@acme.example\u202c\ufeff', 'jo@acme.example'],
  [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
] as const)('the e-mail address "%s" is kept as %s', ([raw, kept]) => {
  expect(emailSchema.parse(raw)).toBe(kept)
})

const FOREIGN_LETTERS = 'Only plain letters (a to z) can be used in an e-mail address here.'

test.for([
  [
    'lead@example.com\r\nBcc: other@example.com',
    'An e-mail address is a single line without special characters.',
  ],
  ['lead@example.com\n', 'An e-mail address is a single line without special characters.'],
  ['lead\u202e@example.com', 'An e-mail address is a single line without special characters.'],
  [
    `${'a'.repeat(300)}@example.com`,
    'An e-mail address has at most 254 characters. Check what was pasted here.',
  ],
  ['Lead Name <lead@example.com>', 'Enter only the e-mail address, without a name or brackets.'],
  ['"lead"@example.com', 'Enter only the e-mail address, without a name or brackets.'],
  ['lead@example.com, other@example.com', 'Enter just one e-mail address.'],
  ['lead@example.com;other@example.com', 'Enter just one e-mail address.'],
  ['lead@other@example.com', 'Enter just one e-mail address.'],
  ['lead name@example.com', 'An e-mail address cannot contain spaces.'],
  ['läd@example.com', FOREIGN_LETTERS],
  ['lead@exämple.com/x', FOREIGN_LETTERS],
  ['jo@acme.local', 'No e-mail reaches an address that ends in .local. Enter your public one.'],
  ['jo@mail.acme.INTERNAL', 'No e-mail reaches an address that ends in .internal. Enter your public one.'],
  ['jo@acme.invalid', 'No e-mail reaches an address that ends in .invalid. Enter your public one.'],
  ['example.com', 'An e-mail address contains an @, like name@example.com.'],
] as const)('the e-mail address "%s" is refused with its reason', ([raw, reason]) => {
  expect(message(emailSchema, raw)).toBe(reason)
})

test.for([
  '@example.com',
  'lead@',
  'lead@localhost',
  'lead@example',
  'lead@.example.com',
  'lead@example..com',
  'lead@-example.com',
  'lead@example.c',
  'lead@127.0.0.1',
  'lead@[127.0.0.1]',
  '.lead@example.com',
  'lead.@example.com',
  'le..ad@example.com',
  `${'a'.repeat(65)}@example.com`,
  `lead@${'a'.repeat(64)}.com`,
])('"%s" is not taken for an e-mail address', (raw) => {
  expect(message(emailSchema, raw)).toBe(
    'This does not look like an e-mail address. It should look like name@example.com.',
  )
})

test('whatever passes as an e-mail address is plain, lower case and no longer than 254', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.emailAddress()), (raw) => {
      const parsed = emailSchema.safeParse(raw)
      if (!parsed.success) return
      expect(parsed.data).toMatch(/^[^\s@<>",;]+@[a-z0-9.-]+$/)
      expect(parsed.data.length).toBeLessThanOrEqual(254)
      expect(emailSchema.parse(parsed.data)).toBe(parsed.data)
    }),
  )
})

test.for(['Kim', 'Anne-Marie', 'O’Neill', 'Łukasz', '李', 'محمد', 'J.', 'van  der Berg'])(
  '"%s" is a name',
  (name) => {
    expect(firstNameSchema.parse(` ${name} `)).toBe(name.replace('  ', ' '))
  },
)

test.for([
  ['A\u200bda', 'Ada'],
  ['\u2066Ada\u2069', 'Ada'],
  ['A\u200dda', 'Ada'],
  ['Ada\u00a0\u3000King', 'Ada King'],
  ['علی\u200cرضا', 'علی\u200cرضا'],
] as const)('of the name "%s", what nobody sees is left out', ([typed, stored]) => {
  expect(firstNameSchema.parse(typed)).toBe(stored)
})

test.for(["=cmd|' /C calc'!A0", '＝1+1', '=SUM(A1)', '-2+3+cmd|x!A0', '+HYPERLINK("x")'])(
  '"%s", a formula for a spreadsheet, is neither a name nor a company',
  (formula) => {
    expect(message(firstNameSchema, formula)).toBe(
      'The first name cannot begin as a formula in a spreadsheet does.',
    )
    expect(message(companySchema, formula)).toBe(
      'The company cannot begin as a formula in a spreadsheet does.',
    )
  },
)

test.for([
  ['Kim\nSample', 'The first name must be a single line without special characters.'],
  ['Kim\u0000', 'The first name must be a single line without special characters.'],
  ['Kim\u202eelpmaS', 'The first name must be a single line without special characters.'],
  ['x'.repeat(101), 'The first name can have at most 100 characters.'],
  ['Win at http://example.com', 'The first name cannot contain a web address.'],
  ['www.example.com', 'The first name cannot contain a web or e-mail address.'],
  ['kim@example.com', 'The first name cannot contain a web or e-mail address.'],
  ['12345', 'The first name needs at least one letter.'],
] as const)('the name "%s" is refused with its reason', ([name, reason]) => {
  expect(message(firstNameSchema, name)).toBe(reason)
})

test.for([
  'Example Inc.',
  '3M',
  'example.com',
  'Smith & <Sons>',
  'Ünïcode GmbH',
  '+Plus Works',
  '@home Europe',
  'Gesellschaft für die Beratung und Begleitung mittelständischer Unternehmen bei der Einführung neuer Technologien mbH & Co. KG',
])('"%s" is a company', (company) => {
  expect(companySchema.parse(company)).toBe(company)
})

test('a company of signs alone or of 201 characters is refused', () => {
  expect(message(companySchema, '---')).toBe('The company needs at least one letter or digit.')
  expect(message(companySchema, 'x'.repeat(201))).toBe('The company can have at most 200 characters.')
})

test.for([
  '+1 555 010 0000',
  '(020) 7946-0000',
  '112 34',
  '+44 20 7946 0000 ext. 12',
  '555.010.0000',
  '0555/0100 x7',
])('"%s" is a phone number', (phone) => {
  expect(phoneSchema.parse(` ${phone} `)).toBe(phone)
})

test.for([
  ['\u202d+49 30 1234567\u202c', '+49 30 1234567'],
  ['+49\u201130\u20111234567', '+49-30-1234567'],
  ['+49 30 123–45−67', '+49 30 123-45-67'],
  ['+1\u00a0555\u2009010\u202f0000', '+1 555 010 0000'],
  ['+1 555 010 0000 #12', '+1 555 010 0000 #12'],
  ['+1 555 010 0000 extension 12', '+1 555 010 0000 extension 12'],
  ['tel:+49301234567', '+49301234567'],
  ['TEL:+49-30-1234567;ext=12', '+49-30-1234567 ext. 12'],
  ['＋４９ ３０ １２３４５６７', '+49 30 1234567'],
  ['+٩٧١ ٤ ١٢٣ ٤٥٦٧', '+971 4 123 4567'],
  ['+९१ १२३४५ ६७८९०', '+91 12345 67890'],
] as const)('the phone number "%s", as it was pasted, is kept as %s', ([pasted, kept]) => {
  expect(phoneSchema.parse(pasted)).toBe(kept)
  expect(phoneSchema.parse(kept)).toBe(kept)
})

test.for([
  ['1234', 'A phone number has at least 5 digits.'],
  ['(12) - 34', 'A phone number has 5 to 20 digits.'],
  ['123456789012345678901', 'A phone number has 5 to 20 digits.'],
  ['1'.repeat(31), 'The phone number can have at most 30 characters.'],
  [
    'call me maybe',
    'A phone number can contain only digits, spaces and + ( ) -, for example +1 555 010 0000.',
  ],
  ['555 0100\n555', 'The phone number must be a single line without special characters.'],
  ['55+501000', 'A phone number can contain only digits, spaces and + ( ) -, for example +1 555 010 0000.'],
] as const)('the phone number "%s" is refused with its reason', ([phone, reason]) => {
  expect(message(phoneSchema, phone)).toBe(reason)
})

test('a form gives what was filled in, and empty fields are not given', () => {
  const fields = { email: ' Lead@Example.com', firstName: 'Kim', lastName: '', company: '  ', consent: 'yes' }
  expect(parseContactForm(fields, false)).toEqual({
    contact: { email: 'lead@example.com', firstName: 'Kim' },
    consent: CONSENT,
    errors: {},
  })
})

test('details without consent are refused unless it was given before', () => {
  const fields = { firstName: 'Kim' }
  expect(parseContactForm(fields, false).errors).toEqual({
    consent: 'Tick the box to agree, or leave the contact details empty.',
  })
  expect(parseContactForm(fields, true)).toEqual({ contact: { firstName: 'Kim' }, consent: null, errors: {} })
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
    email: 'An e-mail address contains an @, like name@example.com.',
    firstName: 'Fill in this field once.',
    phone: 'A phone number has at least 5 digits.',
  })
})

test('a step takes an e-mail address only with its consent', () => {
  expect(parseEmailConsent({ email: 'Lead@example.com', consent: 'yes' })).toEqual({
    email: 'lead@example.com',
    consent: CONSENT,
    errors: {},
  })
  expect(parseEmailConsent({ email: 'lead@example.com' }).errors).toHaveProperty('consent')
  expect(parseEmailConsent({ email: 'lead@', consent: 'yes' })).toMatchObject({
    email: null,
    errors: { email: expect.any(String) as string },
  })
  expect(parseEmailConsent({ firstName: 'Kim' })).toEqual({ email: null, consent: null, errors: {} })
})
