const READY_FOR_QUERY = 'Z'.charCodeAt(0)
const HEADER_BYTES = 5
const NOTHING = Buffer.alloc(0)

/** The simple query `DISCARD ALL`, as bytes. */
const DISCARD_ALL = simpleQuery('DISCARD ALL')

/**
 * Clears a server session between two transactions, unseen by the client: behind a transaction pooler the next one may
 * run in another session.
 */
export class SessionReset {
  #waits = false
  #unread = NOTHING

  /** What to send ahead of the first bytes of a transaction. */
  request(): Buffer {
    this.#waits = true
    return DISCARD_ALL
  }

  /** @returns what the server sent, without its answer to a reset */
  withoutAnswer(data: Buffer): Buffer {
    if (!this.#waits) return data
    this.#unread = Buffer.concat([this.#unread, data])
    while (this.#unread.length >= HEADER_BYTES) {
      const end = 1 + this.#unread.readUInt32BE(1)
      if (this.#unread.length < end) break
      const type = this.#unread[0]
      this.#unread = this.#unread.subarray(end)
      if (type !== READY_FOR_QUERY) continue
      const rest = this.#unread
      this.#waits = false
      this.#unread = NOTHING
      return rest
    }
    return NOTHING
  }
}

function simpleQuery(sql: string): Buffer {
  const text = Buffer.from(`${sql}\0`)
  const header = Buffer.alloc(HEADER_BYTES)
  header.write('Q')
  header.writeUInt32BE(text.length + HEADER_BYTES - 1, 1)
  return Buffer.concat([header, text])
}
