import type { Crm } from '#app/domain/crm/crm.ts'
import { CrmError, LockedError, NotFoundError, TransientError } from '#app/domain/crm/errors.ts'
import type { Database } from '#app/data/database.server.ts'
import { blockCalls, readSyncState } from '#app/data/hubspot/state.server.ts'
import { endPauses, pauseOperation } from '#app/data/pauses.server.ts'
import { type SyncError, encodeSyncError } from '#app/domain/crm/failure.ts'
import { nextMidnight } from '#app/domain/hubspot/portal-day.ts'
import type { HubspotOperation, Operation, PauseReason } from '#app/domain/pause.ts'
import type { Clock } from '#app/platform/clock.server.ts'
import { type Attempt, CallTurns, type RunLimits, RunStopped, type StopReason } from './call-turns.server.ts'
import { Breakers } from './breakers.server.ts'
import { LackingProperties } from './lacking-properties.server.ts'
import { isBrokenConnection, judgeCall } from './judge-call.server.ts'

export { type RunLimits, RunStopped } from './call-turns.server.ts'

const DAILY_LIMIT_WAIT_SECONDS = 60 * 60
const LOCK_MS = 2_000
/** Between the tries of a broken call. With three of ten calls failing, three tries leave three calls of a hundred. */
const PAUSES_MS = [100, 500]
/** HubSpot answers, and yet so many calls failed in a row: further attempts are not spent on it in this run. */
const FAILURES_TO_STOP = 3

/**
 * Each call in its turn, repeated when a connection broke. What would meet every other call stops the run; what would meet
 * every other call of its kind ends these alone, and the others go on.
 */
export class CrmRun {
  retryAfterSeconds = 0
  /** numbers of the records that this run has made: they were not there before */
  readonly created = { contacts: new Set<string>(), deals: new Set<string>() }
  /** keys of records that were sent with a call of which nobody knows what it has done */
  readonly uncertain = { contacts: new Set<string>(), deals: new Set<string>() }
  readonly breakers = new Breakers()
  readonly lacking = new LackingProperties((error) => this.breakers.noteOdd(error))
  readonly #turns: CallTurns
  readonly #clock: Clock
  readonly #crm: Pick<Crm, 'read'> | null
  readonly #probed: Set<Operation>
  #failuresInARow = 0
  #outageCheck: Promise<boolean> | null = null

  constructor(db: Database, limits: RunLimits, clock: Clock, crm: Pick<Crm, 'read'> | null) {
    this.#turns = new CallTurns(db, limits, clock)
    this.#clock = clock
    this.#crm = crm
    // Nobody's claim tries reads: the first that works ends their pause. One lead's run leaves that statement to the cron.
    this.#probed = new Set(limits.taken ? [] : ['reads'])
  }

  get stopped(): StopReason | null {
    return this.#turns.stopped
  }

  stopError(operation: HubspotOperation): string | undefined {
    return this.#turns.stopError ?? this.breakers.errorOf(operation)
  }

  get callsMade(): number {
    return this.#turns.callsMade
  }

  unusedCalls = () => this.#turns.unused()

  query<T>(statement: (db: Database) => Promise<T>): Promise<T> {
    return this.#turns.query(statement)
  }

  /** This run tries paused operations: the first of their calls that works ends the pause. */
  probe(operations: readonly Operation[]): void {
    for (const operation of operations) this.#probed.add(operation)
  }

