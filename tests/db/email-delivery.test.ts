import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createCloudflareTransport } from '#app/clients/cloudflare-mail.server.ts'
import { MailOutcomeUnknownError } from '#app/clients/mail.server.ts'
import { createResendTransport } from '#app/clients/resend-mail.server.ts'
import { sql } from '#app/data/database.server.ts'
import { claimEmails } from '#app/data/emails.server.ts'
import { enqueuePrivacyLink, enqueueResults, enqueueResume } from '#app/data/email-outbox.server.ts'
import { deriveToken } from '#app/platform/access-token.server.ts'
import { deliverEmails } from '#app/services/deliver-emails.server.ts'
import { type Mailbox, startMailbox } from '#dev/mailbox/server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestAssessmentSession } from '#tests/factories/sessions.ts'
import { type TestDatabase, createTestDatabase, resetTestDatabase } from '#tests/helpers/database.ts'
import {
  EMAIL_SECRET,
  NO_BOUNDS,
  createTestResultsEmail,
  createTestResultsEmails,
  deliveryDependencies,
  makeEmailsDue,
  newEmail,
  tokenIn,
} from '#tests/helpers/email-delivery.ts'

let database: TestDatabase
let mailbox: Mailbox

beforeAll(async () => {
  database = await createTestDatabase({ max: 12 })
  mailbox = await startMailbox({ port: 0 })
})
beforeEach(async () => {
  await resetTestDatabase(database.db)
  mailbox.reset()
})
afterAll(async () => {
  await mailbox.close()
  await database.close()
})

const deliver = (overrides: Parameters<typeof deliveryDependencies>[2] = {}) =>
  deliverEmails(deliveryDependencies(database.db, mailbox, overrides), NO_BOUNDS)

test('results are sent once, with score, link and unsubscribe, and the lead shows it', async () => {
  const { db } = database
  const { assessment, token } = await createTestResultsEmail(db, { email: 'ada@example.com' })

  expect(await deliver()).toMatchObject({ sent: 1, stopped: null })
  expect(await deliver()).toMatchObject({ sent: 0 })

  const [mail] = mailbox.messages()
  expect(mailbox.messages()).toHaveLength(1)
  expect(mail).toMatchObject({
    to: ['ada@example.com'],
    subject: 'Your AI readiness score: 75 of 100',
    headers: { 'List-Unsubscribe': '<https://scorecard.example.com/privacy>' },
  })
  expect(mail?.text).toContain(
    `https://scorecard.example.com/assessment/results/${assessment.id}?link=${token}`,
  )
  expect(mail?.text).toContain('Customer-Safe AI')
  const stored = await db.assessment.findUniqueOrThrow({ where: { id: assessment.id } })
  expect(stored).toMatchObject({
    emailDeliveryStatus: 'sent',
    emailDeliveryAttempts: 1,
    emailDeliveryError: null,
  })
  expect(stored.emailDeliveredAt).toBeInstanceOf(Date)
  expect(await db.emailMessage.findFirstOrThrow()).toMatchObject({
    status: 'completed',
    recipient: null,
    payload: {},
    claimToken: null,
    providerMessageId: mail?.id,
  })
})

test('no e-mail holds a word that a visitor typed', async () => {
  await createTestResultsEmail(database.db, {
    firstName: 'Visit evil.example',
    lastName: 'Marker-Lastname',
    company: 'Marker-Company',
  })

  await deliver()

  const [mail] = mailbox.messages()
  expect(`${mail?.html}${mail?.text}${mail?.subject}`).not.toMatch(/evil\.example|Marker/)
})

test('the briefing is offered in the e-mail of a qualified lead only', async () => {
  await createTestResultsEmail(database.db, { email: 'low@example.com', qualifiedForBriefing: true })
  await createTestResultsEmail(database.db, { email: 'high@example.com', qualifiedForBriefing: false })

  await deliver()

  expect(mailbox.messages({ to: 'low@example.com' })[0]?.text).toContain(
    'https://scorecard.example.com/briefing',
  )
  expect(mailbox.messages({ to: 'high@example.com' })[0]?.text).not.toContain('briefing')
})

