import { createServer, request as ask } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface CookielessFront extends AsyncDisposable {
  url: string
  /** Every address that was asked for, in order. */
  paths: string[]
}

/** Stands in front of a site as a browser that is set to block cookies does: none goes in or out. */
export async function startCookielessFront(origin: string): Promise<CookielessFront> {
  const { hostname, port } = new URL(origin)
  const paths: string[] = []
  const server = createServer((incoming, outgoing) => {
    paths.push(incoming.url ?? '')
    const { cookie: _, ...headers } = incoming.headers
    const { method, url: path } = incoming
    const forwarded = ask({ hostname, port, method, path, headers, agent: false }, (answer) => {
      const { 'set-cookie': __, ...kept } = answer.headers
      outgoing.writeHead(answer.statusCode ?? 502, kept)
      answer.pipe(outgoing)
    })
    forwarded.on('error', () => outgoing.destroy())
    incoming.pipe(forwarded)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    paths,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
