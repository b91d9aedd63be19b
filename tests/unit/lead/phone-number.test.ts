import { expect, test } from 'vitest'
import { CONTACT_FIELDS } from '#app/domain/lead/contact.ts'
import { messageOf } from '#tests/helpers/schema-message.ts'

const phoneSchema = CONTACT_FIELDS.phone.schema

test.for([
  '+1 555 010 0000',
  '(020) 7946-0000',
  '112 34',
  '+44 20 7946 0000 ext. 12',
  '555.010.0000',
  '0555/0100 x7',
  '+1 (555) 010-0000',
  '1-800-FLOWERS',
])('"%s" is a phone number', (phone) => {
  expect(phoneSchema.safeParse(` ${phone} `).success).toBe(true)
})

test.for([
  ['\u202d+49 30 1234567\u202c', '+49 30 1234567'],
  ['+49\u201130\u20111234567', '+49-30-1234567'],
  ['+49 30 123–45−67', '+49 30 123-45-67'],
  ['+1\u00a0555\u2009010\u202f0000', '+1 555 010 0000'],
  ['+49301234567', '+49301234567'],
  ['tel:+49301234567', '+49301234567'],
  ['\u202atel:+49301234567\u202c', '+49301234567'],
  ['Tel.: +49 30 1234567', '+49 30 1234567'],
  ['Telefon +49 30 1234567', '+49 30 1234567'],
  ['Mobile: (555) 010-0000', '555 010-0000'],
  ['＋４９ ３０ １２３４５６７', '+49 30 1234567'],
  ['+٩٧١ ٤ ١٢٣ ٤٥٦٧', '+971 4 123 4567'],
  ['+९१ १२३४५ ६७८९०', '+91 12345 67890'],
  ['+1 (555) 010-0000', '+1 555 010-0000'],
  ['(+49) 30 1234567', '+49 30 1234567'],
  ['+ 49 30/1234567', '+49 30 1234567'],
  ['555.010.0000', '555 010 0000'],
  ['(020) 7946 - 0000', '020 7946-0000'],
  ['0049 30 1234567', '+49 30 1234567'],
  ['00 49-30-1234567', '+49-30-1234567'],
  ['+44 (0)20 7946 0000', '+44 20 7946 0000'],
  ['0049 (0) 30 1234567', '+49 30 1234567'],
  ['(+49)(0)30 1234567', '+49 30 1234567'],
  ['+39 (0)6 1234567', '+39 0 6 1234567'],
] as const)('the phone number "%s", as it was pasted, is kept as %s', ([pasted, kept]) => {
  expect(phoneSchema.parse(pasted)).toBe(kept)
  expect(phoneSchema.parse(kept)).toBe(kept)
})

test.for([
  '#12',
  'x12',
  ' x 12',
  ' ext 12',
  ' ext. 12',
  ' Ext.: 12',
  ' extension 12',
  ';ext=12',
  ',12',
  ',,12',
  ';12',
  ' ＃１２',
  ' Durchwahl 12',
])('the extension "%s" is kept as every other', (extension) => {
  expect(phoneSchema.parse(`+1 555 010 0000${extension}`)).toBe('+1 555 010 0000 ext. 12')
})

test.for([
  ['1-800-FLOWERS', '1-800-FLOWERS'],
  ['+49 30 1234567 or +49 171 1234567', '+49 30 1234567 or +49 171 1234567'],
  ['+49 (30) 1234567 (Ann)', '+49 30 1234567 Ann'],
  ['55+501000', '55+501000'],
  ['123456789012345678901', '123456789012345678901'],
  ['863-1234;phone-context=+1-914-555', '863-1234;phone-context=+1-914-555'],
] as const)('the number "%s", which is not understood, is kept as it was typed', ([typed, kept]) => {
  expect(phoneSchema.parse(typed)).toBe(kept)
  expect(phoneSchema.parse(kept)).toBe(kept)
})

test.for([
  ['1234', 'A phone number has at least 5 digits.'],
  ['(12) - 34', 'A phone number has at least 5 digits.'],
  ['call me maybe', 'A phone number has digits, for example +1 555 010 0000.'],
  ['1'.repeat(101), 'The phone number can have at most 100 characters.'],
  [','.repeat(60_000), 'The phone number can have at most 100 characters.'],
  ['555 0100\n555', 'The phone number must be a single line without special characters.'],
  ['https://example.com/1', 'The phone number cannot contain a web address.'],
  ["+1|'/C calc'!A0", 'The phone number cannot begin as a formula in a spreadsheet does.'],
  ['=1+1', 'The phone number cannot begin as a formula in a spreadsheet does.'],
] as const)('"%s" is no phone number, and is refused with its reason', ([phone, reason]) => {
  expect(messageOf('phone', phoneSchema, phone)).toBe(reason)
})