test('a resume link and a privacy link are sent as well', async () => {
  const { db } = database
  const session = await createTestAssessmentSession(db, { currentStep: 2 })
  const resume = await newEmail('ada@example.com')
  expect(await enqueueResume(db, session.sessionId, resume)).toBe('queued')
  const { link, ...privacy } = await newEmail('grace@example.com')
  await enqueuePrivacyLink(db, {
    ...privacy,
    ...link,
    link,
    id: privacy.id,
    request: 'erasure',
    validHours: 24,
  })
  await makeEmailsDue(db)

  expect(await deliver()).toMatchObject({ sent: 2 })

  const token = await deriveToken(EMAIL_SECRET, resume.link.id)
  expect(mailbox.messages({ to: 'ada@example.com' })[0]?.text).toContain('You have done 2 of 4 steps.')
  expect(mailbox.messages({ to: 'ada@example.com' })[0]?.text).toContain(`/assessment/resume/${token}`)
  expect(mailbox.messages({ to: 'grace@example.com' })[0]?.text).toContain('/privacy/confirm/')
})

test('asking for results again sends nothing new, and another address cancels what was waiting', async () => {
  const { db } = database
  const { assessment } = await createTestResultsEmail(db, { email: 'typo@example.com' })
  const enqueue = async (address: string) => {
    const email = { ...(await newEmail(address)), briefing: false }
    await db.$executeRaw(sql`
      WITH made AS (SELECT id FROM assessments WHERE id = ${assessment.id})${enqueueResults(sql`made`, email)} SELECT 1`)
  }
  await enqueue('typo@example.com')
  await enqueue('right@example.com')
  await makeEmailsDue(db)

  expect(await deliver()).toMatchObject({ sent: 1 })

  expect(mailbox.messages().map(({ to }) => to)).toEqual([['right@example.com']])
  expect(
    await db.emailMessage.findMany({ orderBy: { status: 'asc' }, select: { status: true, recipient: true } }),
  ).toEqual([
    { status: 'cancelled', recipient: null },
    { status: 'completed', recipient: null },
  ])
})

test('without a provider e-mail is skipped, and the lead says why', async () => {
  const { db } = database
  await createTestResultsEmail(db)

  expect(await deliver({ transport: null })).toMatchObject({ skipped: 1, sent: 0 })

  expect(await db.assessment.findFirstOrThrow()).toMatchObject({
    emailDeliveryStatus: 'skipped',
    emailDeliveryError: 'no_provider',
  })
})

test('nothing is sent after consent was withdrawn, or when the session of a resume link is over', async () => {
  const { db } = database
  await createTestResultsEmail(db, { consentWithdrawnAt: new Date() })
  const session = await createTestAssessmentSession(db)
  await enqueueResume(db, session.sessionId, await newEmail('ada@example.com'))
  await db.assessmentSession.update({
    where: { sessionId: session.sessionId },
    data: { expiresAt: new Date(0) },
  })
  await makeEmailsDue(db)

  expect(await deliver()).toMatchObject({ cancelled: 2, sent: 0 })

  expect(mailbox.calls().total).toBe(0)
  expect(await db.assessment.findFirstOrThrow()).toMatchObject({ emailDeliveryStatus: 'skipped' })
})

test('the provider takes the e-mail and the connection drops: one e-mail, not two', async () => {
  const { db } = database
  await createTestResultsEmail(db)
  mailbox.setFaults({ mode: 'accept_then_drop', times: 1 })

  expect(await deliver()).toMatchObject({ released: 1, sent: 0 })
  expect(await db.assessment.findFirstOrThrow()).toMatchObject({
    emailDeliveryStatus: 'pending',
    emailDeliveryError: 'no_connection',
  })
  await makeEmailsDue(db)
  expect(await deliver()).toMatchObject({ sent: 1 })

  expect(mailbox.messages()).toHaveLength(1)
  expect(await db.emailMessage.findFirstOrThrow()).toMatchObject({
    status: 'completed',
    providerMessageId: mailbox.messages()[0]?.id,
  })
})

