import { Resend } from 'resend'
import { expect, test } from 'vitest'
import { MAIL, mailboxForTest } from '#tests/helpers/mailbox.ts'

test('an e-mail sent with the official client is listed with all it carried', async () => {
  const { mailbox, resend } = await mailboxForTest()

  const { data, error } = await resend.emails.send(
    {
      ...MAIL,
      replyTo: 'team@example.com',
      headers: { 'X-Kind': 'results' },
      tags: [{ name: 'kind', value: 'results' }],
    },
    { idempotencyKey: 'results/1' },
  )

  expect(error).toBeNull()
  const listed: unknown = await (await fetch(`${mailbox.url}/messages`)).json()
  expect(listed).toEqual([
    expect.objectContaining({
      id: data?.id,
      from: MAIL.from,
      to: [MAIL.to],
      replyTo: ['team@example.com'],
      subject: MAIL.subject,
      html: MAIL.html,
      text: MAIL.text,
      headers: { 'X-Kind': 'results' },
      idempotencyKey: 'results/1',
    }),
  ])
})

test('the list can be narrowed to one address, and to no other that ends like it', async () => {
  const { mailbox, resend } = await mailboxForTest()
  await resend.emails.send({ ...MAIL, to: 'Ada Example <ada@example.org>' })
  await resend.emails.send({ ...MAIL, to: 'grace-ada@example.org' })

  expect(mailbox.messages({ to: 'ada@example.org' }).map(({ to }) => to)).toEqual([
    ['Ada Example <ada@example.org>'],
  ])
})

test('a request without a User-Agent is refused, as the provider does', async () => {
  const { mailbox } = await mailboxForTest()

  const headers = { Authorization: 'Bearer re_test', 'User-Agent': '' }
  const response = await fetch(`${mailbox.url}/emails`, {
    method: 'POST',
    headers,
    body: JSON.stringify(MAIL),
  })

  expect(response.status).toBe(403)
  expect(await response.text()).toBe('error code: 1010')
  expect(mailbox.messages()).toEqual([])
})

test('the same idempotency key with the same body gives the same id and no second e-mail', async () => {
  const { mailbox, resend } = await mailboxForTest()

  const first = await resend.emails.send(MAIL, { idempotencyKey: 'k' })
  const second = await resend.emails.send(MAIL, { idempotencyKey: 'k' })

  expect(second.data?.id).toBe(first.data?.id)
  expect(mailbox.messages()).toHaveLength(1)
})

test('the same idempotency key with another body is refused with 409 invalid_idempotent_request', async () => {
  const { mailbox, resend } = await mailboxForTest()

  await resend.emails.send(MAIL, { idempotencyKey: 'k' })
  const { error } = await resend.emails.send({ ...MAIL, subject: 'Another' }, { idempotencyKey: 'k' })

  expect(error).toMatchObject({ statusCode: 409, name: 'invalid_idempotent_request' })
  expect(mailbox.messages()).toHaveLength(1)
})

test('two sends with one key at once are one e-mail and one concurrent_idempotent_requests', async () => {
  const { mailbox, resend } = await mailboxForTest()
  mailbox.setFaults({ latencyMs: 120_000 })

  const sending = [1, 2].map(() => resend.emails.send(MAIL, { idempotencyKey: 'k' }))
  // One is held back while the other is refused.
  await Promise.race(sending)
  mailbox.setFaults({})
  const both = await Promise.all(sending)

  expect(both.map(({ error }) => error?.name ?? 'sent').sort()).toEqual([
    'concurrent_idempotent_requests',
    'sent',
  ])
  expect(mailbox.messages()).toHaveLength(1)
})

test('a refused request leaves its idempotency key free', async () => {
  const { resend } = await mailboxForTest()

  await resend.emails.send({ ...MAIL, to: 'nobody' }, { idempotencyKey: 'k' })
  const { error } = await resend.emails.send(MAIL, { idempotencyKey: 'k' })

  expect(error).toBeNull()
})

