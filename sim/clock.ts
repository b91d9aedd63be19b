/** The one time of a simulation, in milliseconds since 1970. Only the scheduler moves it. */
export class VirtualTime {
  #now: number
  /** how far the database's clock is off */
  databaseOffset = 0

  constructor(start: number) {
    this.#now = start
  }

  get now(): number {
    return this.#now
  }

  /** What the database takes for the time. */
  get databaseNow(): number {
    return this.#now + this.databaseOffset
  }

  /** Never back. */
  advanceTo(time: number): void {
    this.#now = Math.max(this.#now, time)
  }
}
