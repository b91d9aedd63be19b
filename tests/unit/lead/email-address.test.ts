import { expect, test } from 'vitest'
import { emailSchema } from '#app/domain/lead/email-address.ts'
import { fc } from '#tests/helpers/fast-check.ts'
import { messageOf } from '#tests/helpers/schema-message.ts'

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
  ['Lead Name <lead@example.com>', 'lead@example.com'],
  ['"Name, Lead" <Lead@Example.com>,', 'lead@example.com'],
  ['<lead@example.com>', 'lead@example.com'],
  ['mailto:lead@example.com?subject=Your%20result', 'lead@example.com'],
  ['lead@example.com.', 'lead@example.com'],
  ['lead@example.com;', 'lead@example.com'],
  ['lead＠example。com', 'lead@example.com'],
  ['ｌｅａｄ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'lead@example.com'],
  ['mailto:lead%2Bquiz%40example.com', 'lead+quiz@example.com'],
  ['mailto:lead%@example.com', 'lead%@example.com'],
  ['“lead@example.com”', 'lead@example.com'],
  ['„lead@example.com“.', 'lead@example.com'],
  ["'lead@example.com'", 'lead@example.com'],
  ['«lead@example.com»', 'lead@example.com'],
  ['(lead@example.com.)', 'lead@example.com'],
  ['lead@example.com!', 'lead@example.com'],
  ['E-Mail: lead@example.com', 'lead@example.com'],
  ["'lead@example.com", "'lead@example.com"],
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
  [
    'Lead <lead@example.com>, Other <other@example.com>',
    'Enter only the e-mail address, without a name or brackets.',
  ],
  [
    `${'"'.repeat(3_000)}lead@example.com"`,
    'An e-mail address has at most 254 characters. Check what was pasted here.',
  ],
  ['lead@example.com (Lead)', 'Enter only the e-mail address, without a name or brackets.'],
  ['other@example.com <lead@example.com>', 'Enter only the e-mail address, without a name or brackets.'],
  ['mailto:lead@example.com,other@example.com', 'Enter just one e-mail address.'],
  ['mailto:lead%0ABcc%3Aother@example.com', 'An e-mail address is a single line without special characters.'],
  ['(lead@example.com (Lead)', 'Enter only the e-mail address, without a name or brackets.'],
  ['"lead"@example.com', 'Enter only the e-mail address, without a name or brackets.'],
  ['lead@example.com, other@example.com', 'Enter just one e-mail address.'],
  ['lead@example.com;other@example.com', 'Enter just one e-mail address.'],
  ['lead@other@example.com', 'Enter just one e-mail address.'],
  ['lead name@example.com', 'An e-mail address cannot contain spaces.'],
  ['läd@example.com', FOREIGN_LETTERS],
  ['lead@exämple.com/x', FOREIGN_LETTERS],
  ['=cmd|x@acme.example', 'The e-mail address cannot begin as a formula in a spreadsheet does.'],
  ['-1+cmd|x@acme.example', 'The e-mail address cannot begin as a formula in a spreadsheet does.'],
  ['jo@acme.local', 'No e-mail reaches an address that ends in .local. Enter your public one.'],
  ['jo@mail.acme.INTERNAL', 'No e-mail reaches an address that ends in .internal. Enter your public one.'],
  ['jo@acme.invalid', 'No e-mail reaches an address that ends in .invalid. Enter your public one.'],
  ['example.com', 'An e-mail address contains an @, like name@example.com.'],
] as const)('the e-mail address "%s" is refused with its reason', ([raw, reason]) => {
  expect(messageOf('email', emailSchema, raw)).toBe(reason)
})

test.for([
  '@example.com',
  'lead@',
  'lead@localhost',
  'lead@example',
  'lead@.example.com',
  'lead@example..com',
  'lead@example.com..',
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
  expect(messageOf('email', emailSchema, raw)).toBe(
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
