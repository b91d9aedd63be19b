export class ConnectionSlots {
  #free: number
  readonly #waiting: (() => void)[] = []

  /** @param slots an invocation on Workers has six connections for everything, database included */
  constructor(slots: number) {
    this.#free = slots
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      return await task()
    } finally {
      const next = this.#waiting.shift()
      // The slot is handed over, so that nobody who comes now can take it first.
      if (next) next()
      else this.#free++
    }
  }
}
