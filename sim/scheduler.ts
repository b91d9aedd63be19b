import type { Clock } from '#app/platform/clock.server.ts'
import { Actor, type Fate } from './actor.ts'
import type { Choice } from './choice.ts'
import type { VirtualTime } from './clock.ts'
import type { Session, SimDatabase } from './database.ts'
import { isWriter } from './statement-names.ts'
import type { Trace } from './trace.ts'
import type { Deliver, Turn, Waiting } from './turn.ts'

// Prisma, streams of bodies and hashes take some turns of the event loop between two things that they wait for.
const CALM_TURNS = 4
const OVERLAP = 0.3
/** Of two statements that both change rows. */
const WRITERS_OVERLAP = 0.9
/** A statement that changes rows waits now and then, until another one comes or for so long, in milliseconds. */
const WRITER_WAITS = 0.4
const LONGEST_WAIT_MS = 3_000
const MOST_STEPS = 12_000

export class EndlessSimulation extends Error {}

/**
 * Lets one thing happen at a time: a statement, a call's arrival, an answer's arrival, the end of a sleep. Which one, of those
 * that could, is drawn from the seed. Between two of them everybody runs until they wait again.
 */
export class Scheduler {
  readonly time: VirtualTime
  /** is told of a run that is held up */
  onFreeze: (actor: Actor) => void = () => undefined
  /** is told of a run whose statement waits for another one */
  onWait: (actor: Actor) => void = () => undefined
  /** One statement is carried out, or two at once, of which nobody can say which came first. */
  onStatements: (overlap: boolean) => void = () => undefined
  readonly #choice: Choice
  readonly #trace: Trace
  readonly #database: Pick<SimDatabase, 'plain' | 'together'>
  #waiting: Waiting[] = []
  #activity = 0
  #busy = 0
  #steps = 0
  readonly #numbers = new Map<string, number>()

  constructor(
    time: VirtualTime,
    {
      choice,
      trace,
      database,
    }: { choice: Choice; trace: Trace; database: Pick<SimDatabase, 'plain' | 'together'> },
  ) {
    this.time = time
    this.#database = database
    this.#choice = choice
    this.#trace = trace
  }

