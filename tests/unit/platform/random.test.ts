import { expect, test } from 'vitest'
import { generateNonce, generateSessionId } from '#app/platform/random.server.ts'

test('session ids have 192 random bits, nonces 128, and none comes twice', () => {
  const ids = Array.from({ length: 1_000 }, () => Buffer.from(generateSessionId(), 'base64url'))
  const nonces = Array.from({ length: 1_000 }, () => Buffer.from(generateNonce(), 'base64url'))
  expect(new Set(ids.map(({ length }) => length * 8))).toEqual(new Set([192]))
  expect(new Set(nonces.map(({ length }) => length * 8))).toEqual(new Set([128]))
  expect(new Set([...ids, ...nonces].map((bytes) => bytes.toString('hex'))).size).toBe(2_000)
})
