import type { CrmError } from '#app/domain/crm/errors.ts'
import type { Database } from '#app/data/database.server.ts'
import { giveBackCall, takeCall, tryTakeCall } from '#app/data/hubspot/state.server.ts'
import type { CallBudget } from '#app/domain/limits.ts'
import { encodeSyncError } from '#app/domain/crm/failure.ts'
import type { PauseReason } from '#app/domain/pause.ts'
import type { Clock } from '#app/platform/clock.server.ts'
import { ConnectionSlots } from './connection-slots.server.ts'

export interface RunLimits {
  calls: number
  seconds: number
  connections: number
  /** what the portal allows, less what is left to its other apps; null: no limit is kept */
  burst: CallBudget | null
  /** calls are taken from it with the lead: the run never waits for its turn, and ends where there are no others */
  taken?: TakenCalls
}

export interface TakenCalls {
  left: number
  /** null: none yet */
  takenAt: Date | null
  /** how many what follows the lead takes */
  followUps: number
}

export type StopReason = PauseReason | 'burst_limit' | 'calls' | 'time'

/** The run makes no more calls; what it has not done waits for the next one. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped'
}

/** A call when its turn has come: says by `begin`, which throws RunStopped, that HubSpot is called now; or returns without. */
export type Attempt<Answer> = (begin: () => void) => Promise<Answer>

type Turn<Answer> = { kind: 'taken'; answer: Answer; made: boolean } | { kind: 'window_full'; waitMs: number }

/** Holds a run to its limits, its connections and the portal's sliding window, which all runs fill together. */
export class CallTurns {
  stopped: StopReason | null = null
  stopError: string | undefined
  callsMade = 0
  readonly #db: Database
  readonly #limits: RunLimits
  readonly #clock: Clock
  readonly #slots: ConnectionSlots
  readonly #endsAt: number

  constructor(db: Database, limits: RunLimits, clock: Clock) {
    this.#db = db
    this.#limits = limits
    this.#clock = clock
    this.#slots = new ConnectionSlots(limits.connections)
    this.#endsAt = clock.now().getTime() + limits.seconds * 1000
  }

  query<T>(statement: (db: Database) => Promise<T>): Promise<T> {
    return this.#slots.run(() => statement(this.#db))
  }

  /** Calls that were taken beforehand and that whoever asks gives back; null: none. */
  unused(): { takenAt: Date; calls: number } | null {
    const { taken } = this.#limits
    if (!taken?.takenAt || taken.left === 0) return null
    const calls = taken.left
    taken.left = 0
    return { takenAt: taken.takenAt, calls }
  }

  async take<Answer>(attempt: Attempt<Answer>): Promise<{ answer: Answer; made: boolean }> {
    for (;;) {
      const turn = await this.#slots.run(() => this.#tryTurn(attempt))
      if (turn.kind === 'taken') return turn
      if (this.#clock.now().getTime() + turn.waitMs >= this.#endsAt) throw this.stop('time')
      await this.#clock.sleep(turn.waitMs)
    }
  }

  async #tryTurn<Answer>(attempt: Attempt<Answer>): Promise<Turn<Answer>> {
    this.#requireRunning()
    const place = await this.#takePlace()
    if (place.waitMs > 0) return { kind: 'window_full', waitMs: place.waitMs }
    this.callsMade++
    let made = false
    try {
      this.#requireAdmitted()
      const answer = await attempt(() => {
        this.#requireTime()
        made = true
      })
      return { kind: 'taken', answer, made }
    } finally {
      if (!made) await this.#giveBack(place.takenAt)
    }
  }

  async #takePlace(): Promise<{ waitMs: number; takenAt: Date | null }> {
    const { burst, taken } = this.#limits
    if (!burst) return { waitMs: 0, takenAt: null }
    if (!taken) return takeCall(this.#db, burst)
    if (taken.left > 0) taken.left--
    else if (!(await tryTakeCall(this.#db, burst))) throw this.stop('calls')
    return { waitMs: 0, takenAt: null }
  }

  async #giveBack(takenAt: Date | null): Promise<void> {
    this.callsMade--
    if (this.#limits.taken) this.#limits.taken.left++
    if (takenAt) await giveBackCall(this.#db, takenAt)
  }

  #requireRunning(): void {
    if (this.stopped) throw new RunStopped(this.stopped)
    if (this.callsMade >= this.#limits.calls) throw this.stop('calls')
    this.#requireTime()
  }

  // Others may have stopped the run while the window was asked; one stopped for want of room makes this call still.
  #requireAdmitted(): void {
    if (this.stopped && this.stopped !== 'calls' && this.stopped !== 'time')
      throw new RunStopped(this.stopped)
    if (this.callsMade > this.#limits.calls) throw this.stop('calls')
    this.#requireTime()
  }

  /** A run that was held up between asking whether it holds a lead and sending it may hold it no more. */
  #requireTime(): void {
    if (this.#clock.now().getTime() >= this.#endsAt) throw this.stop('time')
  }

  /** No more calls are begun. The first reason counts. @returns what is to be thrown by whom it concerns */
  stop(reason: StopReason, error?: CrmError): RunStopped {
    if (!this.stopped) {
      this.stopped = reason
      this.stopError = error && encodeSyncError(error.error)
    }
    return new RunStopped(reason)
  }
}
