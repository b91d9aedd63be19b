import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CONSENT_TEXTS } from '#app/domain/lead/consent.ts'
import {
  type LanguageFolder,
  consentProblems,
  languageFiles,
  readLanguages,
  staleLanguageFiles,
} from '#scripts/languages/language-files.ts'

const all = await readLanguages()
const english = all.find(({ code }) => code === 'en')!
const german = all.find(({ code }) => code === 'de')!
const languages = [english, german]
const agreed = CONSENT_TEXTS.filter(({ language }) => language === 'en' || language === 'de')
const dutch: LanguageFolder = {
  code: 'nl',
  language: { ...english.language, name: 'Nederlands', locale: 'nl-NL' },
  consent: {
    unnamedCompany: 'het bedrijf achter deze meting',
    texts: english.consent.texts.map((text) => ({ ...text, version: `${text.version}-nl` })),
  },
}

/** The problems where the text of one language has become what `edit` makes of it. */
function problemsAfter(
  edit: (texts: LanguageFolder['consent']['texts']) => LanguageFolder['consent']['texts'],
) {
  const edited = { ...dutch, consent: { ...dutch.consent, texts: edit(dutch.consent.texts) } }
  return consentProblems([...languages, edited], agreed)
}

test('the product has the languages whose folders there are', async () => {
  expect(consentProblems(all)).toEqual([])
  expect(await staleLanguageFiles(all)).toEqual([])
})

test('one more folder of words is one more language: in rules, catalogues and consent', async () => {
  expect(consentProblems([...languages, dutch], agreed)).toEqual([])
  const files = await languageFiles([...languages, dutch])
  expect(files.get('app/domain/language/language-facts.ts')).toContain("nl: { name: 'Nederlands'")
  expect(files.get('app/words/catalogues.ts')).toMatch(
    /import \{ nl \} from '\.\/nl\/index\.ts'[^]*\{ en, de, nl \}/,
  )
  expect(files.get('app/domain/lead/consent-texts.ts')).toMatch(/contact-2026-11-26-nl[^]*het bedrijf/)
})

test('the default language is the first, whatever its name', async () => {
  expect(all[0]).toBe(english)
  expect(all.slice(1).map(({ code }) => code)).toContain('de')
})

test('what people have agreed to is neither reworded, nor lost, nor said of something else', () => {
  const [first, ...rest] = german.consent.texts
  const reworded = { ...german, consent: { ...german.consent, texts: [{ ...first!, text: 'Ja.' }, ...rest] } }
  expect(consentProblems([english, reworded], agreed)).toEqual([
    'app/words/de/consent.ts: results-2026-11-26-de says something else than what people have agreed to: put its words back, and add a version',
  ])
  expect(consentProblems([english], agreed)).toContain(
    'app/words/de/consent.ts: results-2026-11-26-de is missing, which people have agreed to: put it back',
  )
  expect(problemsAfter((texts) => [...texts, { ...first!, text: 'Ja.' }])).toContain(
    'app/words: two consent texts are results-2026-11-26-de: give one of them another version',
  )
})

test('a language asks for every consent in its own words', () => {
  expect(problemsAfter((texts) => texts.filter(({ crm }) => !crm))).toEqual([
    "app/words/nl/consent.ts: there is no text for contact with crm: 'salesforce': write one, as app/words/en/consent.ts has it",
  ])
  expect(problemsAfter((texts) => texts.filter(({ purpose }) => purpose !== 'results'))).toEqual([
    'app/words/nl/consent.ts: there is no text for results: write one, as app/words/en/consent.ts has it',
  ])
})

test('a folder that says less than a language has to is refused, by file', async () => {
  const root = mkdtempSync(join(tmpdir(), 'words-'))
  mkdirSync(join(root, 'nl'))
  await expect(readLanguages(root)).rejects.toThrow('nl/language.ts: must have “export const language”')
  writeFileSync(join(root, 'nl/language.ts'), `export const language = { name: 'Nederlands' }`)
  await expect(readLanguages(root)).rejects.toThrow('nl/consent.ts: must have “export const consent”')
  mkdirSync(join(root, 'Dutch words'))
  await expect(readLanguages(root)).rejects.toThrow(
    'Dutch words: a language’s folder has its code for a name',
  )
  rmSync(root, { recursive: true })
})
