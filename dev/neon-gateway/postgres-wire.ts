/**
 * What the tunnel must understand of PostgreSQL's protocol, version 3: where messages begin and end, which statements a
 * client sends, and when the server is done with one
 * (https://www.postgresql.org/docs/18/protocol-message-formats.html).
 */
const PROTOCOL_3 = 3
const LENGTH_BYTES = 4
const IDLE = 'I'.charCodeAt(0)
const utf8 = new TextDecoder()

/** Cuts a stream of bytes into messages: a type byte, a length of four bytes that counts itself, a body. */
class MessageReader {
  #chunks: Uint8Array[] = []
  #length = 0
  /** Bytes that must be there before the next message can be read. */
  #needed: number
  /** The first message of a client, the startup, has no type byte. */
  #typeLength: 0 | 1
  /** Not protocol 3, such as a request for TLS: the rest passes unread. */
  #opaque = false

  constructor(side: 'client' | 'server') {
    this.#typeLength = side === 'client' ? 0 : 1
    this.#needed = this.#typeLength + LENGTH_BYTES
  }

  read(chunk: Uint8Array): { type: string; body: Uint8Array }[] {
    const messages: { type: string; body: Uint8Array }[] = []
    if (this.#opaque) return messages
    this.#chunks.push(chunk)
    this.#length += chunk.length
    while (this.#length >= this.#needed && !this.#opaque) {
      const bytes = joined(this.#chunks, this.#length)
      const header = this.#typeLength + LENGTH_BYTES
      const end = this.#typeLength + viewOf(bytes).getUint32(this.#typeLength)
      if (end < header) this.#opaque = true
      if (bytes.length < end) {
        this.#keep(bytes, end)
        continue
      }
      const type = this.#typeLength === 0 ? 'startup' : String.fromCharCode(bytes[0] ?? 0)
      const body = bytes.subarray(header, end)
      if (type === 'startup' && (body.length < 2 || viewOf(body).getUint16(0) !== PROTOCOL_3))
        this.#opaque = true
      else messages.push({ type, body })
      this.#typeLength = 1
      this.#keep(bytes.subarray(end), 1 + LENGTH_BYTES)
    }
    return messages
  }

  #keep(bytes: Uint8Array, needed: number): void {
    this.#chunks = [bytes]
    this.#length = bytes.length
    this.#needed = needed
  }
}

function joined(chunks: Uint8Array[], length: number): Uint8Array {
  const [first] = chunks
  if (first && chunks.length === 1) return first
  const all = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    all.set(chunk, offset)
    offset += chunk.length
  }
  return all
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** A statement on its way to the server, with the number of the ReadyForQuery message that will end its answer. */
export interface SentStatement {
  sql: string
  answeredBy: number
}

/** Reads what a client sends. */
export class ClientStream {
  readonly #reader = new MessageReader('client')
  readonly #prepared = new Map<string, string>()
  readonly #portals = new Map<string, string>()
  /** How many ReadyForQuery the server owes in all: one for the startup, each simple query and each Sync. */
  answersAsked = 0

  read(chunk: Uint8Array): SentStatement[] {
    return this.#reader.read(chunk).flatMap(({ type, body }) => this.#statementOf(type, body) ?? [])
  }

  #statementOf(type: string, body: Uint8Array): SentStatement | undefined {
    switch (type) {
      case 'startup':
      case 'S':
        this.answersAsked++
        return
      case 'P': {
        const [name, sql] = texts(body)
        this.#prepared.set(name, sql)
        return
      }
      case 'B': {
        const [portal, name] = texts(body)
        this.#portals.set(portal, this.#prepared.get(name) ?? '')
        return
      }
      case 'E':
        return { sql: this.#portals.get(texts(body)[0]) ?? '', answeredBy: this.answersAsked + 1 }
      case 'Q':
        return { sql: texts(body)[0], answeredBy: ++this.answersAsked }
    }
  }
}

/** Counts the ReadyForQuery messages of a server. */
export class ServerStream {
  readonly #reader = new MessageReader('server')
  answers = 0
  /** as of the last one */
  inTransaction = false

  read(chunk: Uint8Array): void {
    for (const { type, body } of this.#reader.read(chunk)) {
      if (type !== 'Z') continue
      this.answers++
      this.inTransaction = body[0] !== IDLE
    }
  }
}

/** The first two strings of a message, each ended by a zero byte. */
function texts(body: Uint8Array): [string, string] {
  const end = endOfText(body)
  const rest = body.subarray(end + 1)
  return [utf8.decode(body.subarray(0, end)), utf8.decode(rest.subarray(0, endOfText(rest)))]
}

function endOfText(bytes: Uint8Array): number {
  const end = bytes.indexOf(0)
  return end < 0 ? bytes.length : end
}
