import type { SendLimit } from '#app/clients/mail/mail.server.ts'
import type { Clock } from '#app/platform/clock.server.ts'

/** Two sends a second are usual, and six connections would pass that at once. */
export class SendPace {
  #clock: Clock
  #pace: SendLimit | null = null
  #sends: number[] = []
  #closedUntil = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** @returns false when the turn would not come before `deadline` (milliseconds since 1970), or not at once if it must */
  async takeTurn(deadline: number, atOnce = false): Promise<boolean> {
    for (;;) {
      const now = this.#clock.now().getTime()
      const opens = Math.max(this.#closedUntil, this.#nextFree())
      if (Math.max(opens, now) >= deadline || (atOnce && opens > now)) return false
      if (opens <= now) {
        this.#sends.push(now)
        return true
      }
      await this.#clock.sleep(opens - now)
    }
  }

  #nextFree(): number {
    if (!this.#pace) return 0
    const { limit, windowSeconds } = this.#pace
    this.#sends = this.#sends.slice(-limit)
    const first = this.#sends.length < limit ? undefined : this.#sends[0]
    return first === undefined ? 0 : first + windowSeconds * 1000
  }

  note(pace: SendLimit | null): void {
    this.#pace = pace ?? this.#pace
  }

  /** The provider refused a send: nobody sends for so long. */
  close(seconds: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, this.#clock.now().getTime() + seconds * 1000)
  }
}
