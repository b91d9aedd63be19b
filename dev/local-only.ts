import type { IncomingMessage, ServerResponse } from 'node:http'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Whether a request comes from a program on this machine or a page served by it. Listening on loopback is not enough:
 * any page that a developer visits can send requests to localhost, by a name that it makes resolve to it as well; the local
 * database user is a superuser, and the mailbox holds links that open results.
 */
export function isLocalRequest(request: IncomingMessage): boolean {
  const { host, origin } = request.headers
  if (!host || !isLoopback(`http://${host}`)) return false
  return origin === undefined || isLoopback(origin)
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && LOOPBACK.has(new URL(url).hostname)
}

/** @returns whether the request was refused, because {@link isLocalRequest} says that it comes from elsewhere */
export function refuseForeign(request: IncomingMessage, response: ServerResponse): boolean {
  if (isLocalRequest(request)) return false
  response.writeHead(403, { 'content-type': 'application/json', connection: 'close' })
  response.end(
    JSON.stringify({ message: 'Only programs and pages of this machine are answered, by its own names.' }),
  )
  return true
}
