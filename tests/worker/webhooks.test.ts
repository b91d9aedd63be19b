import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestReceiver, startTestReceiver } from '#dev/receiver/server.ts'
import { Visitor, fetchOnce } from '#tests/helpers/visitor.ts'
import { type TestWorker, startTestWorker } from '#tests/helpers/worker.ts'

let receiver: TestReceiver
let worker: TestWorker

beforeAll(async () => {
  receiver = await startTestReceiver({ port: 0 })
  worker = await startTestWorker({ WEBHOOK_URL: receiver.url, WEBHOOK_SECRET: receiver.secret })
})
beforeEach(() => receiver.reset())
afterAll(async () => {
  await worker.close()
  await receiver.close()
})

const complete = async () => {
  const prospect = new Visitor(worker.url)
  await prospect.start()
  await expect.poll(() => worker.db.webhookReceiver.count()).toBe(1)
  const results = await prospect.complete('D', { email: 'robin.sample@example.com', consent: 'yes' })
  return { prospect, results }
}
const logged = (event: string) =>
  worker.logs
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line.event === event)

test('a qualified lead is told right after the quiz, signed, without any cron', async () => {
  const { prospect, results } = await complete()
  await prospect.post(results, {
    email: 'robin.sample@example.com',
    consent: 'yes',
    firstName: 'Robin',
    lastName: 'Sample',
    company: 'Example Works',
    phone: '+1 555 0100',
  })
  const lead = () => receiver.events().find(({ body }) => body.type === 'lead.qualified')
  await expect.poll(lead).toMatchObject({ verified: true, answered: 204 })
  expect(lead()!.body.data).toMatchObject({ contact: { company: 'Example Works' } })
  expect(worker.logs.join('\n')).not.toMatch(/robin|sample|555\D?0100/i)

  await expect.poll(() => logged('webhook').length).toBeGreaterThan(0)
  const requests = logged('request').map(({ requestId }) => requestId)
  expect(requests).toEqual(expect.arrayContaining(logged('webhook').map(({ traceId }) => traceId)))
})

test('a receiver that hangs makes no prospect wait, and the cron tries it again', async () => {
  receiver.setFault('hang')
  const { prospect, results } = await complete()
  expect((await prospect.get(results)).status).toBe(200)
  await expect.poll(() => receiver.events().length).toBeGreaterThan(0)
  receiver.setFault('none')
  await expect
    .poll(async () => {
      await worker.db
        .$executeRaw`UPDATE webhook_deliveries SET "nextRetryAt" = to_timestamp(0) WHERE status = 'pending' AND "claimToken" IS NULL`
      await worker.runJob('deliver_emails')
      return worker.db.webhookDelivery.count({ where: { status: 'pending' } })
    })
    .toBe(0)
})

test('the id that Cloudflare gives a request is the one in the log, if it looks like one', async () => {
  await fetchOnce(`${worker.url}/nowhere`, { headers: { 'CF-Ray': '8f2a0b1c2d3e4f50-FRA' } })
  await expect
    .poll(() => logged('request').map(({ requestId }) => requestId))
    .toContain('8f2a0b1c2d3e4f50-FRA')
  await fetchOnce(`${worker.url}/nowhere`, { headers: { 'CF-Ray': 'robin@example.com' } })
  expect(worker.logs.join('\n')).not.toContain('robin@example.com')
})
