import { Resend } from 'resend'
import { onTestFinished } from 'vitest'
import { type Mailbox, startMailbox } from '#dev/mailbox/server.ts'

/**
 * An empty mailbox, closed when the test ends, and the provider's own client, so that something nobody here wrote agrees
 * with the stand-in. Its clock stands still, so that a limit a second is one for the whole test.
 */
export async function mailboxForTest(): Promise<{ mailbox: Mailbox; resend: Resend }> {
  const mailbox = await startMailbox({ port: 0, now: () => 0 })
  onTestFinished(() => mailbox.close())
  return { mailbox, resend: new Resend('re_test', { baseUrl: mailbox.url }) }
}

/** An e-mail as the client sends it. */
export const MAIL = {
  from: 'Scorecard <scorecard@example.com>',
  to: 'ada@example.org',
  subject: 'Your results',
  html: '<head></head><p>62 of 100</p>',
  text: '62 of 100',
}
