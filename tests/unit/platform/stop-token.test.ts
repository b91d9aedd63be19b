import { expect, test } from 'vitest'
import { createStopToken, readStopToken } from '#app/platform/stop-token.server.ts'

const SECRET = 'a-secret-of-at-least-thirty-two-characters'
const HASH = '0123456789abcdef'.repeat(4)
const TOKEN = await createStopToken(SECRET, HASH)

test.for([
  TOKEN,
  TOKEN.toUpperCase(),
  `${TOKEN}.`,
  `${TOKEN}>`,
  `${TOKEN}=`,
  `${TOKEN}=3D`,
  `${TOKEN}%`,
  `<${TOKEN}>`,
  ` ${TOKEN} `,
  `${TOKEN.slice(0, 40)}=\r\n${TOKEN.slice(40)}`,
  `${TOKEN.slice(0, 40)}=0D=0A${TOKEN.slice(40)}`,
  [...TOKEN].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join(''),
])('%o still names the address whose e-mails stop', async (text) => {
  expect(await readStopToken(['newer-secret', SECRET], text)).toBe(HASH)
})

test.for(['', TOKEN.slice(1), `${TOKEN}0`, `${TOKEN.slice(0, -1)}g`, HASH, `${HASH}${'0'.repeat(32)}`])(
  '%o names none',
  async (text) => {
    expect(await readStopToken([SECRET], text)).toBeNull()
  },
)
