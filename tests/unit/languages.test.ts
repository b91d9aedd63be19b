import { expect, test } from 'vitest'
import { acceptedLanguage, languageOr } from '#app/domain/language/languages.ts'

test.each([
  ['de', 'de'],
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['en-US,en;q=0.9,de;q=0.8', 'en'],
  ['fr-CH, fr;q=0.9, de;q=0.8, en;q=0.7', 'de'],
  ['en;q=0.2, de;q=0.5', 'de'],
  ['DE-de', 'de'],
  ['de;q=0, en;q=0.1', 'en'],
  ['zh-Hant-TW, de;q=0.3', 'de'],
])('of what a browser asks for, the best of ours is taken: %s is %s', (header, language) => {
  expect(acceptedLanguage(header)).toBe(language)
})

test.each([null, '', '*', 'fr', 'fr,*;q=0.5', 'de;q=0', 'de;q=2', 'xde', 'de_DE', ';q=1', ','.repeat(5_000)])(
  'what names none of ours asks for none: %s',
  (header) => {
    expect(acceptedLanguage(header)).toBeNull()
  },
)

test('a language that this release does not have is shown in the default one', () => {
  expect([languageOr('de'), languageOr('fr'), languageOr(null)]).toEqual(['de', 'en', 'en'])
})
