import { expect, test } from 'vitest'
import { deliverWebhooks } from '#app/services/webhook/deliver.server.ts'
import {
  countMatching,
  dismissWebhooks,
  queueTestEvents,
  redeliver,
  reportWebhooks,
} from '#app/services/webhook/report.server.ts'
import { createTestAssessment } from '#tests/factories/assessments.ts'
import { useWebhooks } from '#tests/helpers/webhooks.ts'

const { db, receiver, dependencies, types } = await useWebhooks()

const deliver = () => deliverWebhooks(dependencies)
const qualified = { phone: '+1 555 010 0000' }

async function giveUpAll(): Promise<void> {
  receiver.setFault('413')
  await deliver()
  receiver.reset()
}

test('what was given up is sent again under its former id, all that match or one, and its number is known first', async () => {
  await createTestAssessment(db, qualified)
  await createTestAssessment(db, qualified)
  await giveUpAll()
  const ids = (await db.webhookDelivery.findMany()).map(({ eventId }) => eventId)
  expect((await reportWebhooks(db)).needsSomebody).toBe(true)
  const selection = { type: 'lead.qualified', cause: 'too_large' } as const
  expect(await countMatching(db, selection)).toBe(2)
  expect(await redeliver(db, selection)).toBe(2)
  await deliver()
  expect(types()).toEqual(['lead.qualified', 'lead.qualified'])
  expect(ids).toEqual(expect.arrayContaining(receiver.events().map(({ id }) => id)))
  expect(await redeliver(db, {})).toBe(2)
  await deliver()
  expect((await reportWebhooks(db)).needsSomebody).toBe(false)
})

test('one that has arrived is sent again only where its id is named', async () => {
  const { id } = await createTestAssessment(db, qualified)
  await deliver()
  expect(await redeliver(db, {})).toBe(0)
  expect(await redeliver(db, { ids: [id] })).toBe(2)
  await deliver()
  expect(receiver.events()).toHaveLength(4)
  expect(new Set(receiver.events().map(({ id: event }) => event)).size).toBe(2)
})

test('nobody who has withdrawn since is told of by sending an event again', async () => {
  const { id, email } = await createTestAssessment(db, qualified)
  await deliver()
  await db.$queryRaw`SELECT withdraw_consent(${email})`
  await deliver()
  receiver.reset()
  await redeliver(db, { ids: [id] })
  await deliver()
  expect(types()).toEqual(['assessment.completed', 'lead.withdrawn'])
  expect(
    receiver
      .events()
      .map(({ text }) => text)
      .join(),
  ).not.toContain(email)
})

test('what was dismissed is told of no more, nor sent again', async () => {
  await createTestAssessment(db, qualified)
  await giveUpAll()
  expect(await dismissWebhooks(db, { type: 'lead.qualified' })).toBe(1)
  expect(await dismissWebhooks(db, {})).toBe(1)
  expect((await reportWebhooks(db)).needsSomebody).toBe(false)
  expect(await redeliver(db, {})).toBe(0)
})

test('a test reaches a receiver, and the log says so without its address', async () => {
  expect(await queueTestEvents(db, null)).toBe(1)
  await deliver()
  expect(types()).toEqual(['test'])
  const report = await reportWebhooks(db)
  expect(report.events).toMatchObject([{ type: 'test', status: 'completed', attempts: [{ status: 204 }] }])
  expect(JSON.stringify(report)).not.toContain(String(receiver.port))
})

test('a receiver for people gets a sentence, without a name unless the owner wants it', async () => {
  const { lastName } = await createTestAssessment(db, { ...qualified, lastName: '<!channel> & Co' })
  const text = { ...dependencies.receivers[0]!, format: 'text' as const }
  await deliverWebhooks({ ...dependencies, receivers: [text] })
  expect(receiver.events().map(({ body }) => Object.keys(body))).toContainEqual(['text'])
  const plain = receiver
    .events()
    .map(({ body }) => body.text ?? '')
    .join()
  expect(plain).toContain('A lead qualified for a briefing: 75 of 100')
  expect(plain).not.toContain(lastName)
  expect(plain).not.toContain('channel')

  receiver.reset()
  await redeliver(db, { type: 'lead.qualified', status: 'completed' })
  await deliverWebhooks({ ...dependencies, receivers: [{ ...text, format: 'text_with_contact' }] })
  expect(receiver.events()[0]!.body.text).toContain('&lt;!channel&gt; &amp; Co')
})

test('an erasure that was told is not told again of nobody', async () => {
  const { email } = await createTestAssessment(db, qualified)
  await deliver()
  await db.$queryRaw`SELECT purge_person(${email}, 100)`
  await deliver()
  expect(types()).toContain('lead.erased')
  receiver.reset()
  expect(await redeliver(db, { type: 'lead.erased', status: 'completed' })).toBe(1)
  await deliver()
  expect(types()).toEqual([])
})
