import { json } from '@remix-run/cloudflare'

/** Remix passes a thrown response's body to the error page, and not its headers. */
export interface RetryLater {
  retryAfterSeconds: number
}

export function retryLater(status: 429 | 503, retryAfterSeconds: number): Response {
  const body: RetryLater = { retryAfterSeconds }
  return json(body, { status, headers: { 'Retry-After': String(retryAfterSeconds) } })
}
