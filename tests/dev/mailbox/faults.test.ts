import { expect, test } from 'vitest'
import { MAIL, mailboxForTest } from '#tests/helpers/mailbox.ts'

test.each([
  ['rate_limit', 429, 'rate_limit_exceeded', 0],
  ['daily_quota', 429, 'daily_quota_exceeded', 0],
  ['server_error', 500, 'internal_server_error', 0],
  ['unauthorized', 403, 'invalid_api_key', 0],
  ['invalid_key', 400, 'validation_error', 0],
  ['domain_not_verified', 403, 'validation_error', 0],
  ['invalid_from', 422, 'validation_error', 0],
  ['invalid_reply_to', 422, 'validation_error', 0],
  ['invalid_to', 422, 'validation_error', 0],
  ['testing_only', 403, 'validation_error', 0],
  ['security_error', 451, 'security_error', 0],
  ['html_400', 400, 'application_error', 0],
  ['html_403', 403, 'application_error', 0],
  ['html_413', 413, 'application_error', 0],
  ['html_422', 422, 'application_error', 0],
  ['unavailable', 503, 'application_error', 0],
  ['drop', null, 'application_error', 0],
  ['accept_then_drop', null, 'application_error', 1],
] as const)('the fault %s shows as %s %s and leaves %i e-mails', async (mode, statusCode, name, kept) => {
  const { mailbox, resend } = await mailboxForTest()
  mailbox.setFaults({ mode, times: 1, retryAfterSeconds: 7 })

  const { error, headers } = await resend.emails.send(MAIL, { idempotencyKey: 'k' })

  expect(error).toMatchObject({ statusCode, name })
  expect(headers?.['retry-after']).toBe(statusCode === 429 ? '7' : undefined)
  expect(mailbox.messages()).toHaveLength(kept)
  const again = await resend.emails.send(MAIL, { idempotencyKey: 'k' })
  expect(again.error).toBeNull()
  expect(mailbox.messages()).toHaveLength(1)
})

test('a send that is taken and never answered is one e-mail when it is repeated', async () => {
  const { mailbox, resend } = await mailboxForTest()
  mailbox.setFaults({ mode: 'accept_then_hang', times: 1 })

  const impatience = new AbortController()
  const sending = resend.emails.send(MAIL, { idempotencyKey: 'k', signal: impatience.signal })
  await expect.poll(() => mailbox.messages()).toHaveLength(1)
  impatience.abort()
  const timedOut = await sending
  const again = await resend.emails.send(MAIL, { idempotencyKey: 'k' })

  expect(timedOut.error?.name).toBe('application_error')
  expect(again.data?.id).toBe(mailbox.messages()[0]?.id)
  expect(mailbox.messages()).toHaveLength(1)
})

test('a fault for one recipient leaves all others alone', async () => {
  const { mailbox, resend } = await mailboxForTest()
  mailbox.setFaults({ mode: 'security_error', to: 'ada@' })

  const refused = await resend.emails.send({ ...MAIL, to: 'ada@example.org' })
  const taken = await resend.emails.send({ ...MAIL, to: 'grace@example.org' })

  expect(refused.error).toMatchObject({ statusCode: 451 })
  expect(taken.error).toBeNull()
})

test('every second send fails when asked to', async () => {
  const { mailbox, resend } = await mailboxForTest()
  mailbox.setFaults({ mode: 'server_error', every: 2 })

  const results = []
  for (let i = 0; i < 4; i += 1) results.push((await resend.emails.send(MAIL)).error?.statusCode ?? 200)

  expect(results).toEqual([200, 500, 200, 500])
})

test('a real limit answers 429 with the headers of the limit', async () => {
  const { mailbox, resend } = await mailboxForTest()
  mailbox.setFaults({ ratePerSecond: 2 })

  const results = await Promise.all([1, 2, 3].map(() => resend.emails.send(MAIL)))

  expect(results.filter(({ error }) => error?.name === 'rate_limit_exceeded')).toHaveLength(1)
  expect(results[0]?.headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-reset': '1' })
  expect(mailbox.messages()).toHaveLength(2)
})

test('the faults are set over HTTP too, and nonsense is refused', async () => {
  const { mailbox, resend } = await mailboxForTest()
  const control = (body: unknown) =>
    fetch(`${mailbox.url}/_mailbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  expect((await control({ mode: 'explode' })).status).toBe(400)
  expect((await control({ mode: 'server_error' })).status).toBe(200)
  expect((await resend.emails.send(MAIL)).error?.statusCode).toBe(500)
  expect((await fetch(`${mailbox.url}/_mailbox/reset`, { method: 'POST' })).status).toBe(200)
  expect((await resend.emails.send(MAIL)).error).toBeNull()
})
