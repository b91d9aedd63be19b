import { randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import type { ReceivedMessage } from './store.ts'

/** Where Resend would post what becomes of e-mails, and the secret that it signs with. */
export interface WebhookTarget {
  url: string
  secret: string
}

/** What can be told of an e-mail, by the button that does so. */
export const EVENTS = {
  bounce: { label: 'It bounces for good', type: 'email.bounced', bounce: 'Permanent' },
  soft_bounce: { label: 'It bounces for now', type: 'email.bounced', bounce: 'Transient' },
  complain: { label: 'It is reported as spam', type: 'email.complained', bounce: null },
  fail: { label: 'It is not sent after all', type: 'email.failed', bounce: null },
  deliver: { label: 'It is delivered', type: 'email.delivered', bounce: null },
} as const
export type EventName = keyof typeof EVENTS

export const isEventName = (name: string): name is EventName => Object.hasOwn(EVENTS, name)

/** Tells of an e-mail as Resend does, signed by Svix's scheme. @returns the status that the receiver answered */
export async function sendEvent(
  { url, secret }: WebhookTarget,
  message: ReceivedMessage,
  name: EventName,
  now: number,
): Promise<number> {
  const { type, bounce } = EVENTS[name]
  const at = new Date(now)
  const body = JSON.stringify({
    type,
    created_at: at.toISOString(),
    data: {
      email_id: message.id,
      created_at: message.receivedAt,
      from: message.from,
      to: message.to,
      subject: message.subject,
      tags: Object.fromEntries(message.tags.map((tag) => [tag.name, tag.value])),
      ...(bounce && { bounce: { type: bounce, subType: 'General', message: 'The mailbox does not exist.' } }),
    },
  })
  const id = `msg_${randomUUID().replaceAll('-', '')}`
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Svix-Webhooks/1.0',
      'svix-id': id,
      'svix-timestamp': String(Math.floor(now / 1000)),
      'svix-signature': new Webhook(secret).sign(id, at, body),
    },
    body,
  })
  await response.text()
  return response.status
}
