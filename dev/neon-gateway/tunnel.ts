import { connect } from 'node:net'
import type { Clock } from './clock.ts'
import type { PostgresAddress } from './connection-pools.ts'
import { DelayLine } from './delay-line.ts'
import type { FaultPlan } from './faults.ts'
import { ClientStream, ServerStream } from './postgres-wire.ts'
import type { StatisticsCounter } from './statistics.ts'

/** Bytes that may wait for a slow client before the server is held back. */
const HIGH_WATER_BYTES = 1024 * 1024

/** The client's side of a tunnel. */
export interface TunnelClient {
  onData(listener: (data: Buffer) => void): void
  onClose(listener: () => void): void
  onError(listener: () => void): void
  /** @param sent is called once the data has left */
  send(data: Buffer, sent: () => void): void
  /** bytes that have not left yet */
  readonly bufferedAmount: number
  pause(): void
  resume(): void
  /** Ends the connection after all that was sent. */
  close(): void
  /** Cuts the connection at once. */
  terminate(): void
}

/** Clears the server's session between transactions. */
export interface TunnelReset {
  /** What to send ahead of the first bytes of a transaction. */
  request(): Buffer
  /** @returns what the server sent, without its answer to a reset */
  withoutAnswer(data: Buffer): Buffer
}

/**
 * Carries PostgreSQL's bytes between a client and the server, until either side closes.
 * @param options.login where the client's login is answered: `far` with the server, `near` by a pooler beside the
 *   client, so that the injected latency begins after it
 */
export function openTunnel(
  client: TunnelClient,
  options: {
    postgres: PostgresAddress
    faults: FaultPlan
    statistics: StatisticsCounter
    login: 'far' | 'near'
    clock: Clock
    reset?: TunnelReset
  },
): void {
  const { faults, statistics, reset } = options
  const server = connect({ ...options.postgres, noDelay: true })
  const toServer = new DelayLine(options.clock)
  const toClient = new DelayLine(options.clock)
  const clientStream = new ClientStream()
  const serverStream = new ServerStream()
  const oneWayMs = () => (options.login === 'near' && serverStream.answers === 0 ? 0 : faults.latencyMs / 2)
  /** The ReadyForQuery whose answer never reaches the client. */
  let cutAt = Infinity
  /** Between two transactions, with nothing sent of the next one. */
  let isBetween = false

  const cut = () => {
    toServer.stop()
    toClient.stop()
    client.terminate()
    server.destroy()
  }

  client.onData((data) => {
    const asked = clientStream.answersAsked
    let delayMs = oneWayMs()
    for (const { sql, answeredBy } of clientStream.read(data)) {
      statistics.count('statements')
      const fault = faults.takeForStatement(sql)
      delayMs += fault.delayMs
      if (fault.drop === 'before') return toServer.push(delayMs, cut)
      if (fault.drop === 'after') cutAt = Math.min(cutAt, answeredBy)
    }
    const waitsAnew = clientStream.answersAsked > asked && asked === serverStream.answers
    if (waitsAnew && (options.login === 'far' || asked > 0)) statistics.count('roundTrips')
    toServer.push(delayMs, () => {
      const first = isBetween && reset ? [reset.request()] : []
      isBetween = false
      if (server.destroyed || server.write(Buffer.concat([...first, data]))) return
      client.pause()
      server.once('drain', () => client.resume())
    })
  })
  client.onClose(() => {
    toClient.stop()
    toServer.push(0, () => server.destroySoon())
  })
  client.onError(cut)

  server.on('data', (received: Buffer) => {
    const data = reset?.withoutAnswer(received) ?? received
    if (data.length === 0) return
    const delayMs = oneWayMs()
    const answersBefore = serverStream.answers
    serverStream.read(data)
    if (serverStream.answers > answersBefore) isBetween = !serverStream.inTransaction
    if (serverStream.answers >= cutAt) return cut()
    // The doomed statement's answer is under way: nothing of it may be seen.
    if (answersBefore >= cutAt - 1) return
    toClient.push(delayMs, () => {
      client.send(data, () => server.resume())
      if (client.bufferedAmount > HIGH_WATER_BYTES) server.pause()
    })
  })
  server.on('error', () => {
    // 'close' follows. The client learns no more than on a real line: that the connection has gone.
  })
  server.on('close', () => {
    toServer.stop()
    toClient.push(oneWayMs(), () => client.close())
  })
}
