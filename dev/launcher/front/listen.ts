import type { Server } from 'node:http'

/**
 * Listens on both of localhost's addresses: browsers take the one, other programs the other.
 * @returns a function that ends it, connections and all
 * @throws the error of `listen`, with its code, where the port is taken
 */
export async function listenOnLocalhost(
  createServer: () => Server,
  port: number,
): Promise<() => Promise<void>> {
  const servers: Server[] = []
  const close = async () => {
    await Promise.all(
      servers.map((server) => {
        const closed = new Promise((resolve) => server.close(resolve))
        server.closeAllConnections()
        return closed
      }),
    )
  }
  try {
    for (const host of ['127.0.0.1', '::1']) {
      const server = createServer()
      if (await listen(server, port, host)) servers.push(server)
    }
    return close
  } catch (error) {
    await close()
    throw error
  }
}

/** @returns false on a machine that has no such address */
function listen(server: Server, port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') resolve(false)
      else reject(error)
    })
    server.listen(port, host, () => resolve(true))
  })
}
