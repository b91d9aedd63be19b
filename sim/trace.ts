import type { VirtualTime } from './clock.ts'

/** What happened in a simulation, a line each, with the time since its beginning. Holds no details of a person. */
export class Trace {
  readonly lines: string[] = []
  readonly #time: VirtualTime
  readonly #start: number

  constructor(time: VirtualTime) {
    this.#time = time
    this.#start = time.now
  }

  note(who: string, what: string): void {
    this.lines.push(`${this.#age().padStart(14)}  ${who.padEnd(16)} ${what}`)
  }

  #age(): string {
    const ms = this.#time.now - this.#start
    const whole = Math.floor(Math.abs(ms) / 1000)
    const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
    const clock = parts.map((part) => String(part).padStart(2, '0')).join(':')
    return `${ms < 0 ? '-' : ''}${clock}.${String(Math.abs(ms) % 1000).padStart(3, '0')}`
  }
}
