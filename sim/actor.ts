/** What befalls a run at its so-many-th step: a step is a statement or a call, half of it before and half after its effect. */
export type Fate =
  | { kind: 'none' }
  /** nothing of it ever goes on */
  | { kind: 'crash'; at: number }
  /** it goes on after so long, when its leases may be over */
  | { kind: 'freeze'; at: number; ms: number }
  /** the connection to the database breaks before a statement, or after it was carried out */
  | { kind: 'disconnect'; at: number; carriedOut: boolean }

/** One run of a service: a request, a cron run, what goes on after a response. */
export class Actor {
  readonly name: string
  readonly fate: Fate
  /** how far this run's own clock is off, in milliseconds */
  readonly skewMs: number
  state: 'running' | 'crashed' | 'ended' = 'running'
  frozenUntil = 0
  /** is told of each of its statements once it is carried out: its name, and the rows that it answered */
  onStatement: (name: string, rows: readonly (readonly unknown[])[]) => void = () => undefined
  /** whether its fate has befallen it */
  struck = false
  #steps = 0
  #statements = 0

  constructor(name: string, fate: Fate, skewMs: number) {
    this.name = name
    this.fate = fate
    this.skewMs = skewMs
  }

  /** Counts half a step. @returns what befalls the run there, if anything */
  takeStep(now: number): 'crash' | 'freeze' | null {
    const { fate } = this
    this.#steps++
    if (this.struck || (fate.kind !== 'crash' && fate.kind !== 'freeze') || this.#steps < fate.at) return null
    this.struck = true
    if (fate.kind === 'crash') this.state = 'crashed'
    else this.frozenUntil = now + fate.ms
    return fate.kind
  }

  /** Counts a statement. @returns whether the connection breaks now, and when */
  takeStatement(): 'before' | 'after' | null {
    const { fate } = this
    this.#statements++
    if (this.struck || fate.kind !== 'disconnect' || this.#statements < fate.at) return null
    this.struck = true
    return fate.carriedOut ? 'after' : 'before'
  }
}
