import { expect, test } from 'vitest'
import { securityText } from '#app/domain/security-text.ts'

test('security.txt is the same all day long, and expires in half a year', () => {
  const facts = {
    contact: 'mailto:security@example.com',
    languages: 'en',
    canonical: 'https://scorecard.example.com/.well-known/security.txt',
  }
  const text = securityText({ ...facts, now: new Date('2026-11-20T00:00:00Z') })
  expect(text).toBe(
    'Contact: mailto:security@example.com\nExpires: 2027-05-19T00:00:00Z\nPreferred-Languages: en\n' +
      'Canonical: https://scorecard.example.com/.well-known/security.txt\n',
  )
  expect(securityText({ ...facts, now: new Date('2026-11-20T23:59:59Z') })).toBe(text)
})
