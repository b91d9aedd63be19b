import { expect, test } from 'vitest'
import { deliverWebhooks } from '#app/services/webhook/deliver.server.ts'
import { registerConfigured } from '#app/services/webhook/receivers.server.ts'
import { NO_CONTACT, createTestAssessment } from '#tests/factories/assessments.ts'
import { passWebhookWaits, useWebhooks, webhookDependencies } from '#tests/helpers/webhooks.ts'

const { db, receiver, dependencies, types, eventOf } = await useWebhooks()

const deliver = () => deliverWebhooks(dependencies)
const qualified = { phone: '+1 555 010 0000' }
const withdraw = (email: string | null) => db.$queryRaw`SELECT withdraw_consent(${email})`
const erase = (email: string | null) =>
  db.$queryRaw`SELECT erase_person(${email}, 'address-hash', '{}'::text[], 'operator')`

test('a completed assessment without consent is told of without anything that leads to a person', async () => {
  const { id } = await createTestAssessment(db, NO_CONTACT)
  expect(await deliver()).toMatchObject({ delivered: 1 })
  const [event] = receiver.events()
  expect(event).toMatchObject({
    verified: true,
    body: { type: 'assessment.completed', data: { totalScore: 75, scoreCategory: 'builder' } },
  })
  expect(Object.keys(event!.body.data!)).toEqual([
    'completedAt',
    'totalScore',
    'scoreCategory',
    'scoreBreakdown',
    'scorecard',
    'quizVersion',
  ])
  expect(event!.text).not.toContain(id)
})

test('an address that was given for the results alone is told to nobody', async () => {
  const { email } = await createTestAssessment(db, { consentPurposes: ['results'], ...qualified })
  await deliver()
  expect(types()).toEqual(['assessment.completed'])
  expect(receiver.events()[0]!.text).not.toContain(email)
})

test('a qualified lead is told of with the details of whoever agreed to be contacted', async () => {
  const { id, email, lastName } = await createTestAssessment(db, qualified)
  await deliver()
  expect(types()).toEqual(['assessment.completed', 'lead.qualified'])
  expect(eventOf('lead.qualified')!.body.data).toMatchObject({
    assessmentId: id,
    leadQuality: 'executive_briefing_qualified',
    contact: { email, lastName, phone: qualified.phone },
  })
})

test('a lead becomes qualified once, and later changes are updates', async () => {
  const { id } = await createTestAssessment(db)
  await deliver()
  const data = { ...qualified, leadQuality: 'executive_briefing_qualified', qualifiedForBriefing: true }
  await db.assessment.update({ where: { id }, data })
  await deliver()
  await db.assessment.update({ where: { id }, data: { company: 'Other Works' } })
  await deliver()
  expect(types()).toEqual(['assessment.completed', 'lead.qualified', 'lead.updated'])
  expect(eventOf('lead.updated')!.body.data).toMatchObject({ contact: { company: 'Other Works' } })
})

test('what syncs, deliveries and the scrub write down is no event', async () => {
  const { id } = await createTestAssessment(db, qualified)
  await deliver()
  await db.assessment.update({
    where: { id },
    data: { hubspotSyncStatus: 'synced', emailDeliveryStatus: 'sent' },
  })
  await db.$queryRaw`SELECT scrubbed FROM scrub_assessments(now() + interval '1 day', '-infinity', 10)`
  expect(await deliver()).toMatchObject({ delivered: 0, cancelled: 0 })
})

test('changes that nobody has taken up yet go out as one, as they are then', async () => {
  const { id } = await createTestAssessment(db)
  await deliver()
  for (const company of ['One', 'Two', 'Three'])
    await db.assessment.update({ where: { id }, data: { company } })
  await deliver()
  expect(types()).toEqual(['assessment.completed', 'lead.updated'])
  expect(eventOf('lead.updated')!.body.data).toMatchObject({ contact: { company: 'Three' } })
})

