import { json } from '@remix-run/cloudflare'

/** What an error page gets to know: Remix passes it a thrown response's body, not its headers. */
export interface RetryLater {
  retryAfterSeconds: number
}

/** A response for a loader or an action to throw: the header for programs, the body for the page. */
export function retryLater(status: 429 | 503, retryAfterSeconds: number): Response {
  const body: RetryLater = { retryAfterSeconds }
  return json(body, { status, headers: { 'Retry-After': String(retryAfterSeconds) } })
}
