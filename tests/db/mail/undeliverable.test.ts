import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { deliverEmails } from '#app/services/mail/deliver.server.ts'
import { receiveMailEvent } from '#app/services/mail/receive-event.server.ts'
import { reportMail } from '#app/services/mail/report-mail.server.ts'
import { createTestEmailMessage, createTestQueueRow } from '#tests/factories/outbox.ts'
import { createTestResultsEmail, deliveryDependencies, useMailbox } from '#tests/helpers/email-delivery.ts'
import { useHubspotSync } from '#tests/helpers/hubspot-sync.ts'

const SECRET = `whsec_${btoa('a secret of twenty-four bytes')}`
const { db, portal, drain, mark } = await useHubspotSync()
const mailbox = await useMailbox()

interface EventData {
  bounce?: { type: string }
  failed?: { reason: string }
  tags?: Record<string, string>
}

function signed(body: string, { secret = SECRET, at = new Date() } = {}): [Headers, string] {
  const headers = new Headers({
    'svix-id': 'event-1',
    'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
    'svix-signature': new Webhook(secret).sign('event-1', at, body),
  })
  return [headers, body]
}

const eventOf = (type: string, emailId: string, data: EventData = {}) =>
  JSON.stringify({
    type,
    created_at: '2026-11-23T09:00:00Z',
    data: { email_id: emailId, to: ['x'], ...data },
  })

const receive = (type: string, emailId: string, data?: EventData) =>
  receiveMailEvent(db, SECRET, ...signed(eventOf(type, emailId, data)))

/** Results that were delivered, of a lead that HubSpot has. */
async function createDelivered(email = 'ada@example.com') {
  const { assessment } = await createTestResultsEmail(db, { email })
  await createTestQueueRow(db, assessment)
  await drain()
  await deliverEmails(deliveryDependencies(db, mailbox))
  const message = await db.emailMessage.findFirstOrThrow({ where: { assessmentId: assessment.id } })
  return { assessment, message, providerId: message.providerMessageId! }
}

test('a hard bounce is on the message and the lead, and HubSpot gets a note', async () => {
  const { assessment, message, providerId } = await createDelivered()
  expect(await receive('email.bounced', providerId, { bounce: { type: 'Permanent' } })).toMatchObject({
    outcome: 'received',
    markId: expect.any(String) as string,
  })
  expect(await db.emailMessage.findUnique({ where: { id: message.id } })).toMatchObject({
    status: 'completed',
    undeliverable: 'bounced',
  })
  expect(await db.assessment.findUnique({ where: { id: assessment.id } })).toMatchObject({
    emailDeliveryStatus: 'bounced',
    consentWithdrawnAt: null,
  })
  expect(await mark()).toMatchObject({ completed: 1 })
  expect(portal.notes()[0]?.body).toContain('does not take mail')
  expect(portal.unsubscribed()).toEqual([])
})

test('a complaint ends the subscriptions in HubSpot too, and stands whatever comes after it', async () => {
  const { assessment, providerId } = await createDelivered()
  await receive('email.complained', providerId)
  await receive('email.bounced', providerId, { bounce: { type: 'Permanent' } })
  await receive('email.delivered', providerId)
  expect(await db.assessment.findUnique({ where: { id: assessment.id } })).toMatchObject({
    emailDeliveryStatus: 'complained',
  })
  await mark()
  expect(portal.unsubscribed()).toEqual(['ada@example.com'])
  expect(portal.notes()).toHaveLength(1)
})

test('no e-mail of any kind goes to that address any more', async () => {
  const { message, providerId } = await createDelivered()
  await receive('email.bounced', providerId, { bounce: { type: 'Permanent' } })
  const { recipientHash } = message
  for (const kind of ['privacy', 'resume'])
    await db.emailMessage.create({
      data: {
        kind,
        recipient: 'ada@example.com',
        recipientHash,
        mailboxHash: recipientHash,
        payload: { version: 1, linkId: 'link' },
      },
    })
  const counts = await deliverEmails(deliveryDependencies(db, mailbox))
  expect(counts).toMatchObject({ sent: 0, skipped: 2 })
  expect(mailbox.messages()).toHaveLength(1)
  expect((await reportMail(db)).failures).toMatchObject([{ error: 'undeliverable', count: 2 }])
})

test('what the provider took and then did not send is no longer said to be sent, and operators are told why', async () => {
  const { assessment, message, providerId } = await createDelivered()
  const failed = { failed: { reason: 'reached_daily_quota' } }
  expect(await receive('email.failed', providerId, failed)).toEqual({ outcome: 'received', markId: null })
  expect(await db.emailMessage.findUnique({ where: { id: message.id } })).toMatchObject({
    status: 'skipped',
    lastError: 'not_sent_after_all',
    recipient: null,
  })
  expect(await db.assessment.findUnique({ where: { id: assessment.id } })).toMatchObject({
    emailDeliveryStatus: 'skipped',
    emailDeliveryError: 'not_sent_after_all',
  })
  expect(await reportMail(db)).toMatchObject({
    needsSomebody: true,
    failures: [{ error: 'not_sent_after_all', status: 'skipped', count: 1 }],
  })
})

