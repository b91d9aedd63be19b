import { CRM_IDS, CRM_NAMES } from '#app/domain/crm-id.ts'
import { DEFAULT_LANGUAGE, LANGUAGES } from '#app/domain/language/languages.ts'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  CONSENT,
  CONSENT_PURPOSES,
  CONSENT_TEXTS,
  RESULTS_REQUEST,
  consentText,
  currentText,
  readConsent,
  standingPurposes,
  wordsOf,
} from '#app/domain/lead/consent.ts'

test('every consent text has the hash of its words', () => {
  for (const { text, hash, version } of CONSENT_TEXTS) {
    expect(createHash('sha256').update(text, 'utf8').digest('hex'), version).toBe(hash)
  }
})

test.for(CONSENT_PURPOSES.flatMap((purpose) => LANGUAGES.map((language) => [purpose, language] as const)))(
  'versions for %s in %s name it, a day and the language, in order, each used once, and the last is current',
  ([purpose, language]) => {
    const texts = CONSENT_TEXTS.filter(
      (text) => text.purpose === purpose && text.language === language && !text.crm,
    )
    const versions = texts.map(({ version }) => version)
    const ending = language === DEFAULT_LANGUAGE ? '' : `-${language}`
    const shape = new RegExp(`^${purpose}-\\d{4}-\\d{2}-\\d{2}${ending}$`)
    expect(versions.every((version) => shape.test(version))).toBe(true)
    expect(versions).toEqual([...new Set(versions)].toSorted())
    expect(currentText(purpose, { language })).toBe(texts.at(-1))
  },
)

test('the box in German names who may do what, where it is kept, and how to withdraw', () => {
  const german = currentText('contact', { language: 'de' })
  expect(wordsOf(german, 'Beispiel GmbH')).toMatch(/^Ja, Beispiel GmbH darf mich.*HubSpot.*widerrufen/)
  expect(wordsOf(german, null)).toContain('Ja, das Unternehmen hinter dieser Standortbestimmung darf mich')
  expect(readConsent(german.version)).toBe(german)
  expect(readConsent('on', { language: 'de' })).toBe(german)
  expect(readConsent('on', { language: 'de', crm: 'salesforce' })).toBe(
    currentText('contact', { language: 'de', crm: 'salesforce' }),
  )
})

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

test.each(CRM_IDS.flatMap((crm) => LANGUAGES.map((language) => ({ crm, language }))))(
  'the box names the customer database that leads go to: $crm in $language',
  ({ crm, language }) => {
    const shown = currentText('contact', { language, crm })
    const others = CRM_IDS.filter((id) => id !== crm).map((id) => CRM_NAMES[id])
    expect(shown.language).toBe(language)
    expect(shown.text).toContain(CRM_NAMES[crm])
    for (const other of others) expect(shown.text).not.toContain(other)
    expect(readConsent(shown.version)).toBe(shown)
    expect(currentText('results', { language, crm })).toBe(currentText('results', { language }))
  },
)
