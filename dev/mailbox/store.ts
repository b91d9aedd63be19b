import { randomUUID } from 'node:crypto'

/** A received e-mail, as `/messages` shows it. */
export interface ReceivedMessage {
  id: string
  receivedAt: string
  from: string
  to: string[]
  cc: string[]
  bcc: string[]
  replyTo: string[]
  subject: string
  html: string | null
  text: string | null
  headers: Record<string, string>
  tags: { name: string; value: string }[]
  idempotencyKey: string | null
}

export type NewMessage = Omit<ReceivedMessage, 'id' | 'receivedAt'>

/** What the mailbox holds: newest last inside, newest first to the outside. Bounded, so that a benchmark cannot fill the memory. */
export class MessageStore {
  #messages = new Map<string, ReceivedMessage>()
  #capacity: number

  constructor(capacity = 20_000) {
    this.#capacity = capacity
  }

  add(message: NewMessage): ReceivedMessage {
    const received = { id: randomUUID(), receivedAt: new Date().toISOString(), ...message }
    this.#messages.set(received.id, received)
    if (this.#messages.size > this.#capacity) {
      const oldest = this.#messages.keys().next()
      if (!oldest.done) this.#messages.delete(oldest.value)
    }
    return received
  }

  get(id: string): ReceivedMessage | undefined {
    return this.#messages.get(id)
  }

  /** Newest first. `to` keeps those with exactly this address among their recipients. */
  list(filter: { to?: string } = {}): ReceivedMessage[] {
    const all = [...this.#messages.values()].reverse()
    const { to } = filter
    return to === undefined
      ? all
      : all.filter((message) => message.to.some((address) => address === to || address.endsWith(`<${to}>`)))
  }

  get size(): number {
    return this.#messages.size
  }

  clear(): void {
    this.#messages.clear()
  }
}
