import { expect, test } from 'vitest'
import type { ReceiverFault } from '#dev/receiver/faults.ts'
import { startTestReceiver } from '#dev/receiver/server.ts'
import { WEBHOOK_NOW_LIMITS, deliverWebhooks } from '#app/services/webhook/deliver.server.ts'
import { registerConfigured } from '#app/services/webhook/receivers.server.ts'
import { readHealth } from '#app/data/health.server.ts'
import { NO_CONTACT, createTestAssessment } from '#tests/factories/assessments.ts'
import { createTestClock } from '#tests/helpers/hubspot-sync.ts'
import { passWebhookWaits, useWebhooks, webhookDependencies } from '#tests/helpers/webhooks.ts'

const { db, receiver, dependencies } = await useWebhooks()

const deliver = () => deliverWebhooks(dependencies)
const complete = async (count: number) => {
  for (let made = 0; made < count; made++) await createTestAssessment(db, NO_CONTACT)
}
const theRow = () => db.webhookDelivery.findFirstOrThrow()
const secondsUntilNext = async () => {
  const [{ seconds }] = await db.$queryRaw<[{ seconds: number }]>`
    SELECT EXTRACT(EPOCH FROM "nextRetryAt" - "lastAttemptAt")::int AS seconds FROM webhook_deliveries`
  return seconds
}

test('an event that failed is sent again under the same id, and its log says how each attempt ended', async () => {
  await complete(1)
  receiver.setFault('500', 1)
  expect(await deliver()).toMatchObject({ delivered: 0, retried: 1 })
  expect(await theRow()).toMatchObject({ status: 'pending', lastError: 'server_error 500', retryCount: 1 })
  await passWebhookWaits(db)
  expect(await deliver()).toMatchObject({ delivered: 1 })
  const [first, second] = receiver.events()
  expect(second!.id).toBe(first!.id)
  expect(second!.verified).toBe(true)
  expect((await theRow()).attempts).toMatchObject([
    { outcome: 'server_error', status: 500 },
    { outcome: 'delivered', status: 204 },
  ])
})

test('right after a page each receiver that hangs is tried once, and those behind it get all that there is', async () => {
  const [good] = dependencies.receivers
  const hanging = ['a', 'b', 'c'].map((host) => ({ ...good!, url: `https://${host}.example.com/` }))
  const receivers = [...hanging, good!]
  await registerConfigured(db, receivers, false)
  await complete(2)
  const clock = createTestClock(new Date())
  const tried: string[] = []
  const send: typeof dependencies.send = async (event) => {
    tried.push(new URL(event.url).host)
    if (event.url === good!.url) return { verdict: { kind: 'delivered' }, status: 204 }
    await clock.sleep(event.timeoutMs!)
    return { verdict: { kind: 'trouble', reason: 'timeout' }, status: null }
  }
  // One after the other, since they share the clock.
  const limits = { ...WEBHOOK_NOW_LIMITS, atOnce: 1 }
  const counts = await deliverWebhooks({ ...dependencies, receivers, clock, send }, limits)
  expect(counts).toMatchObject({ delivered: 2, retried: 3, released: 3 })
  expect(tried.slice(0, 3)).toEqual(['a.example.com', 'b.example.com', 'c.example.com'])
})

test('a receiver that answers 500 for a day loses nothing, is waited for ever longer, and gets all afterwards', async () => {
  await complete(1)
  receiver.setFault('500')
  const waits: number[] = []
  for (let attempt = 0; attempt < 5; attempt++) {
    await deliver()
    waits.push(await secondsUntilNext())
    await passWebhookWaits(db)
  }
  expect(waits).toEqual([50, 300, 1_800, 7_200, 18_000])
  receiver.setFault('none')
  expect(await deliver()).toMatchObject({ delivered: 1 })
})

test('an event that failed for three days is given up, and stays to be seen', async () => {
  await complete(1)
  receiver.setFault('500')
  await db.$executeRaw`UPDATE webhook_deliveries SET "createdAt" = now() - interval '73 hours'`
  expect(await deliver()).toMatchObject({ dead: 1 })
  expect(await readHealth(db)).toMatchObject({ deadWebhooks: 1 })
})

test('a receiver that fails again and again is paused, and one event at a time tries whether it works', async () => {
  await complete(6)
  receiver.setFault('500')
  expect(await deliver()).toMatchObject({ retried: 3, released: 3 })
  expect(await db.pause.findFirstOrThrow()).toMatchObject({
    reason: 'server_error',
    evidence: 'server_error 500',
  })
  expect(receiver.events()).toHaveLength(3)
  await passWebhookWaits(db)
  await deliver()
  expect(receiver.events()).toHaveLength(4)
  receiver.setFault('none')
  await passWebhookWaits(db)
  expect(await deliver()).toMatchObject({ delivered: 6 })
  expect(await db.pause.count()).toBe(0)
})

