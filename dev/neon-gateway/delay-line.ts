import type { Clock } from './clock.ts'

/** Carries out actions in the order given, each after its own delay at the earliest, like packets on a long line. */
export class DelayLine {
  readonly #clock: Clock
  readonly #waiting: { dueAt: number; action: () => void }[] = []
  #cancel: (() => void) | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  push(delayMs: number, action: () => void): void {
    if (delayMs === 0 && this.#waiting.length === 0) return action()
    this.#waiting.push({ dueAt: this.#clock.now() + delayMs, action })
    this.#cancel ??= this.#clock.after(delayMs, () => this.#run())
  }

  /** Forgets what has not been carried out. */
  stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#waiting.length = 0
  }

  #run(): void {
    this.#cancel = undefined
    for (let head = this.#waiting[0]; head; head = this.#waiting[0]) {
      // Timers count whole milliseconds and may fire a fraction early.
      const left = head.dueAt - this.#clock.now()
      if (left > 0.5) {
        this.#cancel = this.#clock.after(left, () => this.#run())
        return
      }
      this.#waiting.shift()
      head.action()
    }
  }
}
