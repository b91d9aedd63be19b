import { type HeadersFunction, json } from '@remix-run/cloudflare'

/** Remix passes a thrown response's body to the error page, and not its headers. */
export interface RetryLater {
  retryAfterSeconds: number
}

export function retryLater(status: 429 | 503, retryAfterSeconds: number): Response {
  const body: RetryLater = { retryAfterSeconds }
  return json(body, { status, headers: retryAfter(retryAfterSeconds) })
}

export const retryAfter = (seconds: number) => ({ 'Retry-After': String(seconds) })

/** For a route's `headers`: Remix leaves an action's out of the page unless they are passed on. */
export const passRetryAfter: HeadersFunction = ({ actionHeaders }) => {
  const seconds = actionHeaders.get('Retry-After')
  return seconds === null ? {} : retryAfter(Number(seconds))
}
