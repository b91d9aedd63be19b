import { expect, test } from 'vitest'
import { LIFETIMES } from '#app/domain/limits.ts'
import { hmacHex } from '#app/platform/hmac.server.ts'
import { readContinuation, writeContinuation } from '#app/web/continuation.server.ts'

const SECRETS = ['the-present-secret', 'the-former-secret']
const NOW = new Date('2026-11-20T10:00:00Z')
const ID = 'a-session-id-of-some-length'
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)

test.each([
  ['steps', LIFETIMES.continuation],
  ['results', LIFETIMES.resultsContinuation],
] as const)(
  'a form of %s carries its session on for %d seconds, also over a change of secrets',
  async (purpose, seconds) => {
    for (const secret of SECRETS) {
      const field = await writeContinuation([secret], purpose, ID, NOW, NOW)
      const read = (time: number) => readContinuation(SECRETS, purpose, field, after(time))
      expect(await read(seconds - 1)).toEqual({ sessionId: ID, shown: NOW })
      expect(await read(seconds)).toBeNull()
    }
  },
)

test('nothing else carries a session on: no part of it, no other session, time, secret or purpose', async () => {
  const field = await writeContinuation(SECRETS, 'steps', ID, NOW)
  const [, since, shown, signature] = field.split('.')
  const elsewhere = await hmacHex(SECRETS[0]!, `browser:${ID}.${since}.${shown}`)
  const others = [
    undefined,
    '',
    ID,
    `${ID}.${since}`,
    `${ID}.${since}.${shown}`,
    `another-session-id-of-length.${since}.${shown}.${signature}`,
    `${ID}.${Number(since) + 1}.${shown}.${signature}`,
    `${ID}.${since}.${NOW.getTime()}.${signature}`,
    `${ID}.${since}.${shown}.${elsewhere}`,
    await writeContinuation(SECRETS, 'results', ID, NOW),
    await writeContinuation(['a-secret-of-somebody-else'], 'steps', ID, NOW),
  ]
  for (const other of others) expect(await readContinuation(SECRETS, 'steps', other, NOW)).toBeNull()
})
