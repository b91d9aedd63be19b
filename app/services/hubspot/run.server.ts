import {
  AuthenticationError,
  BurstLimitError,
  DailyLimitError,
  type HubspotClient,
  HubspotError,
  LockedError,
  MigratingError,
  ScopeError,
  TransientError,
  UnknownHubspotError,
} from '#app/clients/hubspot/client.server.ts'
import type { Database } from '#app/data/database.server.ts'
import {
  type PauseReason,
  blockCalls,
  giveBackCall,
  pauseSync,
  readSyncState,
  takeCall,
} from '#app/data/hubspot/state.server.ts'
import type { CallBudget } from '#app/domain/limits.ts'
import { nextMidnight } from '#app/domain/hubspot/portal-day.ts'
import { encodeSyncError } from '#app/domain/hubspot/failure.ts'
import type { Clock } from '#app/platform/clock.server.ts'
import { ConnectionSlots } from './connection-slots.server.ts'

const BURST_WAIT_SECONDS = 10
/** What HubSpot may ask for at most: a wait comes from a header, and nobody looks at a sync that waits for days. */
const MAX_BURST_WAIT_SECONDS = 5 * 60
const MAX_MIGRATION_WAIT_SECONDS = 24 * 60 * 60
const DAILY_LIMIT_WAIT_SECONDS = 60 * 60
const MIGRATION_WAIT_SECONDS = 60
const LOCK_MS = 2_000
/** Between the tries of a broken call. With three of ten calls failing, three tries leave three calls of a hundred. */
const PAUSES_MS = [100, 500]
/** HubSpot answers, and yet so many calls failed in a row: further attempts are not spent on it in this run. */
const FAILURES_TO_STOP = 3

export interface RunLimits {
  /** calls to HubSpot, retried ones included */
  calls: number
  /** no call is started later */
  seconds: number
  /** calls and statements under way at once */
  connections: number
  /** what the portal allows, less what is left to its other apps; null: no limit is kept */
  burst: CallBudget | null
}

export type StopReason = PauseReason | 'burst_limit' | 'calls' | 'time'

/** The run makes no more calls; what it has not done waits for the next one. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped'
}

/**
 * One run's access to HubSpot and the database: keeps its bounds and the portal's limits, repeats what a broken
 * connection spoiled, and stops everything on a condition that would meet every other call as well.
 */
export class HubspotRun {
  /** why the run makes no more calls; null while it does */
  stopped: StopReason | null = null
  /** what stopped it, when it was an answer of HubSpot's */
  stopError: string | undefined
  /** seconds until what it left over may be tried again */
  retryAfterSeconds = 0
  callsMade = 0
  private failuresInARow = 0
  private probing: Promise<boolean> | null = null
  private readonly slots: ConnectionSlots
  private readonly endsAt: number

  /** @param hubspot is asked, when a call broke, whether it is HubSpot as a whole; null: nobody asks */
  constructor(
    private readonly db: Database,
    private readonly limits: RunLimits,
    private readonly clock: Clock,
    private readonly hubspot: Pick<HubspotClient, 'read'> | null,
  ) {
    this.slots = new ConnectionSlots(limits.connections)
    this.endsAt = clock.now().getTime() + limits.seconds * 1000
  }

  /** A statement, in one of the run's connections. */
  query<T>(statement: (db: Database) => Promise<T>): Promise<T> {
    return this.slots.run(() => statement(this.db))
  }

  /**
   * A call to HubSpot that is safe to repeat. One that broke is made again after a moment, twice at most; one on a locked
   * record after the two seconds that a lock lasts.
   * @param call gets the database, for what has to be asked right before: the run may have waited for its turn. Null: it
   *   asked, and made no call
   * @throws RunStopped when the run makes no more calls
   * @throws HubspotError what the caller has to treat: refused, transient, locked, unknown
   */
  async call<T>(call: (db: Database) => Promise<T>): Promise<T> {
    for (const pauseMs of PAUSES_MS) {
      try {
        return await this.answered(call)
      } catch (error) {
        if (error instanceof LockedError) await this.clock.sleep(LOCK_MS)
        else if (isBrokenConnection(error)) await this.clock.sleep(pauseMs)
        else throw await this.treated(error)
      }
    }
    try {
      return await this.answered(call)
    } catch (error) {
      throw await this.treated(error)
    }
  }

  private async answered<T>(call: (db: Database) => Promise<T>): Promise<T> {
    const answer = await this.attempt(call)
    if (answer !== null) this.failuresInARow = 0
    return answer
  }

  /** A call that may fail without consequences for the run. */
  once<T>(call: () => Promise<T>): Promise<T> {
    return this.attempt(call)
  }

  private async attempt<T>(call: (db: Database) => Promise<T>): Promise<T> {
    const { burst } = this.limits
    for (;;) {
      const waitMs = await this.slots.run(async () => {
        this.requireRunning()
        const turn = burst ? await takeCall(this.db, burst) : null
        if (turn && turn.waitMs > 0) return turn.waitMs
        return { answer: await this.makeAdmitted(call, turn?.takenAt ?? null) }
      })
      if (typeof waitMs !== 'number') return waitMs.answer
      if (this.clock.now().getTime() + waitMs >= this.endsAt) throw this.stop('time')
      await this.clock.sleep(waitMs)
    }
  }

