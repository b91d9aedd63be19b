/** Carries out actions in the order given, each after its own delay at the earliest, like packets on a long line. */
export class DelayLine {
  readonly #waiting: { dueAt: number; action: () => void }[] = []
  #timer: NodeJS.Timeout | undefined

  push(delayMs: number, action: () => void): void {
    if (delayMs === 0 && this.#waiting.length === 0) return action()
    this.#waiting.push({ dueAt: performance.now() + delayMs, action })
    this.#timer ??= setTimeout(() => this.#run(), delayMs)
  }

  /** Forgets what has not been carried out. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#waiting.length = 0
  }

  #run(): void {
    this.#timer = undefined
    for (let head = this.#waiting[0]; head; head = this.#waiting[0]) {
      // Timers count whole milliseconds and may fire a fraction early.
      const left = head.dueAt - performance.now()
      if (left > 0.5) {
        this.#timer = setTimeout(() => this.#run(), left)
        return
      }
      this.#waiting.shift()
      head.action()
    }
  }
}
