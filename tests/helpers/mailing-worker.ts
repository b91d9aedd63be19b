import { afterAll, beforeEach, expect } from 'vitest'
import { type Mailbox, startMailbox } from '#dev/mailbox/server.ts'
import { tokenIn } from './email-delivery.ts'
import type { Visitor } from './visitor.ts'
import { type TestWorker, useTestWorker } from './worker.ts'

export interface MailingWorker {
  worker: TestWorker
  mailbox: Mailbox
  /** the Worker's settings, for a second one on the same database */
  settings: Record<string, string>
  /** A visitor from a network of its own, so that tests do not share a limit. */
  visitor(origin?: string): Visitor
  /** The secret part of the link in the newest e-mail to this address, once it is sent and nothing more is to be written. */
  tokenTo(address: string): Promise<string>
}

/** The built Worker, and a mailbox that takes its e-mail and is empty when a test begins. */
export async function useMailingWorker(
  vars: Record<string, string> = {},
  browser?: string,
): Promise<MailingWorker> {
  const mailbox = await startMailbox({ port: 0 })
  const settings = {
    MAIL_API_KEY: 're_test',
    MAIL_BASE_URL: mailbox.url,
    MAIL_FROM: 'AI Readiness Scorecard <scorecard@example.com>',
    ...vars,
  }
  // Before the Worker's, which closes first then: hooks of the end run from the last to the first.
  afterAll(() => mailbox.close())
  const { worker, visitor } = await useTestWorker(settings, browser)
  beforeEach(() => mailbox.reset())
  return {
    worker,
    mailbox,
    settings,
    visitor,
    async tokenTo(address) {
      await expect.poll(() => worker.db.emailMessage.count({ where: { status: 'pending' } })).toBe(0)
      const token = tokenIn(mailbox.messages({ to: address })[0]?.text ?? '')
      expect(token).toHaveLength(26)
      return token
    },
  }
}