test('somebody who withdraws before the event goes is told of to nobody, and to those who know them the withdrawal', async () => {
  const known = await createTestAssessment(db, qualified)
  await deliver()
  const late = await createTestAssessment(db, qualified)
  await withdraw(late.email)
  await withdraw(known.email)
  receiver.reset()
  await deliver()
  expect(types()).toEqual(['assessment.completed', 'lead.withdrawn'])
  expect(
    receiver
      .events()
      .map(({ text }) => text)
      .join(),
  ).not.toContain(late.email)
  expect(eventOf('lead.withdrawn')!.body.data).toEqual({
    assessmentId: known.id,
  })
})

test('an erasure is told to whoever may hold the person, and its number is forgotten once it was', async () => {
  const known = await createTestAssessment(db, qualified)
  await createTestAssessment(db, NO_CONTACT)
  await deliver()
  receiver.reset()
  await erase(known.email)
  await deliver()
  expect(receiver.events().map(({ body }) => [body.type, body.data])).toEqual([
    ['lead.erased', { assessmentId: known.id }],
  ])
  expect(await db.webhookDelivery.count({ where: { assessmentId: known.id } })).toBe(0)
})

test('an erasure that comes while the lead is on its way is told after it', async () => {
  const known = await createTestAssessment(db, qualified)
  await deliver()
  await db.assessment.update({ where: { id: known.id }, data: { company: 'Other Works' } })
  await deliverWebhooks({
    ...dependencies,
    send: async (event) => {
      const answer = await dependencies.send(event)
      if (event.body.includes('lead.updated')) await erase(known.email)
      return answer
    },
  })
  expect(receiver.events().at(-1)!.body.type).toBe('lead.updated')
  expect(await deliver()).toMatchObject({ delivered: 0 })
  await passWebhookWaits(db)
  await deliver()
  expect(receiver.events().at(-1)!.body.type).toBe('lead.erased')
})

test('a person whose details were scrubbed is followed to the receivers by an erasure', async () => {
  const { id, email } = await createTestAssessment(db, qualified)
  await db.accessLink.create({
    data: {
      id: 'link',
      tokenHash: 'a'.repeat(64),
      kind: 'results',
      assessmentId: id,
      recipientHash: 'recipient',
      expiresAt: new Date('2999-01-01'),
    },
  })
  await deliver()
  await db.$queryRaw`SELECT scrubbed FROM scrub_assessments(now() + interval '1 day', '-infinity', 10)`
  await db.webhookDelivery.deleteMany()
  receiver.reset()
  await db.$queryRaw`SELECT erase_person(${email}, 'address-hash', ARRAY['recipient'], 'operator')`
  await deliver()
  expect(receiver.events().map(({ body }) => [body.type, body.data])).toEqual([
    ['lead.erased', { assessmentId: id }],
  ])
})

test('with CONFIRM_BEFORE_SYNC contact details leave only once the address is confirmed', async () => {
  await registerConfigured(db, dependencies.receivers, true)
  const first = webhookDependencies(db, [receiver], { confirmFirst: true })
  const { id, email } = await createTestAssessment(db, qualified)
  await deliverWebhooks(first)
  expect(types()).toEqual(['assessment.completed'])
  expect(receiver.events()[0]!.text).not.toContain(email)
  await db.assessment.update({ where: { id }, data: { addressConfirmedAt: new Date() } })
  await deliverWebhooks(first)
  expect(types()).toEqual(['assessment.completed', 'lead.qualified'])
  expect(eventOf('lead.qualified')!.body.data).toMatchObject({ emailConfirmed: true, contact: { email } })
})

test('nothing personal is stored with an event', async () => {
  const { email, lastName } = await createTestAssessment(db, qualified)
  receiver.setFault('500')
  await deliver()
  const stored = JSON.stringify(await db.webhookDelivery.findMany()) + dependencies.lines.join()
  expect(stored).toContain('server_error')
  expect(stored).not.toContain(email)
  expect(stored).not.toContain(lastName)
})

test('without a receiver nothing is queued, and one that is gone from the settings gets nothing new', async () => {
  await registerConfigured(db, [], false)
  await createTestAssessment(db, qualified)
  expect(await db.webhookDelivery.count()).toBe(0)
})
