import type { Pace } from '#app/clients/mail/mail.server.ts'
import type { Clock } from '#app/platform/clock.server.ts'

/**
 * Keeps all senders of a run within the provider's rate limit, once an answer has named it: two sends a second are
 * usual, and six connections would pass that at once. Where the provider names none, nothing is held back.
 */
export class SendPace {
  #clock: Clock
  #pace: Pace | null = null
  #sends: number[] = []
  #closedUntil = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /**
   * Waits for its turn.
   * @param deadline milliseconds since 1970
   * @returns false when that would not be before `deadline`: then no send may be made
   */
  async takeTurn(deadline: number): Promise<boolean> {
    for (;;) {
      const now = this.#clock.now().getTime()
      const opens = Math.max(this.#closedUntil, this.#nextFree())
      if (Math.max(opens, now) >= deadline) return false
      if (opens <= now) {
        this.#sends.push(now)
        return true
      }
      await this.#clock.sleep(opens - now)
    }
  }

  /** When the send that fills the window leaves it. */
  #nextFree(): number {
    if (!this.#pace) return 0
    const { limit, windowSeconds } = this.#pace
    this.#sends = this.#sends.slice(-limit)
    const first = this.#sends.length < limit ? undefined : this.#sends[0]
    return first === undefined ? 0 : first + windowSeconds * 1000
  }

  /** Takes in what an answer said of the limit. */
  note(pace: Pace | null): void {
    this.#pace = pace ?? this.#pace
  }

  /** The provider refused a send: nobody sends for so long. */
  close(seconds: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, this.#clock.now().getTime() + seconds * 1000)
  }
}
