import { type AddressInfo, createServer, type Socket } from 'node:net'
import { listenLocally } from '#dev/listen.ts'
import { type Clock, machineClock } from '#dev/neon-gateway/clock.ts'
import type { PostgresAddress } from '#dev/neon-gateway/connection-pools.ts'
import { FaultPlan, type Faults } from '#dev/neon-gateway/faults.ts'
import { type GatewayStatistics, StatisticsCounter } from '#dev/neon-gateway/statistics.ts'
import { openTunnel, type TunnelClient } from '#dev/neon-gateway/tunnel.ts'
import { SessionReset } from './session-reset.ts'

export interface HyperdriveStandIn {
  port: number
  /** What is bound as HYPERDRIVE locally, for the database that a direct connection string names. */
  connectionString(databaseUrl: string): string
  /** What has passed; of HTTP and WebSockets there is nothing to count here. */
  stats(): GatewayStatistics
  resetStats(): void
  /** Replaces the faults in force; `{}` clears them. */
  setFaults(faults: Faults): void
  /** Cuts every connection and returns once none is left. */
  close(): Promise<void>
}

/**
 * Starts what stands in for Hyperdrive between a Worker and PostgreSQL. As there, a login costs no round trip to the
 * database's region and each statement one, whatever it is: BEGIN and COMMIT as well; and nothing of a session survives
 * a transaction. Counts what passes, and delays, drops or refuses it on demand. It neither pools nor caches: every
 * connection has a server session of its own.
 * @param options.port 0 takes any free port
 * @param options.clock of the latency; the machine's when left out
 * @throws the listener's error, EADDRINUSE for a taken port
 */
export async function startHyperdriveStandIn(options: {
  port: number
  postgres: PostgresAddress
  clock?: Clock
}): Promise<HyperdriveStandIn> {
  const faults = new FaultPlan()
  const statistics = new StatisticsCounter()
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.once('close', statistics.open())
    socket.on('error', () => socket.destroy())
    if (faults.takeRefusal()) return void socket.destroy()
    openTunnel(tcpClient(socket), {
      postgres: options.postgres,
      faults,
      statistics,
      login: 'near',
      clock: options.clock ?? machineClock,
      reset: new SessionReset(),
    })
  })
  await listenLocally(server, options.port)
  const { port } = server.address() as AddressInfo
  return {
    port,
    connectionString(databaseUrl) {
      const url = new URL(databaseUrl)
      url.hostname = '127.0.0.1'
      url.port = String(port)
      return url.href
    },
    stats: () => statistics.snapshot(),
    resetStats: () => statistics.reset(),
    setFaults: (wanted) => faults.set(wanted),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function tcpClient(socket: Socket): TunnelClient {
  return {
    onData: (listener) => void socket.on('data', listener),
    onClose: (listener) => void socket.on('close', listener),
    onError: (listener) => void socket.on('error', listener),
    send: (data, sent) => void socket.write(data, sent),
    get bufferedAmount() {
      return socket.writableLength
    },
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    close: () => socket.destroySoon(),
    terminate: () => void socket.destroy(),
  }
}