test('an idempotency key over 256 characters is refused', async () => {
  const { resend } = await mailboxForTest()

  const { error } = await resend.emails.send(MAIL, { idempotencyKey: 'k'.repeat(257) })

  expect(error).toMatchObject({ statusCode: 400, name: 'invalid_idempotency_key' })
})

test('a batch is accepted whole or not at all', async () => {
  const { mailbox, resend } = await mailboxForTest()

  const bad = await resend.batch.send([MAIL, { ...MAIL, to: 'nobody' }])
  const good = await resend.batch.send([MAIL, { ...MAIL, to: 'grace@example.org' }])

  expect(bad.error).toMatchObject({ statusCode: 422, name: 'validation_error' })
  expect(good.data?.data).toHaveLength(2)
  expect(mailbox.messages().map((message) => message.to[0])).toEqual(['grace@example.org', 'ada@example.org'])
})

test.each([
  ['no @', { to: 'nobody' }, 'validation_error'],
  ['a line break in the address', { to: 'a@example.org\r\nBcc: b@example.org' }, 'validation_error'],
  ['two addresses in one', { to: 'a@example.org,b@example.org' }, 'validation_error'],
  ['a sender without a domain', { from: 'Scorecard' }, 'validation_error'],
  ['a comma in the name of the sender', { from: 'Acme, Inc. <a@example.org>' }, 'validation_error'],
  ['an address for replies without a domain', { replyTo: 'x@localhost' }, 'validation_error'],
  ['a line break in the subject', { subject: 'Hi\nBcc: b@example.org' }, 'validation_error'],
  ['neither html nor text', { html: '', text: '' }, 'missing_required_field'],
])('an e-mail with %s is refused with 422', async (_what, change, name) => {
  const { mailbox, resend } = await mailboxForTest()

  const { error } = await resend.emails.send({ ...MAIL, ...change })

  expect(error).toMatchObject({ statusCode: 422, name })
  expect(mailbox.messages()).toEqual([])
})

test('a quoted name may have a comma in it', async () => {
  const { mailbox, resend } = await mailboxForTest()

  const { error } = await resend.emails.send({ ...MAIL, from: '"Acme, Inc." <a@example.org>' })

  expect(error).toBeNull()
  expect(mailbox.messages()).toHaveLength(1)
})

test('a missing key is 401, and a key of another kind a validation error that names the key', async () => {
  const { mailbox } = await mailboxForTest()

  const without = await fetch(`${mailbox.url}/emails`, { method: 'POST', body: JSON.stringify(MAIL) })
  const wrong = await new Resend('sk_other', { baseUrl: mailbox.url }).emails.send(MAIL)

  expect(without.status).toBe(401)
  expect(await without.json()).toMatchObject({ name: 'missing_api_key', statusCode: 401 })
  expect(wrong.error).toMatchObject({
    name: 'validation_error',
    statusCode: 400,
    message: 'API key is invalid',
  })
})

test('a hostile e-mail is shown escaped in the list and locked up in its own view', async () => {
  const { mailbox, resend } = await mailboxForTest()
  const { data } = await resend.emails.send({
    ...MAIL,
    subject: '<script>alert(1)</script>',
    html: '<script>alert(2)</script>',
  })

  const list = await (await fetch(mailbox.url)).text()
  const html = await fetch(`${mailbox.url}/messages/${data?.id}/html`)
  const text = await fetch(`${mailbox.url}/messages/${data?.id}/text`)

  expect(list).not.toContain('<script>alert(1)')
  expect(list).toContain('&lt;script&gt;alert(1)')
  expect(html.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(html.headers.get('content-security-policy')).toContain('sandbox')
  expect(await text.text()).toBe('62 of 100')
})

test('an unknown address answers 404, and so does a mail that is not there', async () => {
  const { mailbox } = await mailboxForTest()

  expect((await fetch(`${mailbox.url}/domains`)).status).toBe(404)
  expect((await fetch(`${mailbox.url}/messages/none/html`)).status).toBe(404)
})
