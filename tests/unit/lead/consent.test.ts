import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { CONSENT, CONSENT_TEXTS, consentText, readConsent } from '#app/domain/lead/consent.ts'

test('every consent text has the hash of its words', () => {
  for (const { text, hash, version } of CONSENT_TEXTS) {
    expect(createHash('sha256').update(text, 'utf8').digest('hex'), version).toBe(hash)
  }
})

test('versions are days, in order, each used once, and the last is current', () => {
  const versions = CONSENT_TEXTS.map(({ version }) => version)
  expect(versions.every((version) => /^\d{4}-\d{2}-\d{2}$/.test(version))).toBe(true)
  expect(versions).toEqual([...new Set(versions)].toSorted())
  expect(CONSENT).toBe(CONSENT_TEXTS.at(-1))
})

test('a text names its purposes and how to withdraw', () => {
  expect(CONSENT.purposes).toEqual(['results_email', 'contact_by_sales'])
  expect(CONSENT.text).toMatch(/by e-mail.*contact me.*withdraw/)
})

test('a record finds the text that was shown', () => {
  expect(consentText('2026-11-01')?.text).toContain('I agree')
  expect(consentText('1999-01-01')).toBeUndefined()
})

test.for(['yes', 'on', 'true', '1', 'YES', CONSENT.version])('the box sent as "%s" is ticked', (value) => {
  expect(readConsent(value)).toBe(CONSENT)
})

test.for(['', 'no', 'off', 'false', '0', '1999-01-01', undefined, null, true, ['yes']])(
  'the box sent as %j is not ticked',
  (value) => {
    expect(readConsent(value)).toBeNull()
  },
)
