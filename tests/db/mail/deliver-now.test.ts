import { expect, test } from 'vitest'
import { deliverEmailNow } from '#app/services/mail/deliver-email-now.server.ts'
import { deliverEmails } from '#app/services/mail/deliver.server.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import {
  NO_RUN_LIMITS,
  createTestResultsEmail,
  deliveryDependencies,
  makeEmailsDue,
  useMailbox,
} from '#tests/helpers/email-delivery.ts'
import { createTestClock } from '#tests/helpers/hubspot-sync.ts'

const { db } = await useTestDatabase()
const mailbox = await useMailbox()

test('an e-mail that the provider wants to wait for is left to the cron, and holds nothing meanwhile', async () => {
  const { id } = await createTestResultsEmail(db)
  mailbox.setFaults({ mode: 'rate_limit', times: 1, retryAfterSeconds: 5 })
  const clock = {
    ...createTestClock(),
    sleep: () => Promise.reject(new Error('An e-mail after a page sleeps')),
  }

  expect(await deliverEmailNow(deliveryDependencies(db, mailbox, { clock }), id)).toMatchObject({
    sent: 0,
    released: 1,
    dead: 0,
  })

  await makeEmailsDue(db)
  expect(await deliverEmails(deliveryDependencies(db, mailbox), NO_RUN_LIMITS)).toMatchObject({ sent: 1 })
  expect(mailbox.messages()).toHaveLength(1)
})