test('the process dies between send and record: one e-mail, recorded by the next run', async () => {
  const { db } = database
  await createTestResultsEmail(db)
  const { transport, ...rest } = deliveryDependencies(db, mailbox)
  const dying = {
    repeatable: true,
    send: async (mail: Parameters<NonNullable<typeof transport>['send']>[0]) => {
      await transport?.send(mail)
      throw new Error('the process is gone')
    },
  }
  await expect(deliverEmails({ ...rest, transport: dying }, NO_BOUNDS)).rejects.toThrow('the process is gone')
  expect(await db.emailMessage.findFirstOrThrow()).toMatchObject({ status: 'pending', retryCount: 1 })
  expect(await deliver()).toMatchObject({ sent: 0 }) // its lease is not over

  await makeEmailsDue(db)
  expect(await deliver()).toMatchObject({ sent: 1 })

  expect(mailbox.messages()).toHaveLength(1)
})

test('a run that slept through its lease settles nothing', async () => {
  const { db } = database
  await createTestResultsEmail(db)
  const sleeping = createResendTransport({ apiKey: 're_test', baseUrl: mailbox.url })
  const slow = {
    repeatable: true,
    send: async (mail: Parameters<typeof sleeping.send>[0]) => {
      const sent = await sleeping.send(mail)
      await makeEmailsDue(db)
      await claimEmails(db, { limit: 1, token: 'another-run' })
      return { ...sent, providerMessageId: 'late' }
    },
  }

  await deliver({ transport: slow })

  expect(await db.emailMessage.findFirstOrThrow()).toMatchObject({
    status: 'pending',
    claimToken: 'another-run',
    providerMessageId: null,
  })
})

test('a provider that is down costs no attempts, gets no flood, and everything is delivered in order of age', async () => {
  const { db } = database
  await createTestResultsEmails(db, 30)
  mailbox.setFaults({ mode: 'unavailable' })
  for (let minute = 0; minute < 10; minute += 1) {
    expect(await deliver()).toMatchObject({ sent: 0, retried: 0, dead: 0, stopped: 'server_error' })
  }
  expect(mailbox.calls().total).toBeLessThanOrEqual(10 * 11) // six lanes, five of which may have begun another
  expect(await db.emailMessage.count({ where: { status: 'pending', retryCount: 0 } })).toBe(30)

  mailbox.setFaults({})
  const oneLane = deliveryDependencies(db, mailbox)
  let previous: Promise<unknown> = Promise.resolve()
  const inLine = {
    repeatable: true,
    // The order in which sends begin is the order of age; answers may overtake each other.
    send: (mail: Parameters<NonNullable<typeof oneLane.transport>['send']>[0]) => {
      const sending = previous.then(() => oneLane.transport!.send(mail))
      previous = sending
      return sending
    },
  }
  expect(await deliver({ transport: inLine })).toMatchObject({ sent: 30 })

  const delivered = mailbox
    .messages()
    .map(({ to }) => to[0])
    .reverse()
  const byAge = await db.$queryRaw<{ email: string }[]>`
    SELECT a.email FROM email_messages m JOIN assessments a ON a.id = m."assessmentId" ORDER BY m."createdAt"`
  expect(delivered).toEqual(byAge.map(({ email }) => email))
})

