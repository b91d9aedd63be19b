import type { OutgoingMail } from '#app/clients/mail/mail.server.ts'
import type { ClaimedEmail } from '#app/data/mail/messages.server.ts'
import type { MailFailure } from '#app/domain/mail/failure.ts'
import { type ComposerSettings, composeEmail } from './compose.server.ts'

export interface Stock {
  firstPage: number
  page: number
  claimBelow: number
}

/** A first, small page, so that sends begin at once; the next ones while enough is left for a third of a second. */
export const STOCK: Stock = { firstPage: 12, page: 100, claimBelow: 40 }
/** Each message only when a sender is free for it. */
export const NO_STOCK: Stock = { firstPage: 1, page: 1, claimBelow: 1 }

// Written while sends are under way, so that a free connection sends at once.
const COMPOSE_AHEAD = 12

export interface ReadyEmail {
  message: ClaimedEmail
  mail: OutgoingMail
}

export interface SupplySource {
  composer: ComposerSettings
  claim(limit: number): Promise<{ claimed: ClaimedEmail[]; usable: ClaimedEmail[] }>
  cancel(message: ClaimedEmail, reason: MailFailure): void
  /** Keeps what this release cannot read for one that can. */
  keepUnreadable(message: ClaimedEmail): void
  /** Writes down what became of those that are done: the next one may try what is paused. */
  settle(): Promise<void>
}

/** Whoever asks when little is left does the claiming, so that statements use the senders' connections. */
export class EmailSupply {
  readonly #source: SupplySource
  readonly #stock: Stock
  #room: number
  #page: number
  #waiting: ClaimedEmail[] = []
  #ready: ReadyEmail[] = []
  #claiming: Promise<void> | null = null
  #composing: Promise<void> | null = null
  #probing = false
  #closed = false
  /** A fault of ours. Its message keeps its lease, the others go on, and the run fails at its end. */
  fault: { error: unknown } | null = null

  constructor(source: SupplySource, room: number, stock: Stock) {
    this.#source = source
    this.#room = room
    this.#stock = stock
    this.#page = stock.firstPage
  }

  async next(): Promise<ReadyEmail | null> {
    for (;;) {
      if (this.#closed) return null
      if (this.#mayClaim()) {
        this.#claiming = this.#claim().finally(() => (this.#claiming = null))
        await this.#claiming
        continue
      }
      this.#composeAhead()
      const email = this.#ready.shift()
      if (email) return email
      if (this.#composing) await this.#composing
      else if (this.#claiming) await this.#claiming
      else return null
    }
  }

  giveBack(email: ReadyEmail): void {
    this.#ready.unshift(email)
  }

  /** The e-mail that was to try it has got through, or could not tell: others may follow. */
  endProbe(): void {
    this.#probing = false
  }

  close(): void {
    this.#closed = true
  }

  async rest(): Promise<ClaimedEmail[]> {
    this.close()
    await this.#composing
    return [...this.#ready.splice(0).map(({ message }) => message), ...this.#waiting.splice(0)]
  }

  async #claim(): Promise<void> {
    const limit = Math.min(this.#page, this.#room)
    this.#page = this.#stock.page
    const { claimed, usable } = await this.#source.claim(limit)
    const probing = claimed.some(({ probes }) => probes.length > 0)
    // Fewer than asked for are the last ones, but for one that tries whether there may be more.
    this.#room = claimed.length < limit && !probing ? 0 : this.#room - claimed.length
    this.#waiting.push(...usable)
    if (usable.length > 0) this.#probing = probing
    else if (probing) await this.#source.settle()
  }

  #mayClaim(): boolean {
    return this.#room > 0 && !this.#probing && !this.#claiming && this.#left() < this.#stock.claimBelow
  }

  /** Claimed and not handed out; one that is being written just now is not counted. */
  #left(): number {
    return this.#waiting.length + this.#ready.length
  }

  /** One after the other, so that e-mails leave in the order in which they were claimed. */
  #composeAhead(): void {
    if (this.#composing || this.#closed || this.#ready.length >= COMPOSE_AHEAD) return
    const message = this.#waiting.shift()
    if (!message) return
    this.#composing = this.#compose(message)
      .catch((error: unknown) => (this.fault ??= { error }))
      .then(() => {
        this.#composing = null
        this.#composeAhead()
      })
  }

  async #compose(message: ClaimedEmail): Promise<void> {
    const composition = await composeEmail(message, this.#source.composer)
    if (composition.kind === 'mail') this.#ready.push({ message, mail: composition.mail })
    else {
      if (composition.kind === 'cancel') this.#source.cancel(message, composition.reason)
      else this.#source.keepUnreadable(message)
      await this.#passOn(message)
    }
  }

  async #passOn(message: ClaimedEmail): Promise<void> {
    if (message.probes.length === 0) return
    await this.#source.settle()
    this.endProbe()
  }
}
