import { expect, test } from 'vitest'
import { solveChallenge } from '#app/browser/solve-challenge.ts'
import { CHALLENGE } from '#app/domain/limits.ts'
import { checkAnswer, makeChallenge } from '#app/platform/proof-of-work.server.ts'

const SECRET = 'test-secret-000000000000000000000000000'
const NOW = new Date('2026-11-26T10:00:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)

async function solved() {
  const challenge = await makeChallenge(SECRET, 'network', NOW)
  const number = await solveChallenge(challenge, CHALLENGE.hashes, { now: () => 0, rest: async () => {} })
  return { challenge, answer: String(number) }
}

const posted = await solved()

test('the browser’s own answer is accepted, and names the challenge that it is for', async () => {
  const id = await checkAnswer([SECRET], posted, 'network', NOW)
  expect(id).toMatch(/^[0-9a-f]{32}$/)
  expect(posted.challenge).toContain(id)
})

test('an answer counts until its time is over, to the second', async () => {
  expect(await checkAnswer([SECRET], posted, 'network', later(CHALLENGE.seconds - 1))).not.toBeNull()
  expect(await checkAnswer([SECRET], posted, 'network', later(CHALLENGE.seconds))).toBeNull()
})

test('an answer counts from the network that was asked, and under any of the secrets', async () => {
  expect(await checkAnswer([SECRET], posted, 'other', NOW)).toBeNull()
  expect(await checkAnswer([SECRET], posted, null, NOW)).toBeNull()
  expect(await checkAnswer(['new-secret', SECRET], posted, 'network', NOW)).not.toBeNull()
  expect(await checkAnswer(['new-secret'], posted, 'network', NOW)).toBeNull()
})

const [expires, salt, digest, signature] = posted.challenge.split('.')

test.each([
  ['another number', { ...posted, answer: String(Number(posted.answer) + 1) }],
  ['the number in other digits', { ...posted, answer: `0${posted.answer}` }],
  ['no number', { ...posted, answer: '' }],
  ['words for a number', { ...posted, answer: 'NaN' }],
  ['a longer life', { ...posted, challenge: `9999999999.${salt}.${digest}.${signature}` }],
  ['a digest of one’s own', { ...posted, challenge: `${expires}.${salt}.${'0'.repeat(64)}.${signature}` }],
  ['no signature', { ...posted, challenge: `${expires}.${salt}.${digest}` }],
  ['nothing', { challenge: '', answer: '' }],
])('an answer with %s is refused', async (_what, forged) => {
  expect(await checkAnswer([SECRET], forged, 'network', NOW)).toBeNull()
})

test('two challenges have nothing in common but their time', async () => {
  const other = (await makeChallenge(SECRET, 'network', NOW)).split('.')
  expect(other[0]).toBe(expires)
  expect(other.slice(1)).not.toEqual(expect.arrayContaining([salt]))
  expect(other[2]).not.toBe(digest)
})