test('a message that alone fails among others backs off and is buried after its last attempt', async () => {
  const { db } = database
  const { id } = await createTestResultsEmail(db, { email: 'poison@example.com' })
  const { transport, ...rest } = deliveryDependencies(db, mailbox)
  const picky = {
    repeatable: true,
    send: (mail: Parameters<NonNullable<typeof transport>['send']>[0]) =>
      mail.to === 'poison@example.com'
        ? Promise.reject(new MailOutcomeUnknownError('server_error', 500))
        : transport!.send(mail),
  }
  const results = []
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    await createTestResultsEmail(db)
    await makeEmailsDue(db)
    const { retried, dead } = await deliverEmails({ ...rest, transport: picky }, NO_BOUNDS)
    results.push({ retried, dead })
  }

  expect(results.slice(0, 7)).toEqual(Array(7).fill({ retried: 1, dead: 0 }))
  expect(results[7]).toEqual({ retried: 0, dead: 1 })
  expect(await db.emailMessage.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: 'dead',
    lastError: 'server_error',
    recipient: null,
  })
  expect(await db.assessment.findFirstOrThrow({ where: { email: 'poison@example.com' } })).toMatchObject({
    emailDeliveryStatus: 'failed',
    emailDeliveryAttempts: 8,
    emailDeliveryError: 'server_error',
  })
})

test('an address that the provider refuses is given up at once, without the address in the error', async () => {
  const { db } = database
  await createTestResultsEmail(db, { email: 'refused@localhost' })

  expect(await deliver()).toMatchObject({ dead: 1, sent: 0 })

  expect(await db.emailMessage.findFirstOrThrow()).toMatchObject({
    status: 'dead',
    lastError: 'address_refused',
  })
})

test('a refused key pauses all sending, costs no attempt, and sending resumes by itself', async () => {
  const { db } = database
  await createTestResultsEmails(db, 10)
  mailbox.setFaults({ mode: 'unauthorized' })

  expect(await deliver()).toMatchObject({ sent: 0, dead: 0, released: 10, stopped: 'key_refused' })
  const calls = mailbox.calls().total
  await createTestResultsEmail(db, { email: 'newcomer@example.com' })
  await db.$executeRaw`UPDATE email_messages SET "nextRetryAt" = now() + interval '1 minute' WHERE "lastError" IS NOT NULL`
  expect(await deliver()).toMatchObject({ sent: 0, released: 0 })
  expect(mailbox.calls().total).toBe(calls)

  mailbox.setFaults({})
  await makeEmailsDue(db)
  expect(await deliver()).toMatchObject({ sent: 11 })
  expect(await db.assessment.count({ where: { emailDeliveryError: null, emailDeliveryAttempts: 1 } })).toBe(
    11,
  )
})

test('429 slows the run down to the limit that the answers name, and loses nothing', async () => {
  const { db } = database
  await createTestResultsEmails(db, 12)
  mailbox.setFaults({ ratePerSecond: 100 })
  mailbox.setFaults({ mode: 'rate_limit', times: 3, retryAfterSeconds: 1 })

  expect(await deliver()).toMatchObject({ sent: 12, retried: 0, dead: 0, stopped: null })
  expect(
    await db.assessment.count({ where: { emailDeliveryStatus: 'sent', emailDeliveryAttempts: 1 } }),
  ).toBe(12)
})

test('a used-up quota stops the run until later', async () => {
  const { db } = database
  await createTestResultsEmails(db, 8)
  mailbox.setFaults({ mode: 'daily_quota', retryAfterSeconds: 3600 })

  expect(await deliver()).toMatchObject({ sent: 0, released: 8, stopped: 'quota_exceeded' })

  const [{ wait } = { wait: 0 }] = await db.$queryRaw<{ wait: number }[]>`
    SELECT min(EXTRACT(EPOCH FROM "nextRetryAt" - now()))::int AS wait FROM email_messages`
  expect(wait).toBeGreaterThan(3_500)
})

