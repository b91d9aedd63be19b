import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { MessageStore, NewMessage } from './store.ts'

// Resend's API as its documentation and its client have it (November 2026): names, statuses and wording of errors
// from the reference page "Errors", idempotency from "Idempotency Keys", headers from "Rate Limit".

export interface ApiAnswer {
  status: number
  body: unknown
  headers?: Record<string, string>
}

export function apiError(statusCode: number, name: string, message: string): ApiAnswer {
  return { status: statusCode, body: { statusCode, name, message } }
}

const KEY_LIFETIME_MS = 24 * 60 * 60 * 1000
const ADDRESS = /^[^\s@<>,;"\p{Cc}]+@[^\s@<>,;"\p{Cc}]+\.[^\s@<>,;"\p{Cc}]+$/u
// A name with a comma or another special of RFC 5322 has to be quoted.
const NAMED_ADDRESS = /^(?:[^<>()[\]:;@\\,"\p{Cc}]*|"[^"\\\p{Cc}]*")\s*<([^<>\p{Cc}]+)>$/u
export const ADDRESS_FORMAT =
  'The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.'

const oneOrMore = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value))
const sendBody = z.object({
  from: z.string().optional(),
  to: oneOrMore.optional(),
  cc: oneOrMore.default([]),
  bcc: oneOrMore.default([]),
  reply_to: oneOrMore.default([]),
  subject: z.string().optional(),
  html: z.string().nullish(),
  text: z.string().nullish(),
  headers: z.record(z.string(), z.string()).default({}),
  tags: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
})

function isAddress(value: string): boolean {
  const address = NAMED_ADDRESS.exec(value)?.[1] ?? value
  return address.length <= 254 && ADDRESS.test(address)
}

function parseMessage(body: unknown, idempotencyKey: string | null): NewMessage | ApiAnswer {
  const parsed = sendBody.safeParse(body)
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? 'body'
    return apiError(422, 'validation_error', `Invalid \`${field}\` field.`)
  }
  const { from, to, cc, bcc, reply_to: replyTo, subject, html, text, headers, tags } = parsed.data
  if (!from) return apiError(422, 'missing_required_field', 'Missing `from` field.')
  if (!to || to.length === 0) return apiError(422, 'missing_required_field', 'Missing `to` field.')
  if (subject === undefined) return apiError(422, 'missing_required_field', 'Missing `subject` field.')
  if (!html && !text) return apiError(422, 'missing_required_field', 'Missing `html` or `text` field.')
  if (!isAddress(from)) return apiError(422, 'validation_error', `Invalid \`from\` field. ${ADDRESS_FORMAT}`)
  if (to.length > 50) return apiError(422, 'validation_error', 'Invalid `to` field. At most 50 recipients.')
  for (const [field, addresses] of Object.entries({ to, cc, bcc, reply_to: replyTo })) {
    if (!addresses.every(isAddress))
      return apiError(422, 'validation_error', `Invalid \`${field}\` field. ${ADDRESS_FORMAT}`)
  }
  if (/[\r\n]/.test(subject))
    return apiError(422, 'validation_error', 'The `\\n` is not allowed in the `subject` field.')
  if (Object.entries(headers).some((header) => /[\r\n]/.test(header.join('')))) {
    return apiError(422, 'validation_error', 'Invalid `headers` field.')
  }
  if (tags.some((tag) => !/^[\w-]{1,256}$/.test(tag.name) || !/^[\w-]{0,256}$/.test(tag.value))) {
    return apiError(
      422,
      'validation_error',
      'Tags should only contain ASCII letters, numbers, underscores, or dashes.',
    )
  }
  return {
    from,
    to,
    cc,
    bcc,
    replyTo,
    subject,
    html: html ?? null,
    text: text ?? null,
    headers,
    tags,
    idempotencyKey,
  }
}

interface Remembered {
  bodyHash: string
  at: number
  /** null while the first request with this key is still under way. */
  answer: ApiAnswer | null
}

/** `POST /emails` and `POST /emails/batch`. */
export class ResendApi {
  #remembered = new Map<string, Remembered>()
  #store: MessageStore

  constructor(store: MessageStore) {
    this.#store = store
  }

  /**
   * Requests without a User-Agent are refused before the API sees them. Node's fetch sends one by itself, that of
   * Workers does not (https://resend.com/docs/knowledge-base/403-error-1010).
   */
  authorize(authorization: string | undefined, userAgent: string | undefined): ApiAnswer | null {
    if (!userAgent) return { status: 403, body: 'error code: 1010' }
    const key = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1]
    if (!key) return apiError(401, 'missing_api_key', 'Missing API key in the authorization header.')
    if (!key.startsWith('re_')) return apiError(400, 'validation_error', 'API key is invalid')
    return null
  }

  /**
   * Takes one send under its idempotency key: the same key and body again give the first answer and no second e-mail,
   * another body 409, and a repeat while the first is under way 409 of the other kind. Keys are kept for 24 hours,
   * counted from an accepted request; a refused one leaves its key free.
   * @param pause awaited while the request counts as under way
   */
  async send(
    path: '/emails' | '/emails/batch',
    rawBody: string,
    idempotencyKey: string | null,
    now: () => number,
    pause: () => Promise<void>,
  ): Promise<ApiAnswer> {
    if (idempotencyKey === null) {
      await pause()
      return this.#accept(path, rawBody, null)
    }
    if (idempotencyKey.length < 1 || idempotencyKey.length > 256) {
      return apiError(400, 'invalid_idempotency_key', 'The key must be between 1-256 chars.')
    }
    const bodyHash = createHash('sha256').update(path).update(rawBody).digest('hex')
    const known = this.#remembered.get(idempotencyKey)
    if (known && now() - known.at < KEY_LIFETIME_MS) {
      if (known.answer === null) {
        return apiError(
          409,
          'concurrent_idempotent_requests',
          'Same idempotency key used while original request is still in progress.',
        )
      }
      if (known.bodyHash !== bodyHash) {
        return apiError(
          409,
          'invalid_idempotent_request',
          'Same idempotency key used with a different request payload.',
        )
      }
      await pause()
      return known.answer
    }
    this.#remembered.set(idempotencyKey, { bodyHash, at: now(), answer: null })
    await pause()
    const answer = this.#accept(path, rawBody, idempotencyKey)
    if (answer.status === 200) this.#remembered.set(idempotencyKey, { bodyHash, at: now(), answer })
    else this.#remembered.delete(idempotencyKey)
    return answer
  }

  #accept(path: '/emails' | '/emails/batch', rawBody: string, idempotencyKey: string | null): ApiAnswer {
    let body: unknown
    try {
      body = JSON.parse(rawBody)
    } catch {
      return apiError(422, 'validation_error', 'The request body is not valid JSON.')
    }
    if (path === '/emails') {
      const message = parseMessage(body, idempotencyKey)
      return 'status' in message ? message : { status: 200, body: { id: this.#store.add(message).id } }
    }
    if (!Array.isArray(body) || body.length === 0 || body.length > 100) {
      return apiError(422, 'validation_error', 'The batch must be an array of 1 to 100 emails.')
    }
    const messages: NewMessage[] = []
    for (const item of body) {
      const message = parseMessage(item, idempotencyKey)
      if ('status' in message) return message
      messages.push(message)
    }
    return { status: 200, body: { data: messages.map((message) => ({ id: this.#store.add(message).id })) } }
  }

  clear(): void {
    this.#remembered.clear()
  }
}
