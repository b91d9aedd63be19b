export interface CallRecord {
  sequence: number
  /** ISO time at which the answer was ready. */
  at: string
  method: string
  /** With query. */
  path: string
  /** The answer's status; 0 when the connection was closed without one. */
  status: number
  fault?: string
  /** Items of a batch: sent, written or found, refused. */
  inputs?: number
  results?: number
  errors?: number
  /** HubSpot's category of a refusal. */
  category?: string
  unexpected: boolean
  body?: unknown
}

export interface CallTotals {
  total: number
  unexpected: number
  byStatus: Record<string, number>
  /** By method and path pattern, for example `POST /crm/objects/contacts/batch/upsert`. */
  byEndpoint: Record<string, number>
}

/** The calls received: the latest in a ring of fixed size, all of them in the totals. */
export class CallLog {
  #ring: CallRecord[] = []
  #unexpectedCalls: CallRecord[] = []
  #counts: CallTotals = { total: 0, unexpected: 0, byStatus: {}, byEndpoint: {} }
  readonly #size: number
  readonly #onCall: (call: CallRecord) => void

  constructor(size: number, onCall: (call: CallRecord) => void = () => {}) {
    this.#size = size
    this.#onCall = onCall
  }

  add(call: Omit<CallRecord, 'sequence'>, endpoint: string): void {
    const counts = this.#counts
    const record = { sequence: ++counts.total, ...call }
    this.#ring[(record.sequence - 1) % this.#size] = record
    counts.byStatus[call.status] = (counts.byStatus[call.status] ?? 0) + 1
    counts.byEndpoint[endpoint] = (counts.byEndpoint[endpoint] ?? 0) + 1
    if (call.unexpected) {
      counts.unexpected++
      if (this.#unexpectedCalls.length < this.#size) this.#unexpectedCalls.push(record)
    }
    this.#onCall(record)
  }

  /** The latest calls, oldest first. */
  latest(): CallRecord[] {
    const start = this.#counts.total % this.#size
    return this.#counts.total <= this.#size
      ? [...this.#ring]
      : [...this.#ring.slice(start), ...this.#ring.slice(0, start)]
  }

  unexpected(): CallRecord[] {
    return [...this.#unexpectedCalls]
  }

  totals(): CallTotals {
    return structuredClone(this.#counts)
  }

  reset(): void {
    this.#ring = []
    this.#unexpectedCalls = []
    this.#counts = { total: 0, unexpected: 0, byStatus: {}, byEndpoint: {} }
  }
}