test('a thousand scripted completions to one address send at most the cap', async () => {
  const { db } = database
  await createTestResultsEmails(db, 1_000)
  await db.$executeRaw`UPDATE email_messages SET "recipientHash" = 'victim', recipient = 'victim@example.com'`
  await db.$executeRaw`UPDATE access_links SET "recipientHash" = 'victim', "usedAt" = now()`

  const runs = await Promise.all(
    Array.from({ length: 4 }, () =>
      deliver({ caps: { addressPerDay: 5, networkPerHour: 1_000_000, totalPerHour: 1_000_000 } }),
    ),
  )

  expect(runs.reduce((sum, run) => sum + run.sent, 0)).toBe(5)
  expect(mailbox.messages()).toHaveLength(5)
  expect(
    await db.assessment.count({
      where: { emailDeliveryStatus: 'skipped', emailDeliveryError: 'address_cap' },
    }),
  ).toBe(995)
})

test('an address that nobody has confirmed gets results once, a confirmed one again', async () => {
  const { db } = database
  await createTestResultsEmail(db, { email: 'ada@example.com' })
  await createTestResultsEmail(db, { email: 'Ada@Example.com' })
  expect(await deliver()).toMatchObject({ sent: 1, skipped: 1 })
  expect(await db.assessment.count({ where: { emailDeliveryError: 'already_sent' } })).toBe(1)

  await db.$executeRaw`UPDATE access_links SET "usedAt" = now()`
  await createTestResultsEmail(db, { email: 'ada@example.com' })

  expect(await deliver()).toMatchObject({ sent: 1 })
})

test('a network and the whole service have caps of their own', async () => {
  const { db } = database
  for (let i = 0; i < 4; i += 1) await createTestResultsEmail(db, { networkHash: 'one-network' })
  const caps = { addressPerDay: 5, networkPerHour: 2, totalPerHour: 3 }
  expect(await deliver({ caps })).toMatchObject({ sent: 2, skipped: 2 })

  await createTestResultsEmail(db, { networkHash: 'another' })
  await createTestResultsEmail(db, { networkHash: 'another' })
  expect(await deliver({ caps })).toMatchObject({ sent: 1, skipped: 1 })

  const reasons = await db.emailMessage.groupBy({
    by: ['lastError'],
    _count: true,
    where: { status: 'skipped' },
  })
  expect(Object.fromEntries(reasons.map((group) => [group.lastError, group._count]))).toEqual({
    network_cap: 2,
    total_cap: 1,
  })
})

test('caps count the time at which an e-mail was asked for, so that an outage fills no hour', async () => {
  const { db } = database
  await createTestResultsEmails(db, 20)
  await db.$executeRaw`
    UPDATE email_messages m SET "createdAt" = now() - n.place * interval '30 minutes'
    FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM email_messages) AS n WHERE n.id = m.id`

  expect(await deliver({ caps: { addressPerDay: 5, networkPerHour: 5, totalPerHour: 2 } })).toMatchObject({
    sent: 20,
  })
})

test('with a transport that knows no repeats, an unclear outcome is given up instead of sent twice', async () => {
  const { db } = database
  await createTestResultsEmails(db, 2)
  let calls = 0
  const transport = createCloudflareTransport({
    send: () => (calls++ === 0 ? Promise.reject(new Error('lost')) : Promise.resolve({ messageId: 'cf' })),
  })

  expect(await deliver({ transport })).toMatchObject({ sent: 1, dead: 1 })
  expect(await db.emailMessage.count({ where: { lastError: 'outcome_unknown', status: 'dead' } })).toBe(1)

  await createTestResultsEmail(db)
  await claimEmails(db, { limit: 1, token: 'a-run-that-died' })
  await makeEmailsDue(db)
  expect(await deliver({ transport })).toMatchObject({ sent: 0, dead: 1 })
  expect(calls).toBe(2)
})

