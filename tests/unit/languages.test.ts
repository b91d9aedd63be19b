import { expect, test } from 'vitest'
import { LANGUAGE_FACTS, acceptedLanguage, languageOr } from '#app/domain/language/languages.ts'
import { plural } from '#app/domain/language/plural.ts'
import { de } from '#app/words/de/index.ts'
import { en } from '#app/words/en/index.ts'
import { PSEUDO_FACTS, pseudoPlural } from '#tests/pseudo/plurals.ts'

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

const FACTS = { ...LANGUAGE_FACTS, pseudo: PSEUDO_FACTS }

test.each(Object.values(FACTS))(
  '$locale names all forms of the plural that it has',
  ({ locale, plurals }) => {
    expect(plurals.toSorted()).toEqual(
      new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted(),
    )
  },
)

test.each([
  [0, 'zero'],
  [1, 'one'],
  [2, 'two'],
  [3, 'few'],
  [16, 'many'],
  [100, 'other'],
])('a language of six forms says the one that belongs to the count: of %i it is %s', (count, form) => {
  expect(pseudoPlural(count)).toBe(`${new Intl.NumberFormat(PSEUDO_FACTS.locale).format(count)} ${form}`)
})

test('a language can leave out no form that it has, and add none that it has not', () => {
  // @ts-expect-error Arabic has six
  plural(PSEUDO_FACTS, { one: 'one', other: 'other' })
  // @ts-expect-error English has two
  plural(LANGUAGE_FACTS.en, { one: 'one', two: 'two', other: 'other' })
})

test('one of anything is said as one, in each language', () => {
  const said = [en, de].map(({ results, report, team, privacy, mail }) => [
    results.answers(1, 0),
    results.whatIf(1, 60, 50, null),
    results.lastTime.changed(1),
    report.way('B', 60, 1, 61),
    team.count(1),
    team.waiting.few(1),
    team.waiting.more(1),
    team.comparison.agreedIn(1, 1),
    privacy.confirm.validFor(1),
    mail.privacy.lifetime(1),
  ])
  expect(said).toEqual([
    [
      '1 answer, nothing lost',
      'With this fix the score would be *60* in place of 50.',
      'One answer has changed',
      'The shortest way to B, which begins at 60 points: one fix leads to 61.',
      'One person has answered.',
      'The comparison needs three people: one more has to answer.',
      'One person has answered since, and is not part of it yet: answers are added three or more at a time.',
      '1 of 1 question agreed',
      '. The link expires in less than an hour.',
      'The link can be used once, within 1 hour.',
    ],
    [
      '1 Antwort, nichts verloren',
      'Mit dieser Verbesserung wären es *60* statt 50 Punkte.',
      'Eine Antwort hat sich geändert',
      'Der kürzeste Weg zu „B“ (ab 60 Punkten): Eine Verbesserung führt zu einem Ergebnis von 61.',
      'Eine Person hat geantwortet.',
      'Für den Vergleich sind drei Personen nötig: Eine fehlt noch.',
      'Eine Person hat seither geantwortet und gehört noch nicht dazu: Neue Antworten kommen erst hinzu, wenn es drei oder mehr sind.',
      'in 1 von 1 Frage einig',
      '. Der Link gilt noch weniger als eine Stunde.',
      'Der Link kann innerhalb von 1\u00a0Stunde einmal verwendet werden.',
    ],
  ])
})
