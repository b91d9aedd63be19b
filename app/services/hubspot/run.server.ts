import {
  type HubspotClient,
  HubspotError,
  LockedError,
  TransientError,
} from '#app/clients/hubspot/client.server.ts'
import type { Database } from '#app/data/database.server.ts'
import { blockCalls, readSyncState } from '#app/data/hubspot/state.server.ts'
import { endPauses, pauseOperation } from '#app/data/pauses.server.ts'
import { nextMidnight } from '#app/domain/hubspot/portal-day.ts'
import type { HubspotOperation, Operation, PauseReason } from '#app/domain/pause.ts'
import type { Clock } from '#app/platform/clock.server.ts'
import { type Attempt, CallTurns, type RunLimits, RunStopped, type StopReason } from './call-turns.server.ts'
import { judgeFailure } from './judge-failure.server.ts'

export { RunStopped } from './call-turns.server.ts'
export type { RunLimits } from './call-turns.server.ts'

const DAILY_LIMIT_WAIT_SECONDS = 60 * 60
const LOCK_MS = 2_000
/** Between the tries of a broken call. With three of ten calls failing, three tries leave three calls of a hundred. */
const PAUSES_MS = [100, 500]
/** HubSpot answers, and yet so many calls failed in a row: further attempts are not spent on it in this run. */
const FAILURES_TO_STOP = 3

/** Each call in its turn, repeated when a connection broke; what would meet every other call stops the run. */
export class HubspotRun {
  retryAfterSeconds = 0
  readonly #turns: CallTurns
  readonly #clock: Clock
  readonly #hubspot: Pick<HubspotClient, 'read'> | null
  readonly #probed = new Set<Operation>()
  #failuresInARow = 0
  #outageCheck: Promise<boolean> | null = null

  /** @param hubspot is asked, when a call broke, whether it is HubSpot as a whole; null: nobody asks */
  constructor(db: Database, limits: RunLimits, clock: Clock, hubspot: Pick<HubspotClient, 'read'> | null) {
    this.#turns = new CallTurns(db, limits, clock)
    this.#clock = clock
    this.#hubspot = hubspot
  }

  get stopped(): StopReason | null {
    return this.#turns.stopped
  }

  get stopError(): string | undefined {
    return this.#turns.stopError
  }

  get callsMade(): number {
    return this.#turns.callsMade
  }

  query<T>(statement: (db: Database) => Promise<T>): Promise<T> {
    return this.#turns.query(statement)
  }

  /** This run tries paused operations: the first of their calls that works ends the pause. */
  probe(operations: readonly Operation[]): void {
    for (const operation of operations) this.#probed.add(operation)
  }