  /** One call that answers as a whole. Safe to repeat. @throws RunStopped; CrmError where the caller has to decide */
  async call<Answer>(operation: HubspotOperation, send: () => Promise<Answer>): Promise<Answer> {
    try {
      const answer = await this.#call(operation, (begin) => {
        begin()
        return send()
      })
      await this.worked(operation)
      return answer
    } catch (error) {
      if (error instanceof TransientError && ++this.#failuresInARow >= FAILURES_TO_STOP) {
        this.#turns.stop('unavailable', error)
      }
      throw error
    }
  }

  /**
   * A call about several records, of which the caller has to say what became of each: {@link worked}, {@link failed}.
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

  async callOnce<Answer>(send: () => Promise<Answer>): Promise<Answer> {
    const { answer } = await this.#turns.take((begin) => {
      begin()
      return send()
    })
    return answer
  }

  /** HubSpot has done what was asked, at least for one record: that alone ends a pause. */
  async worked(operation: HubspotOperation): Promise<void> {
    this.#failuresInARow = 0
    this.breakers.worked(operation)
    if (this.#probed.delete(operation)) await this.query((db) => endPauses(db, [operation]))
  }

  /**
   * These records failed, none of those sent with them went through, and it was not by their own values.
   * @param worked the operation had just worked for others
   * @throws RunStopped when it is the fault of the operation: it pauses, and nothing is held against the records
   */
  async failed(
    operation: HubspotOperation,
    error: SyncError,
    keys: readonly string[],
    worked?: boolean,
  ): Promise<void> {
    const reason = this.breakers.failed(operation, error, keys, worked)
    if (!reason) return
    await this.#pause(operation, reason, encodeSyncError(error), null)
    throw new RunStopped(reason)
  }

  async #call<Answer>(
    operation: HubspotOperation,
    attempt: Attempt<Answer>,
    mayRepeat?: () => Promise<boolean>,
  ): Promise<Answer> {
    const unlessPaused: Attempt<Answer> = (begin) => {
      this.breakers.requireClosed(operation)
      return attempt(begin)
    }
    try {
      return await this.#repeatBroken(operation, unlessPaused, mayRepeat)
    } catch (error) {
      if (error instanceof CrmError) await this.#stopIfGeneral(operation, error)
      throw error
    }
  }

  async #repeatBroken<Answer>(
    operation: HubspotOperation,
    attempt: Attempt<Answer>,
    mayRepeat = async () => true,
  ) {
    for (const pauseMs of PAUSES_MS) {
      try {
        return (await this.#turns.take(attempt)).answer
      } catch (error) {
        if (error instanceof CrmError && this.lacking.explains(operation, error.error)) continue
        if (error instanceof LockedError) await this.#clock.sleep(LOCK_MS)
        else if (isBrokenConnection(error)) await this.#clock.sleep(pauseMs)
        else throw error
        if (!(await mayRepeat())) throw error
      }
    }
    return (await this.#turns.take(attempt)).answer
  }

  /** @throws RunStopped when other calls would fail as well; else the failure is the caller's to treat */
  async #stopIfGeneral(operation: HubspotOperation, error: CrmError): Promise<void> {
    if (!(error instanceof NotFoundError)) this.breakers.noteAnswer(error.error)
    const judgement = judgeCall(error)
    switch (judgement.kind) {
      case 'portal':
        return this.#pausePortal(operation, judgement.reason, error, judgement.seconds)
      case 'daily_limit':
        return this.#pausePortal(operation, 'daily_limit', error, await this.#secondsToMidnight())
      case 'burst_limit':
        this.retryAfterSeconds = judgement.seconds
        await this.query((db) => blockCalls(db, judgement.seconds))
        throw this.#turns.stop('burst_limit', error)
      case 'operation':
        this.breakers.open(operation, judgement.reason, error.error)
        await this.#pause(operation, judgement.reason, error.message, null)
        throw new RunStopped(judgement.reason)
      case 'out_of_reach':
        if (this.stopped === 'unavailable') throw new RunStopped(this.stopped)
        if (await this.#isOutage()) await this.#pausePortal(operation, 'unavailable', error, null)
        return
      case 'inputs':
        return
    }
  }

  /** Whether HubSpot fails whatever it is asked, and not on what it was sent. Asked once a run. */
  async #isOutage(): Promise<boolean> {
    const crm = this.#crm
    if (!crm) return false
    this.#outageCheck ??= this.callOnce(() => lookUpNobody(crm)).then(() => false, isOutOfReach)
    return this.#outageCheck
  }

  async #pausePortal(
    operation: HubspotOperation,
    reason: PauseReason,
    error: CrmError,
    seconds: number | null,
  ): Promise<never> {
    const stopped = this.#turns.stop(reason, error)
    await this.#pause(operation, reason, error.message, seconds)
    throw stopped
  }

  #pause(
    operation: HubspotOperation,
    reason: PauseReason,
    evidence: string,
    seconds: number | null,
  ): Promise<void> {
    return this.query((db) => pauseOperation(db, { operation, reason, evidence, seconds }))
  }

  async #secondsToMidnight(): Promise<number> {
    const { portalTimeZone } = await this.query(readSyncState)
    const now = this.#clock.now()
    const midnight = portalTimeZone === null ? null : nextMidnight(now, portalTimeZone)
    return midnight ? (midnight.getTime() - now.getTime()) / 1000 : DAILY_LIMIT_WAIT_SECONDS
  }
}

/** The most harmless call: whether there is such a contact does not matter. */
export async function lookUpNobody(crm: Pick<Crm, 'read'>): Promise<void> {
  await crm.read('contacts', 'email', ['nobody@example.com'])
}

function isOutOfReach(error: unknown): boolean {
  return error instanceof CrmError && judgeCall(error).kind === 'out_of_reach'
}
