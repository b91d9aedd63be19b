/** The one time of a simulation, in milliseconds since 1970. Nothing but the scheduler and a step of the clock moves it. */
export class VirtualTime {
  #now: number

  constructor(start: number) {
    this.#now = start
  }

  get now(): number {
    return this.#now
  }

  /** Never back: see {@link step}. */
  advanceTo(time: number): void {
    this.#now = Math.max(this.#now, time)
  }

  /** As when a machine's clock is set; may be negative. */
  step(ms: number): void {
    this.#now += ms
  }
}
