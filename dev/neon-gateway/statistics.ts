export interface GatewayStatistics {
  /** `POST /sql` requests received. */
  httpRequests: number
  /** Bytes of the answers to these, without their headers: what Neon counts as sent to the public network. */
  httpBytesSent: number
  webSocketsOpened: number
  /** Frames from clients. The driver sends what it has in one frame, so that each is about one round trip. */
  webSocketMessages: number
  /** SQL statements received, by whatever way; each statement of a batch counts. */
  statements: number
  /** Times that a client waited for the server, without connecting: what it sends while it waits does not count. */
  roundTrips: number
  /** Open now: WebSockets, TCP connections, and requests that wait for their answer. */
  openConnections: number
}

type Counts = Omit<GatewayStatistics, 'openConnections'>

const NOTHING: Counts = {
  httpRequests: 0,
  httpBytesSent: 0,
  webSocketsOpened: 0,
  webSocketMessages: 0,
  statements: 0,
  roundTrips: 0,
}

/** Counts what passes through. */
export class StatisticsCounter {
  #counts = { ...NOTHING }
  #openConnections = 0

  count(what: keyof Counts, by = 1): void {
    this.#counts[what] += by
  }

  /** Counts a connection as open until the returned function is called; calling it again changes nothing. */
  open(): () => void {
    this.#openConnections++
    let open = true
    return () => {
      if (open) this.#openConnections--
      open = false
    }
  }

  snapshot(): GatewayStatistics {
    return { ...this.#counts, openConnections: this.#openConnections }
  }

  /** Back to zero, except for what is open now. */
  reset(): void {
    this.#counts = { ...NOTHING }
  }
}
