import { expect, test } from 'vitest'
import { eventually } from '#tests/helpers/eventually.ts'
import { useMailingWorker } from '#tests/helpers/mailing-worker.ts'

const { mailbox, visitor } = await useMailingWorker({
  MAIL_SUBJECT_SCORE: 'false',
  PRIVACY_EMAIL: 'privacy@example.com',
})

test('the owner may keep the score out of the subject, and answers go to the address for questions', async () => {
  const prospect = visitor()
  await prospect.start()
  await prospect.complete('C', { email: 'quiet@example.com' })
  const mail = await eventually(() => {
    const [found] = mailbox.messages({ to: 'quiet@example.com' })
    if (!found) throw new Error('no e-mail yet')
    return found
  })
  expect(mail.subject).toBe('Your AI readiness results')
  expect(mail).toMatchObject({ replyTo: ['privacy@example.com'] })
  expect(mail.text).toContain('50 out of 100')
})
