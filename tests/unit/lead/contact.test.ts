import { expect, test } from 'vitest'
import {
  CONTACT_FIELDS,
  CONTACT_FIELD_NAMES,
  CONTACT_STAGES,
  fieldsOfStage,
  findOpenStage,
  mapContactFields,
} from '#app/domain/lead/contact.ts'
import { messageOf } from '#tests/helpers/schema-message.ts'

const firstNameSchema = CONTACT_FIELDS.firstName.schema
const companySchema = CONTACT_FIELDS.company.schema

test('a person is asked for each field once, and for these at their stages', () => {
  expect(CONTACT_STAGES.flatMap(fieldsOfStage)).toEqual(CONTACT_FIELD_NAMES)
  expect(mapContactFields((_, { stage }) => stage)).toMatchObject({
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
  const contact = { ...mapContactFields((_, { example }) => example), lastName: null, phone: null }
  expect(findOpenStage(contact)).toBe('phone')
  expect(findOpenStage({ ...contact, firstName: null, lastName: 'King' })).toBe('phone')
  expect(findOpenStage({ ...contact, firstName: null })).toBe('details')
  expect(findOpenStage({ ...contact, company: null })).toBe('details')
  expect(findOpenStage({ ...contact, email: null })).toBe('email')
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
  // Nobody sees these either: fillers of Hangul, tags, selectors, an empty braille cell.
  ['\u3164A\u034fd\u{e0041}a\ufe0f\u{e0100}', 'Ada'],
  ['A\u206ad\u2800a\ufff9\uffa0', 'Ada'],
  ['Ada\u00a0\u3000King', 'Ada King'],
  ['علی\u200cرضا', 'علی\u200cرضا'],
] as const)('of the name "%s", what nobody sees is left out', ([typed, stored]) => {
  expect(firstNameSchema.parse(typed)).toBe(stored)
})

test.for([
  "=cmd|' /C calc'!A0",
  "\u034f=cmd|' /C calc'!A0",
  '﹦cmd|a',
  '＝1+1',
  '=SUM(A1)',
  '-2+3+cmd|x!A0',
  '+HYPERLINK("x")',
  '+1+2',
  '+1 + 2',
  '-A1+B2',
  '-A1-B2',
  '@A1',
  '@ $AB$12 ',
  '+A1*2',
  '-A1&B1',
  '@A1:B2',
])('"%s", a formula for a spreadsheet, is neither a name nor a company', (formula) => {
  expect(messageOf('firstName', firstNameSchema, formula)).toBe(
    'The first name cannot begin as a formula in a spreadsheet does.',
  )
  expect(messageOf('company', companySchema, formula)).toBe(
    'The company cannot begin as a formula in a spreadsheet does.',
  )
})

test.for([
  '+Pluspunkt GmbH & Co. KG',
  '@leisure, Inc.',
  '@home-it',
  '@web3',
  '@home GmbH',
  '+49 Consulting',
  '@work',
  '-ism',
  'A+B GmbH',
  '3+1',
])('%s is the name of a company, and no formula', (name) => {
  expect(companySchema.parse(name)).toBe(name)
})

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
  expect(messageOf('firstName', firstNameSchema, name)).toBe(reason)
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
  expect(messageOf('company', companySchema, '---')).toBe('The company needs at least one letter or digit.')
  expect(messageOf('company', companySchema, 'x'.repeat(201))).toBe(
    'The company can have at most 200 characters.',
  )
})
