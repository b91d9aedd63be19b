import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { listenLocally } from '#dev/listen.ts'
import { type Clock, machineClock } from './clock.ts'
import { ConnectionPools, type PostgresAddress } from './connection-pools.ts'
import { FaultPlan, type Faults } from './faults.ts'
import { answerControl } from './control.ts'
import { isLocalRequest } from '#dev/local-only.ts'
import { answerSql, type GatewayParts } from './sql-over-http.ts'
import { StatisticsCounter, type GatewayStatistics } from './statistics.ts'
import { openTunnel } from './tunnel.ts'
import { webSocketClient } from './web-socket-client.ts'

/** TCP's handshake, TLS 1.3's and the upgrade itself: what a fresh WebSocket costs before its first frame. */
const ROUND_TRIPS_TO_OPEN_WEBSOCKET = 3

const GOING_AWAY = 1001
const GOODBYE_MS = 500

export interface NeonGateway {
  port: number
  /** `127.0.0.1:PORT`, in the form that the setting NEON_GATEWAY takes. */
  address: string
  stats(): GatewayStatistics
  resetStats(): void
  /** Replaces the faults in force; `{}` clears them. */
  setFaults(faults: Faults): void
  /** Ends the session of every client and returns once all connections to PostgreSQL have ended. */
  close(): Promise<void>
}

/**
 * Starts what Neon has in front of PostgreSQL, as far as its serverless driver uses it: SQL over HTTP on `POST /sql`
 * and PostgreSQL's protocol through a WebSocket on any path. Listens on loopback and answers this machine only. Counts
 * what passes, and delays, drops or refuses it on demand, in process or over `GET /stats` and `POST /faults`.
 *
 * @param options.port 0 takes any free port
 * @param options.postgres the server that every client is led to, whatever host its connection string names
 * @param options.clock of the latency and the delays; the machine's when left out
 * @throws the listener's error, EADDRINUSE for a taken port
 */
export async function startNeonGateway(options: {
  port: number
  postgres: PostgresAddress
  clock?: Clock
}): Promise<NeonGateway> {
  const parts: GatewayParts = {
    pools: new ConnectionPools(options.postgres),
    faults: new FaultPlan(),
    statistics: new StatisticsCounter(),
    clock: options.clock ?? machineClock,
  }
  const webSockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  const server = createServer((request, response) => void answer(request, response, parts))
  // A keep-alive connection that the server closes by itself makes the client's next request fail at random.
  server.keepAliveTimeout = 0
  server.on('upgrade', (request, socket, head) =>
    upgrade(request, socket, head, { ...parts, webSockets, postgres: options.postgres }),
  )
  await listenLocally(server, options.port)

  const { port } = server.address() as AddressInfo
  return {
    port,
    address: `127.0.0.1:${port}`,
    stats: () => parts.statistics.snapshot(),
    resetStats: () => parts.statistics.reset(),
    setFaults: (faults) => parts.faults.set(faults),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      webSockets.close()
      for (const client of webSockets.clients) {
        // Said goodbye to, a client takes its session for ended; cut off, it would report an error.
        client.close(GOING_AWAY, 'the gateway is closing')
        setTimeout(() => client.terminate(), GOODBYE_MS).unref()
      }
      server.closeAllConnections()
      await Promise.all([closed, parts.pools.close()])
    },
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  parts: GatewayParts,
): Promise<void> {
  if (!isLocalRequest(request)) {
    response.writeHead(403, { 'content-type': 'text/plain' })
    response.end('The local Neon gateway answers programs and pages of this machine only.\n')
    return
  }
  const path = request.url?.split('?')[0]
  if (path !== '/sql') return answerControl(request, response, parts)

  if (request.headers.origin) response.setHeader('access-control-allow-origin', request.headers.origin)
  if (request.method === 'POST') {
    if (parts.faults.takeRefusal()) return void request.socket.destroy()
    return answerSql(request, response, parts)
  }
  if (request.method === 'OPTIONS') {
    response.setHeader('access-control-allow-methods', 'POST')
    response.setHeader(
      'access-control-allow-headers',
      request.headers['access-control-request-headers'] ?? '*',
    )
    response.setHeader('access-control-max-age', '86400')
  }
  response.writeHead(request.method === 'OPTIONS' ? 204 : 405, { allow: 'POST, OPTIONS' })
  response.end()
}

function upgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  parts: GatewayParts & { webSockets: WebSocketServer; postgres: PostgresAddress },
): void {
  const { faults, statistics, webSockets, clock } = parts
  socket.on('error', () => socket.destroy())
  if (!isLocalRequest(request) || faults.takeRefusal()) return void socket.destroy()

  statistics.count('webSocketsOpened')
  socket.once('close', statistics.open())
  const open = () =>
    webSockets.handleUpgrade(request, socket, head, (client) =>
      openTunnel(webSocketClient(client, statistics), { ...parts, login: 'far' }),
    )
  const delayMs = ROUND_TRIPS_TO_OPEN_WEBSOCKET * faults.latencyMs
  if (delayMs === 0) open()
  else clock.after(delayMs, open)
}
