import { request as sendRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** They are about one connection, not about the message. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
])

/**
 * Hands a request on to another server and its answer back, both as they are.
 * @returns whether it was answered; false when the server could not be reached or broke off before it answered
 */
export async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
): Promise<boolean> {
  const { hostname, port } = new URL(origin)
  // At once: a server that answers a body unread breaks off the connection, and Node, still writing, would not read its answer.
  // For the second time its end has been read.
  const body = request.readableEnded ? null : await buffer(request)
  return new Promise((resolve) => {
    const onward = sendRequest(
      {
        hostname,
        port,
        method: request.method,
        path: request.url,
        headers: endToEnd(request.rawHeaders),
        // A pooled connection may have just been closed by the other side.
        agent: false,
      },
      (answer) => {
        try {
          response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer.rawHeaders))
        } catch {
          // Node sends less than it accepts.
          answer.destroy()
          return resolve(false)
        }
        answer.pipe(response)
        answer.on('error', () => {})
        answer.once('close', () => {
          if (!answer.complete) response.destroy()
          resolve(true)
        })
      },
    )
    onward.on('error', () => resolve(response.headersSent))
    response.once('close', () => onward.destroy())
    if (body?.length) onward.end(body)
    else onward.end()
  })
}

/** Names and values in turn, as `rawHeaders` has them. */
function endToEnd(raw: string[]): string[] {
  return raw.filter((_, index) => !HOP_BY_HOP.has(raw[index - (index % 2)]!.toLowerCase()))
}
