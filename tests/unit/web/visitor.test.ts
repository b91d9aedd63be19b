import { expect, test } from 'vitest'
import { VISITOR_COOKIE, rememberSession, writeVisitor } from '#app/web/visitor-cookie.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'

const SECRETS = ['the-present-secret', 'the-former-secret']
const NOW = new Date('2026-11-20T10:00:00Z')
const SESSIONS = ['session-under-way-1', 'session-finished-02']

const identify = (headers: Record<string, string>) =>
  identifyVisitor(new Request('https://scorecard.example.com/', { headers }), SECRETS, NOW)

const cookieSignedWith = async (secret: string) =>
  (await writeVisitor({ sessions: SESSIONS, variant: 'control' }, [secret], NOW)).split(';')[0]!

test('a browser that was never here has no session and an address', async () => {
  expect(await identify({ 'CF-Connecting-IP': '192.0.2.1' })).toEqual({
    sessionId: null,
    remembered: { sessions: [] },
    tampered: false,
    ipAddress: '192.0.2.1',
  })
})

test.for(SECRETS)(
  'a cookie signed with %s tells the session under way and those before it',
  async (secret) => {
    expect(await identify({ Cookie: await cookieSignedWith(secret) })).toEqual({
      sessionId: SESSIONS[0],
      remembered: {
        sessions: SESSIONS,
        since: Object.fromEntries(SESSIONS.map((id) => [id, NOW.getTime() / 1000])),
        variant: 'control',
      },
      tampered: false,
      ipAddress: null,
    })
  },
)

const FOREIGN_COOKIES: [string, Promise<string>][] = [
  ['signed with a secret of somebody else', cookieSignedWith('another-secret')],
  ['not signed at all', Promise.resolve(`${VISITOR_COOKIE}=forged`)],
]

test.for(FOREIGN_COOKIES)(
  'a cookie that is %s is tampered, and nothing in it is believed',
  async ([, cookie]) => {
    expect(await identify({ Cookie: await cookie })).toEqual({
      sessionId: null,
      remembered: { sessions: [] },
      tampered: true,
      ipAddress: null,
    })
  },
)

test.for(['X-Forwarded-For', 'X-Real-IP', 'True-Client-IP', 'Forwarded'])(
  'an address in %s is not believed',
  async (header) => {
    expect(await identify({ [header]: '192.0.2.1' })).toMatchObject({ ipAddress: null })
  },
)

test('a visitor who starts again keeps what was remembered, newest first, and five sessions at most', () => {
  const sessions = [
    'session-number-five',
    'session-number-four',
    'session-number-thr',
    'session-number-two',
    'session-number-one',
  ]
  expect(rememberSession({ sessions, variant: 'control' }, 'session-number-six')).toEqual({
    sessions: ['session-number-six', ...sessions.slice(0, 4)],
    variant: 'control',
  })
  expect(rememberSession({ sessions }, 'session-number-two').sessions).toEqual([
    'session-number-two',
    'session-number-five',
    'session-number-four',
    'session-number-thr',
    'session-number-one',
  ])
})

test('a session ends thirty days after the browser got it, whatever Max-Age says and whatever came later', async () => {
  const days = (count: number) => new Date(NOW.getTime() + count * 24 * 60 * 60 * 1000)
  const read = async (cookie: string, now: Date) =>
    identifyVisitor(
      new Request('https://scorecard.example.com/', { headers: { Cookie: cookie.split(';')[0]! } }),
      SECRETS,
      now,
    )
  const first = await writeVisitor({ sessions: [SESSIONS[1]!] }, SECRETS, NOW)
  const { remembered } = await read(first, days(20))
  const both = await writeVisitor(rememberSession(remembered, SESSIONS[0]!), SECRETS, days(20))

  expect((await read(both, new Date(days(30).getTime() - 1000))).remembered.sessions).toEqual(SESSIONS)
  const later = await read(both, days(30))
  expect(later).toMatchObject({ sessionId: SESSIONS[0], tampered: false })
  expect(later.remembered.sessions).toEqual([SESSIONS[0]])
  expect(await read(both, days(50))).toMatchObject({ sessionId: null, tampered: false })
})

test('each scorecard has its own newest session, which a cookie of before there was another one means as the default one’s', async () => {
  const read = (cookie: string, scorecard?: string) =>
    identifyVisitor(
      new Request('https://scorecard.example.com/', { headers: { Cookie: cookie.split(';')[0]! } }),
      SECRETS,
      NOW,
      scorecard,
    )
  const before = await writeVisitor({ sessions: [SESSIONS[1]!] }, SECRETS, NOW)
  const { remembered } = await read(before)
  const both = await writeVisitor(rememberSession(remembered, SESSIONS[0]!, 'quick-check'), SECRETS, NOW)

  expect(await read(both)).toMatchObject({ sessionId: SESSIONS[1], remembered: { sessions: SESSIONS } })
  const other = await read(both, 'quick-check')
  expect(other).toMatchObject({ sessionId: SESSIONS[0], remembered: { sessions: SESSIONS } })
  // Brought to the front again, a session stays of the scorecard that it is of.
  const front = await writeVisitor(rememberSession(other.remembered, SESSIONS[0]!), SECRETS, NOW)
  expect((await read(front, 'quick-check')).sessionId).toBe(SESSIONS[0])
  expect((await read(before, 'quick-check')).sessionId).toBeNull()
})
