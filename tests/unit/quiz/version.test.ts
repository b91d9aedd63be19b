import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { AREAS, CATEGORIES, QUESTIONS, QUIZ_VERSION } from '#tests/factories/quiz.ts'
import { PUBLISHED_QUIZ_VERSIONS } from '#tests/factories/published-quiz-versions.ts'

/** What an answer means and counts: ids, questions, choices, weights and category limits, but no advice. */
function fingerprint(): string {
  const meaning = {
    weights: AREAS.map(({ id, weight }) => [id, weight]),
    questions: QUESTIONS.map(({ id, text, choices }) => [id, text, choices]),
    categories: CATEGORIES.map(({ id, from }) => [id, from]),
  }
  return createHash('sha256').update(JSON.stringify(meaning)).digest('hex').slice(0, 16)
}

test('a quiz whose questions, choices, weights or limits changed has a new version', () => {
  expect(
    PUBLISHED_QUIZ_VERSIONS[QUIZ_VERSION],
    `No quiz ${QUIZ_VERSION} with the fingerprint '${fingerprint()}' was published. Give quiz-content.ts a new version ` +
      'and add it with this fingerprint to tests/factories/published-quiz-versions.ts (docs/content.md, "Versions")',
  ).toBe(fingerprint())
})