  createActor(kind: string, fate: Fate, skewMs = 0): Actor {
    const number = (this.#numbers.get(kind) ?? 0) + 1
    this.#numbers.set(kind, number)
    return new Actor(`${kind}#${number}`, fate, skewMs)
  }

  /** Real work that is not ours to order, such as a hash: nothing happens before it ends. */
  async track<T>(work: Promise<T>): Promise<T> {
    this.#busy++
    try {
      return await work
    } finally {
      this.#busy--
      this.#activity++
    }
  }

  /** Waits for its turn, is carried out, and waits for its answer's turn. Never resolves once the actor has crashed. */
  take<T>(actor: Actor, { label, isStatement, perform }: Turn<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const performTurn = async (session: Session) => {
        const { result, latencyMs } = await perform(session)
        const deliver = await result.then(
          (value) => () => resolve(value),
          (error: unknown) => () => reject(error instanceof Error ? error : new Error(String(error))),
        )
        return { deliver, latencyMs }
      }
      const dueAt = this.time.now
      this.#add({ actor, label, dueAt, perform: performTurn, deliver: null, isStatement, waited: false })
    })
  }

  /** The clock of an actor. */
  clockOf(actor: Actor): Clock {
    return {
      now: () => new Date(this.time.now + actor.skewMs),
      sleep: (ms) =>
        new Promise<void>((resolve) => {
          const dueAt = this.time.now + Math.max(0, ms)
          this.#add({
            actor,
            label: 'wakes',
            dueAt,
            perform: null,
            deliver: resolve,
            isStatement: false,
            waited: true,
          })
        }),
    }
  }

  /** When the next thing could happen; null when nobody waits for anything. */
  get nextAt(): number | null {
    return this.#waiting.reduce<number | null>((soonest, { dueAt, actor }) => {
      const at = Math.max(dueAt, actor.frozenUntil)
      return soonest === null || at < soonest ? at : soonest
    }, null)
  }

  /** @returns false when there is nothing that can happen now */
  async step(): Promise<boolean> {
    await this.quiesce()
    const ready = this.#waiting.filter(
      ({ dueAt, actor }) => dueAt <= this.time.now && actor.frozenUntil <= this.time.now,
    )
    if (ready.length === 0) return false
    if (++this.#steps > MOST_STEPS)
      throw new EndlessSimulation(`Nothing has come to rest after ${MOST_STEPS} steps.`)
    const chosen = this.#choice.pick(ready)
    // A run that has just begun what it does is likely to go on: long waits are for fates.
    if (this.#choice.chance(0.5)) this.time.advanceTo(this.time.now + this.#choice.between(1, 20))
    if (this.#strikes(chosen) || this.#putsOff(chosen)) return true
    if (chosen.perform) await this.#carryOut(chosen, chosen.perform, ready)
    else this.#hand(chosen)
    return true
  }

  /** Resolves when everybody waits for their turn, or for nothing. */
  async quiesce(): Promise<void> {
    let calm = 0
    let seen = this.#activity
    while (calm < CALM_TURNS) {
      await new Promise<void>((resolve) => setImmediate(resolve))
      if (this.#busy === 0 && this.#activity === seen) calm++
      else calm = 0
      seen = this.#activity
    }
  }

  /** Nothing that is still under way goes on. */
  abandon(): void {
    for (const { actor } of this.#waiting.splice(0)) actor.state = 'crashed'
  }

  #add(waiting: Waiting): void {
    if (waiting.actor.state === 'crashed') return
    this.#activity++
    this.#waiting.push(waiting)
  }

  #strikes({ actor }: Waiting): boolean {
    const struck = actor.takeStep(this.time.now)
    if (struck === 'crash') {
      this.#trace.note(actor.name, 'crashes')
      this.#waiting = this.#waiting.filter((other) => other.actor !== actor)
    } else if (struck === 'freeze') {
      this.#trace.note(actor.name, 'is held up')
      this.onFreeze(actor)
    }
    return struck !== null
  }

  #putsOff(waiting: Waiting): boolean {
    const { perform, waited, label } = waiting
    if (!perform || waited || !isWriter(label) || !this.#choice.chance(WRITER_WAITS)) return false
    waiting.waited = true
    waiting.dueAt = this.time.now + this.#choice.between(20, LONGEST_WAIT_MS)
    this.onWait(waiting.actor)
    return true
  }

  async #carryOut(
    chosen: Waiting,
    perform: NonNullable<Waiting['perform']>,
    ready: readonly Waiting[],
  ): Promise<void> {
    const other = this.#findOther(chosen, ready)
    const performOther = other?.perform
    this.onStatements(performOther !== undefined && performOther !== null)
    if (!other || !performOther) {
      this.#trace.note(chosen.actor.name, chosen.label)
      this.#becomeAnswer(chosen, await perform(this.#database.plain))
      return
    }
    this.#trace.note(chosen.actor.name, `${chosen.label} while ${other.actor.name} ${other.label}`)
    const [first, second] = await this.#database.together(perform, performOther)
    this.#becomeAnswer(chosen, first)
    this.#becomeAnswer(other, second)
  }

  #findOther({ actor, isStatement, label }: Waiting, ready: readonly Waiting[]): Waiting | undefined {
    if (!isStatement) return undefined
    const isOther = (other: Waiting) => other.actor !== actor && other.isStatement && other.perform !== null
    const others = ready.filter(isOther)
    const writers = isWriter(label)
      ? this.#waiting.filter(
          (other) => isOther(other) && isWriter(other.label) && other.actor.frozenUntil <= this.time.now,
        )
      : []
    if (writers.length > 0 && this.#choice.chance(WRITERS_OVERLAP)) return this.#choice.pick(writers)
    return others.length > 0 && this.#choice.chance(OVERLAP) ? this.#choice.pick(others) : undefined
  }

  #becomeAnswer(waiting: Waiting, { deliver, latencyMs }: { deliver: Deliver; latencyMs: number }): void {
    waiting.perform = null
    waiting.label = `gets the answer: ${waiting.label}`
    waiting.deliver = deliver
    waiting.dueAt = this.time.now + latencyMs
    // Most answers come before anything else happens.
    if (latencyMs === 0 && this.#choice.chance(0.7) && !this.#strikes(waiting)) this.#hand(waiting)
  }

  #hand(waiting: Waiting): void {
    this.#activity++
    this.#waiting = this.#waiting.filter((other) => other !== waiting)
    waiting.deliver?.()
  }
}
