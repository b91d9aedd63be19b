import { beforeEach, expect, test } from 'vitest'
import { verifyTurnstile } from '#app/clients/turnstile/siteverify.server.ts'
import { TURNSTILE_TEST_SECRET } from '#dev/turnstile/server.ts'
import { useTurnstile } from '#tests/helpers/turnstile.ts'

const { cloudflare } = await useTurnstile()

beforeEach(() => {
  cloudflare.asked.length = 0
})

const HOSTNAME = 'scorecard.example.com'
const verify = (token: string, secretKey = TURNSTILE_TEST_SECRET) =>
  verifyTurnstile({ secretKey, baseUrl: `${cloudflare.url}/`, hostname: HOSTNAME }, token)
const good = () => cloudflare.issue({ hostname: HOSTNAME, action: 'start' })

test('a token of the widget is good once', async () => {
  const token = good()
  expect(await verify(token)).toBe('passed')
  expect(await verify(token)).toBe('refused')
})

test.each([
  ['from another site', () => cloudflare.issue({ hostname: 'elsewhere.example', action: 'start' })],
  ['from another form', () => cloudflare.issue({ hostname: HOSTNAME, action: 'login' })],
  ['that is made up', () => 'made-up'],
])('a token %s is refused, and asked about once', async (_what, token) => {
  expect(await verify(token())).toBe('refused')
  expect(cloudflare.asked).toHaveLength(1)
})

test('a text longer than any token is refused without asking', async () => {
  expect(await verify('x'.repeat(2_049))).toBe('refused')
  expect(cloudflare.asked).toHaveLength(0)
})

test.each(['server_error', 'not_json', 'secret_refused', 'no_answer'] as const)(
  'when Cloudflare cannot say (%s), the visitor is not to blame, and the second attempt is the first one again',
  async (fault) => {
    cloudflare.setFault(fault)
    expect(await verify(good())).toBe('unavailable')
    expect(cloudflare.asked).toHaveLength(2)
    const [first, second] = cloudflare.asked
    expect(second).toEqual(first)
    expect(first!.idempotency_key).toMatch(/^[0-9a-f-]{36}$/)
  },
)

test('an answer that was lost on its way is got again', async () => {
  const token = good()
  cloudflare.setFault('lost_once')
  expect(await verify(token)).toBe('passed')
  expect(cloudflare.asked).toHaveLength(2)
})

test('nobody there is as good as no answer', async () => {
  const settings = { secretKey: TURNSTILE_TEST_SECRET, baseUrl: 'http://127.0.0.1:1', hostname: HOSTNAME }
  expect(await verifyTurnstile(settings, good())).toBe('unavailable')
})

test('of a visitor nothing but the token is sent', async () => {
  await verify(good())
  expect(Object.keys(cloudflare.asked[0]!).sort()).toEqual(['idempotency_key', 'response', 'secret'])
})
