import { expect, test } from 'vitest'
import { findConsentText } from '#app/content/consent.ts'
import { CRM_NAMES, CRM_IDS } from '#app/domain/crm-id.ts'
import { LANGUAGES } from '#app/domain/language/languages.ts'
import { CONSENT, CONSENT_PURPOSES, currentText, readConsent } from '#app/domain/lead/consent.ts'
import { ownConsentTexts } from '#app/domain/lead/own-consent.ts'
import { buildQuiz } from '#app/domain/quiz/quiz.ts'
import { draftVersion } from '#app/domain/quiz/versions.ts'
import { defaultQuiz, findQuiz } from '#app/content/scorecards.ts'
import { type Editable, editedCopy } from '#tests/helpers/content-folder.ts'

const textsAfter = (edit: (copy: Editable) => void, version = '2026-11') => {
  const { scorecard, words } = editedCopy(edit)
  return ownConsentTexts(buildQuiz({ ...scorecard, version }, words.en!, 'en'))
}

test('a scorecard with texts of its own shows them, by versions that no other text has', () => {
  for (const crm of CRM_IDS)
    for (const language of LANGUAGES)
      for (const purpose of CONSENT_PURPOSES) {
        const ownTexts = ownConsentTexts(findQuiz({ scorecard: 'quick-check', language }))
        const text = currentText(purpose, { language, crm, ownTexts })
        expect(text).toMatchObject({ purpose, language })
        expect(text.version).toMatch(/^quick-check:/)
        expect(findConsentText(text.version)).toEqual(text)
        if (purpose === 'contact') expect(text.text).toContain(CRM_NAMES[crm])
        expect(readConsent(text.version, { language, crm, ownTexts })).toEqual(
          purpose === 'contact' ? text : null,
        )
      }
})

test('one without shows those of all, and the box of another scorecard is none of its own', () => {
  expect(ownConsentTexts(defaultQuiz())).toEqual([])
  const ownTexts = textsAfter(({ words }) => delete words.en!.consent)
  expect(currentText('contact', { ownTexts })).toBe(CONSENT)
  expect(readConsent('quick-check:contact-2026-11-27', { ownTexts })).toBeNull()
})

test('the newest text is shown, in whatever order they stand, and the one before can still be agreed to', () => {
  const { consent } = editedCopy().words.en!
  const later = { results: 'Later.', contact: 'Later, {company} and {crm}.' }
  const ownTexts = textsAfter(({ words }) => (words.en!.consent = { '2026-12-01': later, ...consent }))
  expect(currentText('contact', { ownTexts })).toMatchObject({
    version: 'quick-check:contact-2026-12-01',
    text: 'Later, {company} and HubSpot.',
  })
  expect(readConsent('quick-check:contact-2026-11-27', { ownTexts })?.text).toContain('my quick check')
})

test('a draft’s texts may still change: what is agreed to in a preview has the name of none that is published', () => {
  const ownTexts = textsAfter(() => {}, draftVersion('2026-11'))
  const { version } = currentText('contact', { ownTexts })
  expect(version).toBe('quick-check:contact-2026-11-27-draft')
  expect(findConsentText(version)).toBeUndefined()
})
