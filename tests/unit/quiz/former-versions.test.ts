import { expect, test } from 'vitest'
import { differenceOf, withFormer } from '#app/domain/quiz/former-versions.ts'
import type { ScorecardSource } from '#app/domain/quiz/content-types.ts'
import { editedCopy } from '#tests/helpers/content-folder.ts'
import { fc } from '#tests/helpers/fast-check.ts'

/** Objects as content has them: whatever is in them may be somewhere else, something else, or gone. */
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('one', 'two', 3),
    fc.array(fc.constantFrom('a', 'b')),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { noNullPrototype: true }),
  ),
})).value
const sources = fc.record({
  scorecard: anything,
  words: anything,
}) as unknown as fc.Arbitrary<ScorecardSource>

test('a former version is again what it was, whatever has changed since', () => {
  fc.assert(
    fc.property(sources, fc.array(sources, { maxLength: 3 }), (latest, former) => {
      const kept = JSON.parse(JSON.stringify(former.map((each) => differenceOf(latest, each)))) as unknown[]
      expect(withFormer(latest, kept)).toEqual([latest, ...former])
    }),
    { numRuns: 1000 },
  )
})

test('what both versions say is kept once', () => {
  const former = editedCopy()
  const latest = editedCopy(({ scorecard, words }) => {
    scorecard.version = '2026-12'
    words.de!.strength.title = 'Weiter so: {title}'
    words.en!.brand = { product: 'Quick', tagline: 'A tagline' }
  })
  const difference = differenceOf(latest, former)
  expect(JSON.stringify(difference).length).toBeLessThan(300)
  expect(withFormer(latest, [difference])[1]).toEqual(former)
})
