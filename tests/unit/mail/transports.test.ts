import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createCloudflareTransport } from '#app/clients/mail/cloudflare.server.ts'
import type { MailError } from '#app/clients/mail/mail.server.ts'
import {
  MailAccountError,
  MailKeyKnownError,
  MailLimitError,
  MailOutcomeUnknownError,
  MailRefusedError,
  MailUnavailableError,
  type OutgoingMail,
} from '#app/clients/mail/mail.server.ts'
import { createResendTransport } from '#app/clients/mail/resend.server.ts'
import { fingerprintAnswer } from '#app/domain/mail/answer-fingerprint.ts'
import { explainMailFailure } from '#app/domain/mail/explain-failure.ts'
import { MAIL_FAILURES } from '#app/domain/mail/failure.ts'
import { judgeSend } from '#app/services/mail/judge-send.server.ts'
import { startMailbox, type FaultMode } from '#dev/mailbox/server.ts'
import { NOBODY_LISTENS } from '#tests/helpers/nobody-listens.ts'

const mail: OutgoingMail = {
  from: 'Scorecard <scorecard@example.com>',
  to: 'ada@example.org',
  replyTo: 'team@example.com',
  subject: 'Your results',
  html: '<p>62</p>',
  text: '62',
  headers: { 'List-Unsubscribe': '<https://scorecard.example.com/privacy>' },
  messageId: 'message-1',
  idempotencyKey: 'message-1',
}

// Longer than any machine needs for an answer.
const PATIENCE_MS = 60_000

/** A mailbox whose second never ends, and its transport, which gives up as late as it may unless told. */
async function resend(timeoutMs = PATIENCE_MS) {
  const mailbox = await startMailbox({ port: 0, now: () => 0 })
  onTestFinished(() => mailbox.close())
  const transport = createResendTransport({ apiKey: 're_test', baseUrl: `${mailbox.url}/`, timeoutMs })
  return { mailbox, transport }
}

const failure = (sending: Promise<unknown>) =>
  sending.then(
    () => null,
    (error: unknown) => error as MailError,
  )

test('an e-mail reaches the provider with all its parts, and its id comes back', async () => {
  const { mailbox, transport } = await resend()

  const sent = await transport.send(mail)

  const [received] = mailbox.messages()
  expect(sent.providerMessageId).toBe(received?.id)
  expect(received).toMatchObject({
    from: mail.from,
    to: [mail.to],
    replyTo: [mail.replyTo],
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    headers: mail.headers,
    idempotencyKey: mail.idempotencyKey,
  })
})

test('a repeat after a lost answer makes no second e-mail', async () => {
  const { mailbox, transport } = await resend()
  mailbox.setFaults({ mode: 'accept_then_drop', times: 1 })

  const lost = await failure(transport.send(mail))
  const sent = await transport.send(mail)

  expect(lost).toBeInstanceOf(MailOutcomeUnknownError)
  expect(sent.providerMessageId).toBe(mailbox.messages()[0]?.id)
  expect(mailbox.messages()).toHaveLength(1)
})

test('a key that the provider knows with another body is told from every other failure', async () => {
  const { mailbox, transport } = await resend()
  await transport.send(mail)

  const error = await failure(transport.send({ ...mail, subject: 'A template that a release has changed' }))

  expect(error).toBeInstanceOf(MailKeyKnownError)
  expect(mailbox.messages()).toHaveLength(1)
})

