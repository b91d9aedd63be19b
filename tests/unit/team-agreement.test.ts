import { expect, test } from 'vitest'
import { CHOICES } from '#app/domain/quiz/quiz.ts'
import { IN_PLACE, type TeamGroup, compareTeam } from '#app/domain/team/agreement.ts'
import { de } from '#app/words/de/index.ts'
import { en } from '#app/words/en/index.ts'
import { QUIZ } from '#tests/factories/quiz.ts'
import { fc } from '#tests/helpers/fast-check.ts'

const groupOf = (size: number, inPlace: (place: number) => number): TeamGroup => ({
  size,
  inPlace: Object.fromEntries(QUIZ.questions.map(({ id }, place) => [id, inPlace(place)])),
})

test('fewer than three people are compared in no way', () => {
  expect(compareTeam(QUIZ, [])).toBeNull()
  expect(compareTeam(QUIZ, [groupOf(2, () => 1)])).toBeNull()
  expect(compareTeam(QUIZ, [groupOf(3, () => 1)])).not.toBeNull()
})

test('which side is the larger one changes nothing that is shown', () => {
  const side = fc.array(fc.nat({ max: 4 }), {
    minLength: QUIZ.questions.length,
    maxLength: QUIZ.questions.length,
  })
  fc.assert(
    fc.property(side, (sums) => {
      const one = compareTeam(QUIZ, [groupOf(4, (place) => sums[place]!)])
      expect(compareTeam(QUIZ, [groupOf(4, (place) => 4 - sums[place]!)])).toEqual(one)
    }),
  )
})

test('no choice is the only one on its side, so that a side says no answer', () => {
  expect(IN_PLACE.length).toBeGreaterThanOrEqual(2)
  expect(CHOICES.length - IN_PLACE.length).toBeGreaterThanOrEqual(2)
})

test('the closest halves are the most disputed, and groups count together', () => {
  const comparison = compareTeam(QUIZ, [
    groupOf(3, (place) => (place === 0 ? 1 : 3)),
    groupOf(4, (place) => (place === 0 ? 2 : place === 1 ? 3 : 4)),
  ])!
  expect(comparison).toMatchObject({
    people: 7,
    agreed: QUIZ.questions.length - 2,
    questionCount: QUIZ.questions.length,
  })
  expect(comparison.disputed).toEqual([
    { questionId: QUIZ.questions[0]!.id, together: 4, agreement: 'divided' },
    { questionId: QUIZ.questions[1]!.id, together: 6, agreement: 'mostly' },
  ])
  const [first] = comparison.areas
  expect(first).toMatchObject({ area: QUIZ.areas[0]!.id, agreed: 2 })
  expect(first!.together).toBe(Math.round(((4 + 6 + 7 + 7) / 28) * 100))
})

test.each([
  ['en', en.team],
  ['de', de.team],
])('sentences of a team in %s fit one person and several', (_, words) => {
  for (const say of [words.count, words.waiting.more, words.waiting.few]) {
    expect(say(1)).not.toMatch(/\b1\b/)
    expect(say(2)).toMatch(/\b(?:2|zwei)\b/i)
  }
})
