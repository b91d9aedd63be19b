import { connect } from 'node:net'
import type { WebSocket } from 'ws'
import type { Clock } from './clock.ts'
import type { PostgresAddress } from './connection-pools.ts'
import { DelayLine } from './delay-line.ts'
import type { FaultPlan } from './faults.ts'
import { ClientStream, ServerStream } from './postgres-wire.ts'
import type { StatisticsCounter } from './statistics.ts'

/** Bytes that may wait for a slow client before the server is held back. */
const HIGH_WATER_BYTES = 1024 * 1024
const TEXT_FRAME_REFUSED = 1003
const NORMAL_CLOSURE = 1000

/** Carries PostgreSQL's bytes between a WebSocket's binary frames and the server, until either side closes. */
export function openTunnel(
  client: WebSocket,
  parts: { postgres: PostgresAddress; faults: FaultPlan; statistics: StatisticsCounter; clock: Clock },
): void {
  const { faults, statistics } = parts
  const server = connect({ ...parts.postgres, noDelay: true })
  const toServer = new DelayLine(parts.clock)
  const toClient = new DelayLine(parts.clock)
  const clientStream = new ClientStream()
  const serverStream = new ServerStream()
  /** The ReadyForQuery whose answer never reaches the client. */
  let cutAt = Infinity

  const cut = () => {
    toServer.stop()
    toClient.stop()
    client.terminate()
    server.destroy()
  }

  client.on('message', (data: Buffer, isBinary) => {
    if (!isBinary) return client.close(TEXT_FRAME_REFUSED, 'only binary frames are understood')
    statistics.count('webSocketMessages')
    let delayMs = faults.latencyMs / 2
    for (const { sql, answeredBy } of clientStream.read(data)) {
      statistics.count('statements')
      const fault = faults.takeForStatement(sql)
      delayMs += fault.delayMs
      if (fault.drop === 'before') return toServer.push(delayMs, cut)
      if (fault.drop === 'after') cutAt = Math.min(cutAt, answeredBy)
    }
    toServer.push(delayMs, () => {
      if (server.destroyed || server.write(data)) return
      client.pause()
      server.once('drain', () => client.resume())
    })
  })
  client.on('close', () => {
    toClient.stop()
    toServer.push(0, () => server.destroySoon())
  })
  client.on('error', cut)

  server.on('data', (data: Buffer) => {
    const answersBefore = serverStream.answers
    serverStream.read(data)
    if (serverStream.answers >= cutAt) return cut()
    // The doomed statement's answer is under way: nothing of it may be seen.
    if (answersBefore >= cutAt - 1) return
    toClient.push(faults.latencyMs / 2, () => {
      client.send(data, () => server.resume())
      if (client.bufferedAmount > HIGH_WATER_BYTES) server.pause()
    })
  })
  server.on('error', () => {
    // 'close' follows. The client learns no more than on a real line: that the connection has gone.
  })
  server.on('close', () => {
    toServer.stop()
    toClient.push(faults.latencyMs / 2, () => client.close(NORMAL_CLOSURE, 'TCP connection is closed'))
  })
}
