import type { IncomingMessage } from 'node:http'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Whether a request comes from a program on this machine or a page served by it. Listening on loopback is not enough:
 * any page that a developer visits can send requests to localhost, and the local database user is a superuser.
 */
export function isLocalRequest(request: IncomingMessage): boolean {
  const { host, origin } = request.headers
  if (!host || !isLoopback(`http://${host}`)) return false
  return origin === undefined || isLoopback(origin)
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && LOOPBACK.has(new URL(url).hostname)
}
