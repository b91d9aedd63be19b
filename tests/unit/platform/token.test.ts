import { expect, test } from 'vitest'
import { deriveToken, hashToken, readToken, recoverToken } from '#app/platform/token.server.ts'

const SECRET = 'a-secret-of-at-least-thirty-two-characters'
const TOKEN = '0123456789abcdefghjkmnpqrs'

test('a token is 26 letters and digits of one case, another one for each link and each secret', async () => {
  const tokens = await Promise.all([
    ...Array.from({ length: 200 }, (_, number) => deriveToken(SECRET, `link-${number}`)),
    deriveToken('another-secret', 'link-1'),
  ])
  for (const token of tokens) expect(token).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/)
  expect(new Set(tokens).size).toBe(tokens.length)
  expect(new Set(tokens.join('')).size).toBe(32)
  expect(await deriveToken(SECRET, 'link-1')).toBe(tokens[1])
})

test('a token is recovered under any listed secret, and under no other', async () => {
  const hash = (await hashToken(await deriveToken(SECRET, 'link')))!
  expect(await recoverToken(['newer-secret', SECRET], 'link', hash)).toBe(await deriveToken(SECRET, 'link'))
  expect(await recoverToken(['newer-secret'], 'link', hash)).toBeNull()
})

test.for([
  TOKEN,
  TOKEN.toUpperCase(),
  'oI23456789abcdefghjkmnpqrs',
  `${TOKEN}.`,
  `${TOKEN}>`,
  `${TOKEN})."`,
  `${TOKEN}=`,
  `${TOKEN}=3D`,
  `${TOKEN}%`,
  `${TOKEN}&gt;`,
  `${TOKEN}…`,
  `<${TOKEN}`,
  `=3D${TOKEN}`,
  ` ${TOKEN} `,
  `${TOKEN.slice(0, 10)}=\r\n${TOKEN.slice(10)}`,
  `${TOKEN.slice(0, 10)}=0D=0A${TOKEN.slice(10)}`,
  `${TOKEN.slice(0, 10)} ${TOKEN.slice(10)}`,
  [...TOKEN].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join(''),
])('%o still holds its token', (text) => {
  expect(readToken(text)).toBe(TOKEN)
})

test.for([
  '',
  TOKEN.slice(1),
  `${TOKEN.slice(0, 10)}=`,
  `${TOKEN}0`,
  `${TOKEN.slice(1)}u`,
  'x'.repeat(64),
  '5a4f6c1e-8d0b-4c2a-9f37-1b6e0d9c8a72',
  '\0',
])('%o holds no token', async (text) => {
  expect(readToken(text)).toBeNull()
  expect(await hashToken(text)).toBeNull()
})
