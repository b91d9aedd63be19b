import { beforeEach, expect, test } from 'vitest'
import { raiseAlerts } from '#app/services/raise-alerts.server.ts'
import { registerConfigured } from '#app/services/webhook/receivers.server.ts'
import { deliverEmails } from '#app/services/mail/deliver.server.ts'
import { deliverWebhooks } from '#app/services/webhook/deliver.server.ts'
import { createTestEmailMessage } from '#tests/factories/outbox.ts'
import { deliveryDependencies, useMailbox } from '#tests/helpers/email-delivery.ts'
import { useWebhooks } from '#tests/helpers/webhooks.ts'

const { db, receiver, dependencies } = await useWebhooks()
const mailbox = await useMailbox()

const look = () =>
  raiseAlerts(db, {
    retentionDays: 30,
    hubspot: false,
    email: 'ops@example.com',
    hashSecret: 'test-only-secret-0000000000000000000000',
    runningJob: 'deliver_emails',
  })
/** As if so many minutes had gone by since anybody looked. */
const passMinutes = (minutes: number) =>
  db.$executeRaw`UPDATE alerts SET "raisedAt" = "raisedAt" - make_interval(mins => ${minutes}::int),
    "lastSeenAt" = "lastSeenAt" - make_interval(mins => ${minutes}::int)`
const told = () => receiver.events().map(({ body }) => [body.type, body.data?.problem])
const tell = async () => {
  await deliverEmails(deliveryDependencies(db, mailbox))
  await deliverWebhooks(dependencies)
}

beforeEach(() => createTestEmailMessage(db, { status: 'dead', lastError: 'server_error' }))

test('a problem is told once by webhook and by e-mail, however often it is looked at, and so is its end', async () => {
  expect(await look()).toEqual([{ problem: 'email_dead', change: 'raised' }])
  expect(await look()).toEqual([])
  await passMinutes(60)
  expect(await look()).toEqual([])
  await tell()
  expect(told()).toEqual([['alert.raised', 'email_dead']])
  expect(receiver.events()[0]!.body.data).toMatchObject({
    meaning: 'An e-mail was given up',
    see: 'npm run mail:status',
    recoveredAt: null,
  })
  const [mail] = mailbox.messages({ to: 'ops@example.com' })
  expect(mail!.subject).toBe('Alert: email_dead')
  expect(mail!.text).toContain('npm run mail:status')
  expect(mail!.text).not.toContain('Stop these e-mails')

  await db.emailMessage.updateMany({ where: { status: 'dead' }, data: { status: 'cancelled' } })
  expect(await look()).toEqual([])
  await passMinutes(11)
  expect(await look()).toEqual([{ problem: 'email_dead', change: 'recovered' }])
  expect(await look()).toEqual([])
  await tell()
  expect(told()).toEqual([
    ['alert.raised', 'email_dead'],
    ['alert.recovered', 'email_dead'],
  ])
  expect(mailbox.messages({ to: 'ops@example.com' }).map(({ subject }) => subject)).toEqual([
    'Over: email_dead',
    'Alert: email_dead',
  ])
})

test('what comes and goes within minutes is one alert', async () => {
  await look()
  await db.emailMessage.updateMany({ where: { status: 'dead' }, data: { status: 'cancelled' } })
  await passMinutes(5)
  expect(await look()).toEqual([])
  await db.emailMessage.updateMany({ where: { status: 'cancelled' }, data: { status: 'dead' } })
  expect(await look()).toEqual([])
  expect(await db.alert.count()).toBe(1)
})

test('two runs that look at once raise one alert', async () => {
  const changes = await Promise.all([look(), look(), look()])
  expect(changes.flat()).toHaveLength(1)
  expect(await db.webhookDelivery.count()).toBe(1)
})

test('an outage of the mail provider keeps no alert from the receivers, nor the other way round', async () => {
  await look()
  mailbox.setFaults({ mode: 'server_error' })
  await tell()
  expect(told()).toEqual([['alert.raised', 'email_dead']])
  expect(mailbox.messages()).toEqual([])

  await db.alert.deleteMany()
  mailbox.setFaults({})
  receiver.setFault('no_answer')
  await look()
  await db.$executeRaw`UPDATE email_messages SET "nextRetryAt" = to_timestamp(0) WHERE status = 'pending'`
  await db.pause.deleteMany()
  await tell()
  expect(mailbox.messages({ to: 'ops@example.com' })).toHaveLength(2)
})

test('no cap on e-mails keeps an alert', async () => {
  await look()
  const emailLimits = { addressPerDay: 0, networkPerHour: 0, totalPerHour: 0 }
  await deliverEmails(deliveryDependencies(db, mailbox, { emailLimits }))
  expect(mailbox.messages({ to: 'ops@example.com' })).toHaveLength(1)
})

test('without an address and without receivers an alert is noted alone', async () => {
  await registerConfigured(db, [], false)
  const expected = { retentionDays: 30, hubspot: false, hashSecret: 'unused', runningJob: 'deliver_emails' }
  expect(await raiseAlerts(db, { ...expected, email: null })).toHaveLength(1)
  expect(await db.webhookDelivery.count()).toBe(0)
  expect(await db.emailMessage.count({ where: { kind: 'alert' } })).toBe(0)
})
