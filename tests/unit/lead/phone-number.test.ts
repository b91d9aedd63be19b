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
  expect(messageOf(phoneSchema, phone)).toBe(reason)
})