test('an attempt of long ago is not repeated once the provider has forgotten its key', async () => {
  const { db } = database
  const { id } = await createTestResultsEmail(db)
  mailbox.setFaults({ mode: 'accept_then_drop', times: 1 })
  await deliver()
  await db.$executeRaw`UPDATE email_messages SET "createdAt" = now() - interval '24 hours' WHERE id = ${id}`
  await makeEmailsDue(db)

  expect(await deliver()).toMatchObject({ sent: 0, dead: 1 })
  expect(mailbox.messages()).toHaveLength(1)
})

test('six connections at most are used, and four runs at once send everything exactly once', async () => {
  const { db } = database
  await createTestResultsEmails(db, 200)
  mailbox.setFaults({ latencyMs: 20 })
  await deliver()
  const { total, mostAtOnce } = mailbox.calls()
  expect(total).toBe(200)
  // A busy machine may not reach six; never may it be more.
  expect(mostAtOnce).toBeLessThanOrEqual(6)
  expect(mostAtOnce).toBeGreaterThan(1)

  await db.$executeRaw`DELETE FROM assessments`
  mailbox.reset()
  await createTestResultsEmails(db, 200)
  const runs = await Promise.all([deliver(), deliver(), deliver(), deliver()])
  expect(runs.reduce((sum, run) => sum + run.sent, 0)).toBe(200)
  expect(mailbox.calls().total).toBe(200)
})

test('a run ends at its bounds, gives back what it did not send, and the next one goes on', async () => {
  const { db } = database
  await createTestResultsEmails(db, 100)
  const dependencies = deliveryDependencies(db, mailbox)

  expect(await deliverEmails(dependencies, { maxMessages: 30, maxSeconds: 60 })).toMatchObject({ sent: 30 })
  expect(await deliverEmails(dependencies, { maxMessages: 1_000, maxSeconds: 0 })).toMatchObject({ sent: 0 })
  expect(await deliver()).toMatchObject({ sent: 70 })
})

test('a single message can be sent at once, and no other with it', async () => {
  const { db } = database
  await createTestResultsEmails(db, 3)
  const { id } = await createTestResultsEmail(db, { email: 'now@example.com' })

  const counts = await deliverEmails(deliveryDependencies(db, mailbox), {
    maxMessages: 1,
    maxSeconds: 10,
    id,
  })

  expect(counts).toMatchObject({ sent: 1 })
  expect(mailbox.messages().map(({ to }) => to)).toEqual([['now@example.com']])
})

test('a message erased while it is being sent is not written to again', async () => {
  const { db } = database
  await createTestResultsEmail(db, { email: 'ada@example.com' })
  const { transport, ...rest } = deliveryDependencies(db, mailbox)
  const erased = {
    repeatable: true,
    send: async (mail: Parameters<NonNullable<typeof transport>['send']>[0]) => {
      await db.$executeRaw`SELECT purge_person('ada@example.com', 100)`
      return transport!.send(mail)
    },
  }

  await deliverEmails({ ...rest, transport: erased }, NO_BOUNDS)

  expect(await db.emailMessage.count()).toBe(0)
  expect(await db.assessment.count()).toBe(0)
  expect(await db.accessLink.count()).toBe(0)
})

test('a message of another version is cancelled and stops nobody else', async () => {
  const { db } = database
  const assessment = await createTestAssessment(db)
  await db.emailMessage.create({
    data: {
      kind: 'results',
      assessmentId: assessment.id,
      recipient: 'old@example.com',
      recipientHash: 'old',
      payload: { version: 0 },
      nextRetryAt: new Date(0),
    },
  })
  await createTestResultsEmail(db)

  expect(await deliver()).toMatchObject({ sent: 1, cancelled: 1 })
})

test('the link in the e-mail is made of a secret that the database does not hold', async () => {
  const { db } = database
  await createTestResultsEmail(db)
  await deliver()

  const token = tokenIn(mailbox.messages()[0]?.text ?? '')
  expect(token).toHaveLength(64)
  const dump = JSON.stringify([await db.accessLink.findMany(), await db.emailMessage.findMany()])
  expect(dump).not.toContain(token)
})