  /** Safe to repeat. @throws RunStopped; HubspotError where the caller has to decide */
  call<Answer>(operation: HubspotOperation, send: () => Promise<Answer>): Promise<Answer> {
    return this.#call(operation, (begin) => {
      begin()
      return send()
    })
  }

  /**
   * `prepare` is asked when the turn has come; where it gives null there is nothing to send any more. `mayRepeat` is asked
   * before a call that broke is made again, since it may have been carried out all the same.
   */
  callPrepared<Input, Answer>(
    operation: HubspotOperation,
    call: {
      prepare: () => Promise<Input | null>
      send: (input: Input) => Promise<Answer>
      mayRepeat?: () => Promise<boolean>
    },
  ): Promise<Answer | null> {
    const attempt: Attempt<Answer | null> = async (begin) => {
      const input = await call.prepare()
      if (input === null) return null
      begin()
      return call.send(input)
    }
    return this.#call(operation, attempt, call.mayRepeat)
  }

  /** A call that is made once, and whose failure has no consequences for the run. */
  async callOnce<Answer>(send: () => Promise<Answer>): Promise<Answer> {
    const { answer } = await this.#turns.take((begin) => {
      begin()
      return send()
    })
    return answer
  }

  async #call<Answer>(
    operation: HubspotOperation,
    attempt: Attempt<Answer>,
    mayRepeat?: () => Promise<boolean>,
  ): Promise<Answer> {
    try {
      const { answer, made } = await this.#repeatBroken(attempt, mayRepeat)
      if (made) await this.#noteSuccess(operation)
      return answer
    } catch (error) {
      if (error instanceof HubspotError) await this.#stopIfGeneral(operation, error)
      throw error
    }
  }

  /** One that broke is made again after a moment, twice at most; one on a locked record after its lock. */
  async #repeatBroken<Answer>(
    attempt: Attempt<Answer>,
    mayRepeat = async () => true,
  ): Promise<{ answer: Answer; made: boolean }> {
    for (const pauseMs of PAUSES_MS) {
      try {
        return await this.#turns.take(attempt)
      } catch (error) {
        if (error instanceof LockedError) await this.#clock.sleep(LOCK_MS)
        else if (isBrokenConnection(error)) await this.#clock.sleep(pauseMs)
        else throw error
        if (!(await mayRepeat())) throw error
      }
    }
    return this.#turns.take(attempt)
  }

  async #noteSuccess(operation: HubspotOperation): Promise<void> {
    this.#failuresInARow = 0
    if (this.#probed.delete(operation)) await this.query((db) => endPauses(db, [operation]))
  }

  /** @throws RunStopped when every other call would fail as well; else the failure is the caller's to treat */
  async #stopIfGeneral(operation: HubspotOperation, error: HubspotError): Promise<void> {
    const judgement = judgeFailure(error)
    switch (judgement.kind) {
      case 'pause':
        return this.#pause(operation, judgement.reason, error, judgement.seconds)
      case 'daily_limit':
        return this.#pause(operation, 'daily_limit', error, await this.#secondsToMidnight())
      case 'burst_limit':
        this.retryAfterSeconds = judgement.seconds
        await this.query((db) => blockCalls(db, judgement.seconds))
        throw this.#turns.stop('burst_limit', error)
      case 'out_of_reach':
        return this.#stopInOutage(operation, error)
      case 'record':
        return
    }
  }

  /** @throws RunStopped when HubSpot as a whole is out of reach */
  async #stopInOutage(operation: HubspotOperation, error: HubspotError): Promise<void> {
    // Another call has found out meanwhile.
    if (this.stopped === 'unavailable') throw new RunStopped(this.stopped)
    if (await this.#isOutage()) return this.#pause(operation, 'unavailable', error, null)
    if (error instanceof TransientError && ++this.#failuresInARow >= FAILURES_TO_STOP) {
      this.#turns.stop('unavailable', error)
    }
  }

  /** Whether HubSpot fails whatever it is asked, and not on what it was sent. Calls that broke together ask once. */
  async #isOutage(): Promise<boolean> {
    const hubspot = this.#hubspot
    if (!hubspot) return false
    this.#outageCheck ??= this.callOnce(() => lookUpNobody(hubspot))
      .then(() => false, isOutOfReach)
      .finally(() => (this.#outageCheck = null))
    return this.#outageCheck
  }

  async #pause(
    operation: HubspotOperation,
    reason: PauseReason,
    error: HubspotError,
    seconds: number | null,
  ): Promise<never> {
    const stopped = this.#turns.stop(reason, error)
    await this.query((db) => pauseOperation(db, { operation, reason, evidence: error.message, seconds }))
    throw stopped
  }

  async #secondsToMidnight(): Promise<number> {
    const { portalTimeZone } = await this.query(readSyncState)
    const now = this.#clock.now()
    const midnight = portalTimeZone === null ? null : nextMidnight(now, portalTimeZone)
    return midnight ? (midnight.getTime() - now.getTime()) / 1000 : DAILY_LIMIT_WAIT_SECONDS
  }
}

/** The most harmless call: whether there is such a contact does not matter. */
export async function lookUpNobody(hubspot: Pick<HubspotClient, 'read'>): Promise<void> {
  await hubspot.read('contacts', 'email', ['nobody@example.com'])
}

function isOutOfReach(error: unknown): boolean {
  return error instanceof HubspotError && judgeFailure(error).kind === 'out_of_reach'
}

/** Broken at once: worth another try in the same run. A call that timed out has already cost its ten seconds. */
function isBrokenConnection(error: unknown): boolean {
  return error instanceof TransientError && error.error.kind !== 'timeout'
}
