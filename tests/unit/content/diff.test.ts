import { expect, test } from 'vitest'
import { contentChanges } from '#app/domain/quiz/content-changes.ts'
import { compareVersions, draftVersion, isDraftVersion, nextVersion } from '#app/domain/quiz/versions.ts'
import { describeChanges } from '#scripts/content/describe-changes.ts'
import { type Editable, editedCopy } from '#tests/helpers/content-folder.ts'

const changesAfter = (edit: (copy: Editable) => void) => contentChanges(editedCopy(), editedCopy(edit))

test('what did not change is not listed, in whatever order its words stand', () => {
  expect(changesAfter(() => {})).toEqual([])
  const reordered = changesAfter(({ words }) => {
    const { name, ...others } = words.en!
    words.en = { ...others, name }
  })
  expect(reordered).toEqual([])
})

test('a text is listed with what it was and what it is, and whether a result would say something else', () => {
  const changes = changesAfter(({ words: { en } }) => {
    en!.areas.daily_use!.questions.daily_use_1!.choices.D = 'We know of a few cases.'
    en!.areas.daily_use!.questions.daily_use_1!.title = 'Tools in use'
  })
  expect(changes).toEqual([
    expect.objectContaining({
      path: ['words', 'en', 'areas', 'daily_use', 'questions', 'daily_use_1', 'title'],
      before: 'AI tools in use',
      after: 'Tools in use',
      needsVersion: true,
    }),
    expect.objectContaining({ after: 'We know of a few cases.', needsVersion: true }),
  ])
})

test('a question that is gone and one that is new need a new version', () => {
  const changes = changesAfter(({ scorecard, words }) => {
    scorecard.areas[0]!.questions = ['daily_use_1', 'daily_use_3']
    const { questions } = words.en!.areas.daily_use!
    questions.daily_use_3 = questions.daily_use_2!
    delete questions.daily_use_2
  })
  const needing = changes
    .filter(({ needsVersion }) => needsVersion)
    .map(({ path }) => path.slice(1).join(' > '))
  expect(needing).toContain('areas > daily_use > questions')
  expect(needing).toContain('en > areas > daily_use > questions > daily_use_3 > text')
  expect(needing).toContain('en > areas > daily_use > questions > daily_use_2 > text')
})

test('a language more changes nothing for those who answered in another', () => {
  const changes = contentChanges(
    editedCopy(({ words }) => delete words.de),
    editedCopy(),
  )
  expect(changes.length).toBeGreaterThan(50)
  expect(changes.filter(({ needsVersion }) => needsVersion)).toEqual([])
})

test('the differences are told with what they mean for the version', () => {
  const versions = { published: '2026-11', draft: '2026-11', next: '2026-12' }
  const wording = changesAfter(({ words }) => (words.en!.name = 'The AI Quick Check'))
  expect(describeChanges([], versions)).toEqual(['as 2026-11 is published'])
  expect(describeChanges(wording, versions)).toEqual([
    '2026-11 may be published as it is (2026-11 is published)',
    '  changes wording alone, which needs no new version:',
    '    ~ en > name: AI Quick Check -> The AI Quick Check',
  ])
  const weights = changesAfter(({ scorecard }) => (scorecard.areas[0]!.weight = 20))
  expect(describeChanges(weights, versions)).toEqual([
    'needs a new version: make it 2026-12 in scorecard.ts (2026-11 is published)',
    '  changes results:',
    '    ~ areas > daily_use > weight: 30 -> 20',
  ])
  expect(describeChanges(weights, { ...versions, draft: '2026-12' })[0]).toBe(
    'is the new version 2026-12 (2026-11 is published)',
  )
})

test('versions follow each other by month and number', () => {
  const inOrder = ['2025-12', '2026-01', '2026-11', '2026-11.2', '2026-11.10', '2026-12']
  expect(inOrder.toReversed().sort(compareVersions)).toEqual(inOrder)
  expect(nextVersion('2026-11', '2026-12')).toBe('2026-12')
  expect(nextVersion('2026-11', '2026-11')).toBe('2026-11.2')
  expect(nextVersion('2026-11.9', '2026-10')).toBe('2026-11.10')
  expect([isDraftVersion(draftVersion('2026-11')), isDraftVersion('2026-11')]).toEqual([true, false])
})

test('a consent text is told as new, and as one that may not change where people have agreed to it', () => {
  const versions = { published: '2026-11', draft: '2026-11', next: '2026-12' }
  const words = { results: 'We send you your results to this address.', contact: '{company} {crm}' }
  const added = changesAfter(({ words: { en } }) => (en!.consent!['2026-12-01'] = words))
  expect(describeChanges(added, versions)).toEqual([
    '2026-11 may be published as it is (2026-11 is published)',
    '  changes wording alone, which needs no new version:',
    `    + en > consent > 2026-12-01 > results: ${words.results}`,
    '    + en > consent > 2026-12-01 > contact: {company} {crm}',
  ])
  const changed = changesAfter(({ words: { en } }) => (en!.consent!['2026-11-27']!.results = words.results))
  expect(describeChanges(changed, versions).slice(0, 2)).toEqual([
    'may not be published: people have agreed to what is changed here, so write texts of a new day (2026-11 is published)',
    '  changes what people have agreed to:',
  ])
})

test('another logo is told, and needs no new version', () => {
  const changes = changesAfter(({ scorecard }) => (scorecard.brand!.mark![0]!.path = 'M0 0h32'))
  expect(changes).toEqual([
    expect.objectContaining({ path: ['scorecard', 'brand', 'mark', '1', 'path'], needsVersion: false }),
  ])
})
