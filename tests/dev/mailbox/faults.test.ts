import { Resend } from 'resend'
import { expect, onTestFinished, test } from 'vitest'
import { startMailbox, type Mailbox } from '#dev/mailbox/server.ts'

// The provider's own client talks to the stand-in, so that something nobody here wrote agrees with it.

async function mailbox(): Promise<{ mailbox: Mailbox; resend: Resend }> {
  // Its clock stands still, so that a limit a second is one for the whole test.
  const started = await startMailbox({ port: 0, now: () => 0 })
  onTestFinished(() => started.close())
  return { mailbox: started, resend: new Resend('re_test', { baseUrl: started.url }) }
}

const mail = {
  from: 'Scorecard <scorecard@example.com>',
  to: 'ada@example.org',
  subject: 'Your results',
  html: '<head></head><p>62 of 100</p>',
  text: '62 of 100',
}

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
  const { mailbox: box, resend } = await mailbox()
  box.setFaults({ mode, times: 1, retryAfterSeconds: 7 })

  const { error, headers } = await resend.emails.send(mail, { idempotencyKey: 'k' })

  expect(error).toMatchObject({ statusCode, name })
  expect(headers?.['retry-after']).toBe(statusCode === 429 ? '7' : undefined)
  expect(box.messages()).toHaveLength(kept)
  const again = await resend.emails.send(mail, { idempotencyKey: 'k' })
  expect(again.error).toBeNull()
  expect(box.messages()).toHaveLength(1)
})

test('a send that is taken and never answered is one e-mail when it is repeated', async () => {
  const { mailbox: box, resend } = await mailbox()
  box.setFaults({ mode: 'accept_then_hang', times: 1 })

  const impatience = new AbortController()
  const sending = resend.emails.send(mail, { idempotencyKey: 'k', signal: impatience.signal })
  await expect.poll(() => box.messages()).toHaveLength(1)
  impatience.abort()
  const timedOut = await sending
  const again = await resend.emails.send(mail, { idempotencyKey: 'k' })

  expect(timedOut.error?.name).toBe('application_error')
  expect(again.data?.id).toBe(box.messages()[0]?.id)
  expect(box.messages()).toHaveLength(1)
})

test('a fault for one recipient leaves all others alone', async () => {
  const { mailbox: box, resend } = await mailbox()
  box.setFaults({ mode: 'security_error', to: 'ada@' })

  const refused = await resend.emails.send({ ...mail, to: 'ada@example.org' })
  const taken = await resend.emails.send({ ...mail, to: 'grace@example.org' })

  expect(refused.error).toMatchObject({ statusCode: 451 })
  expect(taken.error).toBeNull()
})

test('every second send fails when asked to', async () => {
  const { mailbox: box, resend } = await mailbox()
  box.setFaults({ mode: 'server_error', every: 2 })

  const results = []
  for (let i = 0; i < 4; i += 1) results.push((await resend.emails.send(mail)).error?.statusCode ?? 200)

  expect(results).toEqual([200, 500, 200, 500])
})

test('a real limit answers 429 with the headers of the limit', async () => {
  const { mailbox: box, resend } = await mailbox()
  box.setFaults({ ratePerSecond: 2 })

  const results = await Promise.all([1, 2, 3].map(() => resend.emails.send(mail)))

  expect(results.filter(({ error }) => error?.name === 'rate_limit_exceeded')).toHaveLength(1)
  expect(results[0]?.headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-reset': '1' })
  expect(box.messages()).toHaveLength(2)
})

test('the faults are set over HTTP too, and nonsense is refused', async () => {
  const { mailbox: box, resend } = await mailbox()
  const control = (body: unknown) =>
    fetch(`${box.url}/_mailbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  expect((await control({ mode: 'explode' })).status).toBe(400)
  expect((await control({ mode: 'server_error' })).status).toBe(200)
  expect((await resend.emails.send(mail)).error?.statusCode).toBe(500)
  expect((await fetch(`${box.url}/_mailbox/reset`, { method: 'POST' })).status).toBe(200)
  expect((await resend.emails.send(mail)).error).toBeNull()
})
