import { expect, test } from 'vitest'
import { canonicalMailbox, emailSchema } from '#app/domain/lead/email-address.ts'

test.each([
  ['ada+quiz@example.com', 'ada@example.com'],
  ['Ada+Quiz+Again@Example.com', 'ada@example.com'],
  ['ada.b@example.com', 'ada.b@example.com'],
  ['a.d.a+x@gmail.com', 'ada@gmail.com'],
  ['ada@googlemail.com', 'ada@gmail.com'],
  ['+ada@example.com', '+ada@example.com'],
  ['ada@gmail.com.example.com', 'ada@gmail.com.example.com'],
])('%s leads to the mailbox %s', (address, mailbox) => {
  expect(emailSchema.safeParse(address).success).toBe(true)
  expect(canonicalMailbox(address)).toBe(mailbox)
})

test('different people stay different mailboxes', () => {
  const people = ['ada@example.com', 'bob@example.com', 'ada@example.org', 'a.da@example.com']
  expect(new Set(people.map(canonicalMailbox)).size).toBe(people.length)
})