test('of results that went to another address since, the first e-mail that failed says nothing', async () => {
  const { assessment, providerId } = await createDelivered()
  await createTestEmailMessage(db, {
    kind: 'results',
    assessmentId: assessment.id,
    recipientHash: 'of-another-address',
    createdAt: new Date(Date.now() + 60_000),
  })
  await receive('email.failed', providerId)
  expect(await db.assessment.findUnique({ where: { id: assessment.id } })).toMatchObject({
    emailDeliveryStatus: 'sent',
  })
})

test('that an e-mail failed is told again where it comes before its sending was noted', async () => {
  const { assessment } = await createTestResultsEmail(db, { email: 'early@example.com' })
  const { id } = await db.emailMessage.findFirstOrThrow({ where: { assessmentId: assessment.id } })
  const early = () => receive('email.failed', 'not-known-yet', { tags: { message_id: id } })
  expect(await early()).toEqual({ outcome: 'too_early', markId: null })
  await deliverEmails(deliveryDependencies(db, mailbox))
  expect(await early()).toEqual({ outcome: 'received', markId: null })
  expect(await db.emailMessage.findUnique({ where: { id } })).toMatchObject({ status: 'skipped' })
})

test('an event that comes before the provider’s id is known here finds its e-mail by our own', async () => {
  const { assessment } = await createTestResultsEmail(db, { email: 'early@example.com' })
  const message = await db.emailMessage.findFirstOrThrow({ where: { assessmentId: assessment.id } })
  await receive('email.bounced', 'not-known-yet', {
    bounce: { type: 'Permanent' },
    tags: { message_id: message.id },
  })
  expect(await db.emailMessage.findUnique({ where: { id: message.id } })).toMatchObject({
    undeliverable: 'bounced',
  })
})

test('every e-mail carries our own id as a tag', async () => {
  const { message } = await createDelivered()
  expect(mailbox.messages()[0]?.tags).toEqual([{ name: 'message_id', value: message.id }])
})

test.for([
  ['email.bounced', { bounce: { type: 'Transient' } }],
  ['email.opened', {}],
  ['contact.created', {}],
] as const)('%s of %o changes nothing', async ([type, data]) => {
  const { assessment, providerId } = await createDelivered()
  expect(await receive(type, providerId, data)).toEqual({ outcome: 'received', markId: null })
  expect(await db.assessment.findUnique({ where: { id: assessment.id } })).toMatchObject({
    emailDeliveryStatus: 'sent',
  })
})

test('an event for an e-mail of somebody else, or of no form that is known, is taken in and changes nothing', async () => {
  await createDelivered()
  const nothing = { outcome: 'received', markId: null }
  expect(await receive('email.bounced', 'another-app', { bounce: { type: 'Permanent' } })).toEqual(nothing)
  for (const body of ['[]', '{}', 'text', '{"type":"email.bounced","data":null}'])
    expect(await receiveMailEvent(db, SECRET, ...signed(body))).toEqual(nothing)
  expect(await db.emailMessage.count({ where: { undeliverable: { not: null } } })).toBe(0)
})

test('the same event twice is noted once, and HubSpot is told once', async () => {
  const { providerId } = await createDelivered()
  await receive('email.bounced', providerId, { bounce: { type: 'Permanent' } })
  expect(await receive('email.bounced', providerId, { bounce: { type: 'Permanent' } })).toMatchObject({
    markId: null,
  })
  expect(await db.contactMark.count()).toBe(1)
})

test('what is not signed by the secret, or was signed more than five minutes ago or ahead, is refused', async () => {
  const { providerId } = await createDelivered()
  const body = eventOf('email.complained', providerId)
  const minutes = (count: number) => new Date(Date.now() + count * 60_000)
  const refused = [
    signed(body, { secret: `whsec_${btoa('another secret of these bytes')}` }),
    signed(body, { at: minutes(-6) }),
    signed(body, { at: minutes(6) }),
    [signed(body)[0], `${body} `] as const,
    [new Headers(), body] as const,
  ]
  for (const [headers, text] of refused)
    expect(await receiveMailEvent(db, SECRET, headers, text)).toEqual({ outcome: 'refused', markId: null })
  expect(await receiveMailEvent(db, null, ...signed(body))).toEqual({
    outcome: 'not_configured',
    markId: null,
  })
  expect(await db.emailMessage.count({ where: { undeliverable: { not: null } } })).toBe(0)
})