  /** Makes a call that the window has admitted, or gives its place back to the other runs. */
  private async makeAdmitted<T>(call: (db: Database) => Promise<T>, takenAt: Date | null): Promise<T> {
    let made = false
    this.callsMade++
    try {
      // Others may have stopped the run while the window was asked.
      this.requireAdmitted()
      const answer = await call(this.db)
      made = answer !== null
      return answer
    } catch (error) {
      // Whatever else is thrown was thrown before HubSpot was called.
      made = error instanceof HubspotError
      throw error
    } finally {
      if (!made) await this.giveBack(takenAt)
    }
  }

  private async giveBack(takenAt: Date | null): Promise<void> {
    this.callsMade--
    if (takenAt) await giveBackCall(this.db, takenAt)
  }

  private requireRunning(): void {
    if (this.stopped) throw new RunStopped(this.stopped)
    if (this.callsMade >= this.limits.calls) throw this.stop('calls')
    if (this.clock.now().getTime() >= this.endsAt) throw this.stop('time')
  }

  /** For a call that is counted already. A run that stopped for want of room or time still makes those it has both for. */
  private requireAdmitted(): void {
    if (this.stopped && this.stopped !== 'calls' && this.stopped !== 'time')
      throw new RunStopped(this.stopped)
    if (this.callsMade > this.limits.calls) throw this.stop('calls')
    if (this.clock.now().getTime() >= this.endsAt) throw this.stop('time')
  }

  /** Stops the run where an error would meet every other call as well; gives back what is to be thrown. */
  private async treated(error: unknown): Promise<unknown> {
    if (!(error instanceof HubspotError)) return error
    if (error instanceof AuthenticationError) return this.pause('authentication', error, null)
    if (error instanceof ScopeError) return this.pause('scope', error, null)
    if (error instanceof DailyLimitError)
      return this.pause('daily_limit', error, await this.secondsToMidnight())
    if (error instanceof MigratingError) {
      const seconds = error.retryAfterSeconds ?? MIGRATION_WAIT_SECONDS
      return this.pause('migrating', error, Math.min(seconds, MAX_MIGRATION_WAIT_SECONDS))
    }
    if (error instanceof BurstLimitError) {
      this.retryAfterSeconds = Math.min(error.retryAfterSeconds ?? BURST_WAIT_SECONDS, MAX_BURST_WAIT_SECONDS)
      await this.query((db) => blockCalls(db, this.retryAfterSeconds))
      return this.stop('burst_limit', error)
    }
    if (isOutOfReach(error)) {
      if (this.stopped === 'unavailable') return new RunStopped(this.stopped)
      if (await this.isOutage()) return this.pause('unavailable', error, null)
      if (error instanceof TransientError && ++this.failuresInARow >= FAILURES_TO_STOP)
        this.stop('unavailable', error)
    }
    return error
  }

  /** Whether HubSpot fails whatever it is asked, and not on what it was sent. Calls that broke together ask once. */
  private async isOutage(): Promise<boolean> {
    const { hubspot } = this
    if (!hubspot) return false
    this.probing ??= this.attempt(() => lookUpNobody(hubspot))
      .then(() => false, isOutOfReach)
      .finally(() => (this.probing = null))
    return this.probing
  }

  private async pause(reason: PauseReason, error: HubspotError, seconds: number | null): Promise<RunStopped> {
    const stopped = this.stop(reason, error)
    await this.query((db) => pauseSync(db, { reason, error: error.message, seconds }))
    return stopped
  }

  private stop(reason: StopReason, error?: HubspotError): RunStopped {
    if (!this.stopped) {
      this.stopped = reason
      this.stopError = error && encodeSyncError(error.error)
    }
    return new RunStopped(reason)
  }

  private async secondsToMidnight(): Promise<number> {
    const { portalTimeZone } = await this.query(readSyncState)
    const now = this.clock.now()
    const midnight = portalTimeZone === null ? null : nextMidnight(now, portalTimeZone)
    return midnight ? (midnight.getTime() - now.getTime()) / 1000 : DAILY_LIMIT_WAIT_SECONDS
  }
}

/** The most harmless call: whether there is such a contact does not matter. */
export async function lookUpNobody(hubspot: Pick<HubspotClient, 'read'>): Promise<void> {
  await hubspot.read('contacts', 'email', ['nobody@example.com'])
}

/** No answer of the API that was called: it may be away, or somewhere else. */
function isOutOfReach(error: unknown): boolean {
  return error instanceof TransientError || error instanceof UnknownHubspotError
}

/** Broken at once: worth another try in the same run. A call that timed out has already cost its ten seconds. */
function isBrokenConnection(error: unknown): boolean {
  return error instanceof TransientError && error.error.kind !== 'timeout'
}
