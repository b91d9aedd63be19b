import type { Server } from 'node:net'

/** Listens on this machine's own address alone. @throws the listener's error, EADDRINUSE for a taken port */
export function listenLocally(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host: '127.0.0.1' }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
