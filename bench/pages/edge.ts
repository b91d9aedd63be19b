import { X509Certificate, hash } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request as requestOrigin } from 'node:http'
import { type Http2ServerRequest, type Http2ServerResponse, createSecureServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { brotliCompressSync, constants } from 'node:zlib'
import { getEntrySocketHttpOptions } from 'miniflare'

/** What it compresses, and from which size on: https://developers.cloudflare.com/speed/optimization/content/compression/ */
const COMPRESSED_STATUSES = new Set([200, 403, 404])
const COMPRESSED_TYPES =
  /^(?:text\/(?:html|css|javascript|plain|xml)|application\/(?:javascript|json|xml)|image\/svg\+xml)\b/
const COMPRESSED_FROM_BYTES = 50
/** Of what is not compressed beforehand; the highest would be 11. */
const BROTLI_QUALITY = 4

type RuntimeOptions = Parameters<typeof getEntrySocketHttpOptions>[0]

/** Of one connection alone: HTTP/2 has no such heads. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding'])

/**
 * Stands before a Worker as Cloudflare does: browsers ask by TLS and HTTP/2, whose heads name what was said before, and get
 * what can be compressed in Brotli.
 * @param origin of the Worker, over HTTP/1.1
 */
export async function startEdge(origin: string): Promise<AsyncDisposable & { url: string }> {
  const server = createSecureServer(await certificate(), (request, response) => {
    pass(request, response, origin).catch((error: Error) => response.stream.destroy(error))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const sessions = new Set<{ destroy(): void }>()
  server.on('session', (session) => {
    sessions.add(session)
    session.on('close', () => sessions.delete(session))
  })
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const session of sessions) session.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** By which a browser takes the front's certificate as if an authority had issued it: of a site with a bad one it keeps nothing. */
export async function trustEdge(): Promise<string> {
  const { cert } = await certificate()
  const publicKey = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' })
  return `--ignore-certificate-errors-spki-list=${hash('sha256', publicKey, 'base64')}`
}

/** The one for localhost that comes with the local runtime. */
async function certificate(): Promise<{ key: string; cert: string }> {
  const socket = await getEntrySocketHttpOptions({ https: true } as RuntimeOptions)
  const { privateKey, certificateChain } = ('https' in socket && socket.https.tlsOptions?.keypair) || {}
  if (!privateKey || !certificateChain) throw new Error('The local runtime brings no certificate.')
  return { key: privateKey, cert: certificateChain }
}

async function pass(
  request: Http2ServerRequest,
  response: Http2ServerResponse,
  origin: string,
): Promise<void> {
  const asked = requestOrigin(`${origin}${request.url}`, {
    method: request.method,
    headers: { ...headersOf(request), host: request.authority, 'accept-encoding': 'identity' },
  })
  asked.end(await buffer(request))
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  const body = await buffer(answer)
  const status = answer.statusCode ?? 502
  const headers = Object.entries(answer.headers).filter(([name]) => !HOP_BY_HOP.has(name))
  // As every answer of Cloudflare's has them.
  response.setHeader('server', 'cloudflare')
  response.setHeader('cf-ray', `${Math.random().toString(16).slice(2, 18).padEnd(16, '0')}-FRA`)
  response.setHeader('alt-svc', 'h3=":443"; ma=86400')
  for (const [name, value] of headers) response.setHeader(name, value!)
  const compressed = isCompressed(status, answer.headers['content-type'], body)
  if (compressed) {
    response.removeHeader('content-length')
    response.setHeader('content-encoding', 'br')
  }
  response.writeHead(status)
  response.end(compressed ? compress(body) : body)
}

function headersOf({ headers }: Http2ServerRequest): Record<string, string | string[]> {
  const entries = Object.entries(headers).filter(
    ([name, value]) => !name.startsWith(':') && value !== undefined,
  )
  return Object.fromEntries(entries) as Record<string, string | string[]>
}

function isCompressed(status: number, type: string | undefined, body: Buffer): boolean {
  return (
    COMPRESSED_STATUSES.has(status) &&
    COMPRESSED_TYPES.test(type ?? '') &&
    body.byteLength >= COMPRESSED_FROM_BYTES
  )
}

/** As Cloudflare does. */
export function compress(body: Buffer): Buffer {
  return brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })
}
