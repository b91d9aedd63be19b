import { CRM_IDS, CRM_NAMES } from '#app/domain/crm-id.ts'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  CONSENT,
  CONSENT_PURPOSES,
  CONSENT_TEXTS,
  contactConsent,
  RESULTS_REQUEST,
  consentText,
  readConsent,
  standingPurposes,
  wordsOf,
} from '#app/domain/lead/consent.ts'

test('every consent text has the hash of its words', () => {
  for (const { text, hash, version } of CONSENT_TEXTS) {
    expect(createHash('sha256').update(text, 'utf8').digest('hex'), version).toBe(hash)
  }
})

test.for(CONSENT_PURPOSES)(
  'versions for %s name it and a day, in order, each used once, and the last is current',
  (purpose) => {
    const texts = CONSENT_TEXTS.filter((text) => text.purpose === purpose && text.crm === undefined)
    const versions = texts.map(({ version }) => version)
    expect(versions.every((version) => new RegExp(`^${purpose}-\\d{4}-\\d{2}-\\d{2}$`).test(version))).toBe(
      true,
    )
    expect(versions).toEqual([...new Set(versions)].toSorted())
    expect({ results: RESULTS_REQUEST, contact: CONSENT }[purpose]).toBe(texts.at(-1))
  },
)

test('the box names who may do what, with which data, where it is kept, and how to withdraw', () => {
  expect(CONSENT.text).toMatch(/\{company\} may contact me.*HubSpot.*withdraw/)
  expect(wordsOf(CONSENT, 'Example Works')).toContain('Yes, Example Works may contact me')
  expect(wordsOf(CONSENT, undefined)).toContain('Yes, the company behind this assessment may contact me')
})

test('what stands beside the address promises results and nothing else, and names no company', () => {
  expect(RESULTS_REQUEST.text).toMatch(/your results.*anything else we ask you separately/)
  expect(RESULTS_REQUEST.text).not.toContain('{')
})

test('a record finds the text that was shown', () => {
  expect(consentText('contact-2026-11-26')).toBe(CONSENT)
  expect(consentText('1999-01-01')).toBeUndefined()
})

test.for(['yes', 'on', 'true', '1', 'YES', CONSENT.version])('the box sent as "%s" is ticked', (value) => {
  expect(readConsent(value)).toBe(CONSENT)
})

test.for([
  '',
  'no',
  'off',
  'false',
  '0',
  '1999-01-01',
  RESULTS_REQUEST.version,
  undefined,
  null,
  true,
  ['yes'],
])('the box sent as %j is not ticked', (value) => {
  expect(readConsent(value)).toBeNull()
})

test('a purpose stands from when it is stored until all are withdrawn', () => {
  expect(standingPurposes({ consentPurposes: [] })).toEqual([])
  expect(standingPurposes({ consentPurposes: ['results'] })).toEqual(['results'])
  expect(standingPurposes({ consentPurposes: ['contact', 'results'], consentWithdrawnAt: null })).toEqual([
    'results',
    'contact',
  ])
  expect(
    standingPurposes({ consentPurposes: ['results', 'contact'], consentWithdrawnAt: new Date() }),
  ).toEqual([])
})

test('a purpose that nobody knows allows nothing', () => {
  expect(standingPurposes({ consentPurposes: ['newsletter'] })).toEqual([])
})

test.each(CRM_IDS)('the box names the customer database that leads go to, which is %s', (crm) => {
  const shown = contactConsent(crm)
  expect(shown.text).toContain(`customer database at ${CRM_NAMES[crm]} `)
  expect(readConsent(shown.version)).toBe(shown)
  expect(shown.version).toMatch(crm === 'hubspot' ? /^contact-2/ : new RegExp(`^contact-${crm}-2`))
})
