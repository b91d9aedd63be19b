import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { hashShortText, parseHash } from '#app/browser/sha256.ts'
import { solveChallenge } from '#app/browser/solve-challenge.ts'
import { fc } from '#tests/helpers/fast-check.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

test('the hash is SHA-256, for every text that fits a block', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 55 }), (text) => {
      expect([...hashShortText(text)]).toEqual([...parseHash(sha256(text))])
    }),
    { numRuns: 300 },
  )
})

test('a text that does not fit a block is refused', () => {
  expect(() => hashShortText('x'.repeat(56))).toThrow(RangeError)
})

const challenge = (number: number) => `1.salt.${sha256(`salt.${number}`)}.signature`

test.each([0, 1, 4_711, 9_999])('the number %i is found', async (number) => {
  const environment = { now: () => 0, rest: async () => {} }
  expect(await solveChallenge(challenge(number), 10_000, environment)).toBe(number)
})

test('a number that is not in the range is not found', async () => {
  expect(await solveChallenge(challenge(500), 500, { now: () => 0, rest: async () => {} })).toBeNull()
})

test('the page has its turn again and again', async () => {
  let time = 0
  let rests = 0
  // Every look at the clock takes five milliseconds of it.
  const now = () => (time += 5)
  const rest = async () => void (rests += 1)
  await solveChallenge(challenge(9_999), 10_000, { now, rest })
  expect(rests).toBeGreaterThan(5)
})
