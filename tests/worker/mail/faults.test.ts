import { expect, test } from 'vitest'
import { VISITOR_COOKIE, writeVisitor } from '#app/web/visitor-cookie.server.ts'
import { localBindings, startBuiltWorker } from '#dev/worker/miniflare.ts'
import { makeEmailsDue } from '#tests/helpers/email-delivery.ts'
import { answersOf, expectRedirect } from '#tests/helpers/visitor.ts'
import { TEST_SECRET } from '#tests/helpers/worker.ts'
import { useMailingWorker } from '#tests/helpers/mailing-worker.ts'

const ADDRESS_CAP = 5

const { worker, mailbox, visitor, settings } = await useMailingWorker({
  MAIL_CAP_ADDRESS_PER_DAY: String(ADDRESS_CAP),
})

async function complete(email: string, prospect = visitor()): Promise<void> {
  await prospect.start()
  await prospect.complete('B', { email, consent: 'yes' })
}

test('the process dies between send and record: one e-mail, and the next run records it', async () => {
  mailbox.setFaults({ mode: 'accept_then_hang', times: 1 })
  const { access } = worker
  const doomed = await startBuiltWorker({
    ...access.runtime,
    bindings: localBindings(access.settings, settings),
  })
  await complete('died@example.com', visitor(doomed.url))
  await expect.poll(() => mailbox.messages()).toHaveLength(1)
  await doomed.miniflare.dispose()
  const where = { email: 'died@example.com' }
  expect((await worker.db.assessment.findFirstOrThrow({ where })).emailDeliveryStatus).toBe('pending')

  await makeEmailsDue(worker.db) // as when its lease is over
  await worker.runJob('deliver_emails')

  expect((await worker.db.assessment.findFirstOrThrow({ where })).emailDeliveryStatus).toBe('sent')
  expect(mailbox.messages()).toHaveLength(1)
})

test('a provider that is down slows nobody’s page down, and everything is delivered afterwards, once', async () => {
  const untried = { status: 'pending', lastError: null }
  mailbox.setFaults({ mode: 'unavailable', latencyMs: 120_000 })
  for (let place = 0; place < 12; place++) {
    const recipient = `down-${place}@example.com`
    await complete(recipient)
    // The page is there, and the attempt to send right after it has not come to an end.
    expect(await worker.db.emailMessage.count({ where: { ...untried, recipient } })).toBe(1)
  }
  mailbox.setFaults({ mode: 'unavailable' })
  // Those attempts fail as well: whoever was still to come would be sent at once.
  await expect.poll(() => worker.db.emailMessage.count({ where: untried })).toBe(0)
  for (let minute = 0; minute < 2; minute++) await worker.runJob('deliver_emails')
  expect(mailbox.messages()).toEqual([])

  mailbox.setFaults({ latencyMs: 30 })
  const where = { email: { startsWith: 'down-' } }
  await expect
    .poll(async () => {
      await worker.runJob('deliver_emails')
      return worker.db.assessment.count({ where: { ...where, emailDeliveryStatus: 'sent' } })
    })
    .toBe(12)

  // Whose attempts failed while it was down come after those that were given back: the order of age is not kept.
  const places = mailbox.messages().map(({ to }) => Number(/down-(\d+)@/.exec(to[0] ?? '')?.[1]))
  expect(places.toSorted((a, b) => a - b)).toEqual([...Array(12).keys()])
})

test('a thousand scripted completions to one address send at most the cap', async () => {
  const sessions = Array.from({ length: 1_000 }, (_unused, index) => `scripted-session-${index}`)
  const answers = Object.assign({}, ...[1, 2, 3].map((step) => answersOf(step, 'B'))) as object
  await worker.db.$executeRaw`
    INSERT INTO assessment_sessions ("sessionId", "quizVersion", "currentStep", responses)
    SELECT id, 'scripted', 3, ${JSON.stringify(answers)}::jsonb FROM unnest(${sessions}::text[]) AS id`
  const fields = { ...answersOf(4, 'B'), email: 'victim@example.com', consent: 'yes' }
  const script = async () => {
    for (let session = sessions.pop(); session; session = sessions.pop()) {
      const bot = visitor()
      const cookie = await writeVisitor({ sessions: [session] }, [TEST_SECRET], new Date())
      bot.cookies.set(VISITOR_COOKIE, /=([^;]*)/.exec(cookie)?.[1] ?? '')
      expectRedirect(await bot.post('/assessment/step/4', fields))
    }
  }
  await Promise.all(Array.from({ length: 10 }, script))
  await expect
    .poll(async () => {
      await makeEmailsDue(worker.db)
      await worker.runJob('deliver_emails')
      return worker.db.emailMessage.count({ where: { status: 'pending' } })
    })
    .toBe(0)

  expect(await worker.db.assessment.count({ where: { email: 'victim@example.com' } })).toBe(1_000)
  // Nobody has confirmed the address, so that it gets results once.
  expect(mailbox.messages({ to: 'victim@example.com' })).toHaveLength(1)

  await worker.db.$executeRaw`UPDATE access_links SET "usedAt" = now()`
  for (let i = 0; i < ADDRESS_CAP + 3; i++) await complete('victim@example.com')
  await expect
    .poll(async () => {
      await worker.runJob('deliver_emails')
      return worker.db.emailMessage.count({ where: { status: 'pending' } })
    })
    .toBe(0)
  expect(mailbox.messages({ to: 'victim@example.com' })).toHaveLength(ADDRESS_CAP)
})