test.each<[FaultMode, new (...args: never[]) => MailError, string]>([
  ['rate_limit', MailLimitError, 'rate_limited'],
  ['daily_quota', MailLimitError, 'quota_exceeded'],
  ['server_error', MailOutcomeUnknownError, 'server_error'],
  ['unavailable', MailOutcomeUnknownError, 'server_error'],
  ['unauthorized', MailAccountError, 'key_refused'],
  ['invalid_key', MailAccountError, 'key_refused'],
  ['domain_not_verified', MailAccountError, 'sender_refused'],
  ['invalid_from', MailAccountError, 'sender_refused'],
  ['invalid_reply_to', MailAccountError, 'sender_refused'],
  ['testing_only', MailAccountError, 'recipients_restricted'],
  ['invalid_to', MailRefusedError, 'address_refused'],
  ['security_error', MailUnavailableError, 'unexpected_answer'],
  ['html_400', MailUnavailableError, 'unexpected_answer'],
  ['html_403', MailUnavailableError, 'unexpected_answer'],
  ['html_413', MailUnavailableError, 'unexpected_answer'],
  ['html_422', MailUnavailableError, 'unexpected_answer'],
  ['odd_json_400', MailUnavailableError, 'unexpected_answer'],
  ['odd_json_422', MailUnavailableError, 'unexpected_answer'],
  ['drop', MailOutcomeUnknownError, 'no_connection'],
  ['accept_then_hang', MailOutcomeUnknownError, 'timeout'],
  ['truncated', MailOutcomeUnknownError, 'unreadable_answer'],
])('the provider fault %s becomes %o with the code %s', async (mode, errorClass, code) => {
  // Only who waits for a timeout may give up early.
  const { mailbox, transport } = await resend(code === 'timeout' ? 10 : PATIENCE_MS)
  mailbox.setFaults({ mode })

  const error = await failure(transport.send(mail))

  expect(error).toBeInstanceOf(errorClass)
  expect(error?.code).toBe(code)
})

test.each<[string, string]>([
  ['{"jane_doe":1,"ada@example.com":2}', '400 json'],
  ['{"error":"anna_meyer","name":"anna_meyer","code":"ANNA_MEYER"}', '400 json:code+error+name'],
  ['{"name":"validation_error","message":"ada@example.com"}', '400 json:message+name validation_error'],
  ['[1]', '400 json'],
  ['<p>ada@example.com</p>', '400 html'],
  ['ada@example.com', '400 text'],
  ['', '400 empty'],
])('of the answer %s only %s is told', (text, form) => {
  expect(fingerprintAnswer(400, text, parsed(text))).toBe(form)
})

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const limited = (code: 'rate_limited' | 'quota_exceeded', seconds: number | null) =>
  judgeSend(new MailLimitError(code, seconds))

test('nobody waits for longer than a maximum, whatever Retry-After says', () => {
  expect(limited('rate_limited', 999_999)).toMatchObject({ kind: 'pause', seconds: 300 })
  expect(limited('rate_limited', 60)).toMatchObject({ kind: 'pause', seconds: 60 })
  expect(limited('quota_exceeded', 999_999)).toMatchObject({ kind: 'pause', seconds: 900 })
  expect(limited('quota_exceeded', null)).toMatchObject({ kind: 'pause', seconds: 900 })
})

test.each<[string, string, object]>([
  ['a firewall', '<h1>Too many requests</h1>', { retryAfterSeconds: null, pace: null }],
  [
    'the provider',
    '{"name":"rate_limit_exceeded","message":"Too many requests"}',
    { retryAfterSeconds: 999_999, pace: { limit: 2, windowSeconds: 10 } },
  ],
])('of a 429 of %s the waits are taken or not', async (_who, body, expected) => {
  const headers = { 'retry-after': '999999', 'ratelimit-limit': '2', 'ratelimit-reset': '999999' }
  const server = createServer((_request, response) => response.writeHead(429, headers).end(body))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const transport = createResendTransport({ apiKey: 're_test', baseUrl: `http://127.0.0.1:${port}` })

  expect(await failure(transport.send(mail))).toMatchObject({ code: 'rate_limited', ...expected })
})

test('the seconds of Retry-After are kept, and so is the limit', async () => {
  const { mailbox, transport } = await resend()
  mailbox.setFaults({ ratePerSecond: 1, retryAfterSeconds: 3 })

  const sent = await transport.send(mail)
  const error = await failure(transport.send({ ...mail, idempotencyKey: 'message-2' }))

  expect(sent.pace).toEqual({ limit: 1, windowSeconds: 1 })
  expect(error).toMatchObject({
    code: 'rate_limited',
    retryAfterSeconds: 3,
    pace: { limit: 1, windowSeconds: 1 },
  })
})

