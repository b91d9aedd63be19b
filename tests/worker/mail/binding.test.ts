import { afterAll, beforeAll, expect, test } from 'vitest'
import { localBindings, startBuiltWorker } from '#dev/worker/miniflare.ts'
import { Visitor } from '#tests/helpers/visitor.ts'
import { type TestWorker, startTestWorker } from '#tests/helpers/worker.ts'

let worker: TestWorker

beforeAll(async () => {
  worker = await startTestWorker()
})
afterAll(() => worker.close())

test('without an API key the Worker sends through its send_email binding, names and all', async () => {
  const { settings, runtime } = worker.access
  const { url, miniflare } = await startBuiltWorker({
    ...runtime,
    bindings: localBindings(settings, {
      MAIL_FROM: 'AI Readiness Scorecard <scorecard@example.com>',
      MAIL_REPLY_TO: 'Scorecard team <team@example.com>',
    }),
    sendEmail: 'MAIL',
  })
  const prospect = new Visitor(url, { 'CF-Connecting-IP': '203.0.113.1' })
  await prospect.start()
  await prospect.complete('C', { email: 'ada@example.org', consent: 'yes' })

  const delivered = () => worker.db.assessment.findFirstOrThrow({ select: { emailDeliveryStatus: true } })
  await expect.poll(delivered).toEqual({ emailDeliveryStatus: 'sent' })

  const message = await worker.db.emailMessage.findFirstOrThrow()
  expect(message.providerMessageId).toMatch(/@example\.com>$/)
  await miniflare.dispose()
})
