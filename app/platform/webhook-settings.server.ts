import * as z from 'zod'
import { type WebhookFormat, WEBHOOK_FORMATS } from '#app/domain/webhook/events.ts'
import { httpUrl, optionalText } from './setting-shapes.server.ts'

const SECRET = /^whsec_[A-Za-z0-9+/]+={0,2}$/
const SECRET_BYTES = { least: 24, most: 64 }

const receiverUrl = httpUrl.refine((value) => !value.includes('#'), 'must have no part behind a #')

const parts = (separator: RegExp | string) => (list: string | undefined) =>
  (list ?? '')
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')

const secret = z.string().refine((value) => {
  const bytes = SECRET.test(value) ? Math.floor((value.slice(6).replace(/=+$/, '').length * 3) / 4) : 0
  return bytes >= SECRET_BYTES.least && bytes <= SECRET_BYTES.most
}, 'must be whsec_ and 24 to 64 random bytes in base64: `echo whsec_$(openssl rand -base64 32)`')

/** Each has a connection of its own, of the six that an invocation has. */
const MOST_RECEIVERS = 5

/** Comma lists, a place a receiver. */
export const webhookSettings = {
  WEBHOOK_URL: optionalText
    .transform(parts(','))
    .pipe(z.array(receiverUrl).max(MOST_RECEIVERS, `must name at most ${MOST_RECEIVERS} receivers`)),
  WEBHOOK_SECRET: optionalText
    .transform((list) => parts(',')(list).map(parts(/\s+/)))
    .pipe(z.array(z.array(secret).min(1))),
  WEBHOOK_FORMAT: optionalText
    .transform(parts(','))
    .pipe(z.array(z.enum(WEBHOOK_FORMATS, `must be a comma list of ${WEBHOOK_FORMATS.join(', ')}`))),
} satisfies z.ZodRawShape

export interface WebhookReceiver {
  url: string
  secrets: readonly string[]
  format: WebhookFormat
}

export interface WebhookSettings {
  WEBHOOK_URL: readonly string[]
  WEBHOOK_SECRET: readonly (readonly string[])[]
  WEBHOOK_FORMAT: readonly WebhookFormat[]
}

export function findWebhookFaults({
  WEBHOOK_URL,
  WEBHOOK_SECRET,
  WEBHOOK_FORMAT,
}: WebhookSettings): string[] {
  const receivers = WEBHOOK_URL.length
  const fits = (count: number) => count === receivers || (receivers > 0 && count === 1)
  return [
    ...(new Set(WEBHOOK_URL).size < receivers ? ['WEBHOOK_URL must name each receiver once'] : []),
    ...(fits(WEBHOOK_SECRET.length)
      ? []
      : [
          'WEBHOOK_SECRET must have one place for all of WEBHOOK_URL, or one for each, with commas between them',
        ]),
    ...(WEBHOOK_FORMAT.length === 0 || fits(WEBHOOK_FORMAT.length)
      ? []
      : [
          'WEBHOOK_FORMAT must have one place for all of WEBHOOK_URL, or one for each, with commas between them',
        ]),
  ]
}

export function webhookReceivers({
  WEBHOOK_URL,
  WEBHOOK_SECRET,
  WEBHOOK_FORMAT,
}: WebhookSettings): WebhookReceiver[] {
  return WEBHOOK_URL.map((url, place) => ({
    url,
    secrets: WEBHOOK_SECRET[place] ?? WEBHOOK_SECRET[0] ?? [],
    format: WEBHOOK_FORMAT[place] ?? WEBHOOK_FORMAT[0] ?? 'standard',
  }))
}
