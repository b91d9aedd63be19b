import { Webhook, WebhookVerificationError } from 'standardwebhooks'
import * as z from 'zod'
import type { UndeliverableEvent } from '#app/domain/mail/undeliverable.ts'

/** What the provider tells of an e-mail that it has taken. Nothing that it says of the recipient is kept. */
export interface MailEvent {
  /** our own id of the e-mail, from the tag that it was sent with; null without one */
  messageId: string | null
  providerMessageId: string
  /** null for an event that changes nothing here */
  event: UndeliverableEvent | null
}

/** The name of the tag with our own id of an e-mail: the provider may tell of one before its own id is known here. */
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

/**
 * Reads a webhook of Resend's, which Svix signs in its own headers. Its library refuses what is more than five minutes old, or
 * ahead.
 * @param secret `whsec_` and base64
 * @returns null when it is not signed by this secret, now; `unknown` for a signed one that says nothing of an e-mail
 */
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

/** A transient bounce may arrive yet; what is on the provider's own list of suppressed addresses bounced or was complained of before. */
function eventOf(type: string, bounce: string | undefined): UndeliverableEvent | null {
  switch (type) {
    case 'email.complained':
      return 'complained'
    case 'email.bounced':
      return bounce === undefined || bounce.toLowerCase() === 'permanent' ? 'bounced' : null
    case 'email.suppressed':
      return 'bounced'
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