test('a refused address and a refused sender are told apart, and no error repeats an address', async () => {
  const { transport } = await resend()

  const address = await failure(transport.send({ ...mail, to: 'ada@nowhere' }))
  const sender = await failure(transport.send({ ...mail, from: 'Scorecard' }))

  expect(address).toBeInstanceOf(MailRefusedError)
  expect(address?.code).toBe('address_refused')
  expect(sender).toBeInstanceOf(MailAccountError)
  expect(sender?.code).toBe('sender_refused')
  expect(`${String(address)}${address?.stack}${String(sender)}`).not.toContain('nowhere')
})

test('a provider that is not there is an unknown outcome', async () => {
  const transport = createResendTransport({ apiKey: 're_test', baseUrl: NOBODY_LISTENS })

  expect(await failure(transport.send(mail))).toMatchObject({
    name: 'MailOutcomeUnknownError',
    code: 'no_connection',
  })
})

test('the Cloudflare binding gets the same e-mail, with the sender in two parts', async () => {
  const messages: unknown[] = []
  const transport = createCloudflareTransport({
    send: async (message) => {
      messages.push(message)
      return { messageId: 'cf-1' }
    },
  })

  const sent = await transport.send(mail)

  expect(sent).toEqual({ providerMessageId: 'cf-1', pace: null })
  expect(messages).toEqual([
    {
      from: { name: 'Scorecard', email: 'scorecard@example.com' },
      to: mail.to,
      replyTo: mail.replyTo,
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      headers: mail.headers,
    },
  ])
  expect(transport.repeatable).toBe(false)
})

test.each([
  ['E_RECIPIENT_SUPPRESSED', MailRefusedError, 'address_refused'],
  // What does not name the recipient would meet every other e-mail as well, and ends none.
  ['E_VALIDATION_ERROR', MailUnavailableError, 'message_refused'],
  ['E_HEADER_VALUE_INVALID', MailUnavailableError, 'message_refused'],
  ['E_HEADERS_TOO_MANY', MailUnavailableError, 'message_refused'],
  ['E_DELIVERY_FAILED', MailUnavailableError, 'server_error'],
  ['E_RECIPIENT_NOT_ALLOWED', MailAccountError, 'recipients_restricted'],
  ['E_DOMAIN_NOT_VERIFIED', MailUnavailableError, 'unexpected_answer'],
  ['E_SENDER_NOT_VERIFIED', MailAccountError, 'sender_refused'],
  ['E_RATE_LIMIT_EXCEEDED', MailLimitError, 'rate_limited'],
  ['E_DAILY_LIMIT_EXCEEDED', MailLimitError, 'quota_exceeded'],
  ['E_INTERNAL_SERVER_ERROR', MailUnavailableError, 'server_error'],
  ['', MailOutcomeUnknownError, 'server_error'],
])('the binding error %s is told by its code, never its message', async (code, errorClass, failureCode) => {
  const transport = createCloudflareTransport({
    send: () => Promise.reject(Object.assign(new Error('ada@example.org was refused'), { code })),
  })

  const error = await failure(transport.send(mail))

  expect(error).toBeInstanceOf(errorClass)
  expect(error?.code).toBe(failureCode)
  expect(String(error)).not.toContain('ada@example.org')
})

test('the Cloudflare binding gets an answer address with a name in two parts as well', async () => {
  const replies: unknown[] = []
  const transport = createCloudflareTransport({
    send: async ({ replyTo }) => {
      replies.push(replyTo)
      return {}
    },
  })

  await transport.send({ ...mail, replyTo: 'Team <team@example.com>' })
  await transport.send({ ...mail, replyTo: null })

  expect(replies).toEqual([{ name: 'Team', email: 'team@example.com' }, undefined])
})

test('a binding that never answers is given up', async () => {
  const transport = createCloudflareTransport({ send: () => new Promise(() => {}) }, 20)

  expect(await failure(transport.send(mail))).toMatchObject({ code: 'timeout' })
})

test('every failure says what happened and what to do, and a stored text of another kind is not repeated', () => {
  for (const code of MAIL_FAILURES) expect(explainMailFailure(code, false)).toMatch(/^[A-Z].+: [A-Z].+\.$/)
  expect(explainMailFailure('timeout', false)).toContain('retried automatically')
  expect(explainMailFailure('timeout', true)).toContain('npm run mail:retry')
  expect(explainMailFailure('ada@example.org', true)).not.toContain('ada')
})