test.for<[ReceiverFault, string]>([
  ['410', 'gone'],
  ['401', 'refused'],
  ['404', 'refused'],
  ['redirect', 'redirected'],
])('an answer %s pauses the receiver as %s and costs no event an attempt', async ([fault, reason]) => {
  await complete(2)
  receiver.setFault(fault)
  expect(await deliver()).toMatchObject({ released: 2, dead: 0, retried: 0 })
  expect(receiver.events()).toHaveLength(1)
  expect(await db.pause.findFirstOrThrow()).toMatchObject({ reason })
  expect(await db.webhookDelivery.count({ where: { status: 'pending', retryCount: 0 } })).toBe(2)
  receiver.setFault('none')
  await passWebhookWaits(db)
  expect(await deliver()).toMatchObject({ delivered: 2 })
})

test('a receiver that asks us to slow down is left alone for as long as it says', async () => {
  await complete(2)
  receiver.setFault('slow_down')
  await deliver()
  const [{ seconds }] = await db.$queryRaw<[{ seconds: number }]>`
    SELECT round(EXTRACT(EPOCH FROM "nextProbeAt" - since))::int AS seconds FROM pauses`
  expect(seconds).toBe(120)
  expect(await deliver()).toMatchObject({ delivered: 0 })
  expect(receiver.events()).toHaveLength(1)
})

test('an event that is too large ends, one that is refused for itself is tried again, and the others go', async () => {
  await complete(2)
  receiver.setFault('413', 1)
  expect(await deliver()).toMatchObject({ dead: 1, delivered: 1 })
  await complete(2)
  receiver.setFault('400', 1)
  expect(await deliver()).toMatchObject({ retried: 1, delivered: 1 })
})

test('a receiver that hangs or is slow delays no other', async () => {
  const other = await startTestReceiver({ port: 0 })
  try {
    const both = webhookDependencies(db, [receiver, other])
    await registerConfigured(db, both.receivers, false)
    await complete(3)
    receiver.setFault('hang')
    const delivered: number[] = []
    const run = deliverWebhooks({
      ...both,
      clock: createTestClock(new Date()),
      send: async (event) => {
        // The hanging one is let go only when the other has all.
        if (event.url !== other.url) return dependencies.send(event)
        const answer = await dependencies.send(event)
        delivered.push(other.events().length)
        if (other.events().length === 3) receiver.setFault('none')
        return answer
      },
    })
    expect(await run).toMatchObject({ delivered: 5, retried: 1 })
    expect(delivered).toEqual([1, 2, 3])
  } finally {
    await other.close()
  }
})

test('a receiver that does not answer in time is given up for this attempt', async () => {
  await complete(1)
  receiver.setFault('hang')
  await deliverWebhooks(dependencies, { atOnce: 1, maxEvents: 1, maxSeconds: 45, timeoutMs: 50 })
  expect(await theRow()).toMatchObject({ lastError: 'timeout', status: 'pending' })
})

test('where the secret changes, receivers that know the former or the new one take the event', async () => {
  const [{ url, format }] = dependencies.receivers as [(typeof dependencies.receivers)[0]]
  const fresh = `whsec_${btoa('a-new-secret-0000000000000000000')}`
  await complete(1)
  await deliverWebhooks({ ...dependencies, receivers: [{ url, format, secrets: [fresh, receiver.secret] }] })
  expect(receiver.events()[0]).toMatchObject({ verified: true, signatures: 2 })
})

test('two runs at once send each event once', async () => {
  await complete(20)
  await Promise.all([deliver(), deliver(), deliver()])
  expect(receiver.events()).toHaveLength(20)
  expect(new Set(receiver.events().map(({ id }) => id)).size).toBe(20)
})

test('an event whose run died is sent again under the same id when its lease is over', async () => {
  await complete(1)
  const { eventId } = await theRow()
  const cut = { ...dependencies, send: () => Promise.reject(new Error('cut off')) }
  await expect(deliverWebhooks(cut)).rejects.toThrow('cut off')
  expect(await deliver()).toMatchObject({ delivered: 0 })
  await passWebhookWaits(db)
  await deliver()
  expect(receiver.events().map(({ id }) => id)).toEqual([eventId])
})
