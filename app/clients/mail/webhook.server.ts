import { Webhook, WebhookVerificationError } from 'standardwebhooks'
import * as z from 'zod'
import type { MailEventKind } from '#app/domain/mail/undeliverable.ts'

export interface MailEvent {
  /** our own, from the tag */
  messageId: string | null
  providerMessageId: string
  event: MailEventKind | null
}

/** The provider may tell of an e-mail before its own id is known here. */
export const MESSAGE_TAG = 'message_id'

// https://resend.com/docs/webhooks/emails/bounced. A tag is in the event by its name.
const body = z.object({
  type: z.string(),
  data: z.object({
    email_id: z.string().min(1).max(200),
    tags: z
      .object({ [MESSAGE_TAG]: z.string().max(200).optional() })
      .optional()
      .catch(undefined),
    bounce: z.object({ type: z.string() }).optional().catch(undefined),
  }),
})

/** Null when it is not signed by this secret in the last five minutes; `unknown` when it says nothing of an e-mail. */
export function readMailWebhook(
  secret: string,
  headers: Headers,
  text: string,
): MailEvent | 'unknown' | null {
  try {
    const signed = Object.fromEntries(
      ['id', 'timestamp', 'signature'].map((name) => [`webhook-${name}`, headers.get(`svix-${name}`) ?? '']),
    )
    new Webhook(secret).verify(text, signed, { jsonParse: false })
  } catch (error) {
    if (error instanceof WebhookVerificationError) return null
    throw error
  }
  const parsed = body.safeParse(parseJson(text))
  if (!parsed.success) return 'unknown'
  const { type, data } = parsed.data
  return {
    messageId: data.tags?.[MESSAGE_TAG] ?? null,
    providerMessageId: data.email_id,
    event: eventOf(type, data.bounce?.type),
  }
}

/** What is suppressed bounced, or was complained of, before. */
function eventOf(type: string, bounce: string | undefined): MailEventKind | null {
  switch (type) {
    case 'email.complained':
      return 'complained'
    case 'email.bounced':
      return bounce === undefined || bounce.toLowerCase() === 'permanent' ? 'bounced' : null
    case 'email.suppressed':
      return 'bounced'
    // https://resend.com/docs/webhooks/emails/failed
    case 'email.failed':
      return 'failed'
    default:
      return null
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
