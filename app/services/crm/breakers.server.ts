import {
  type SyncError,
  encodeSyncError,
  faultOwner,
  fingerprint,
  isUnknownAnswer,
} from '#app/domain/crm/failure.ts'
import { failureKind } from '#app/domain/crm/failure-kinds.ts'
import type { HubspotOperation, PauseReason } from '#app/domain/pause.ts'
import { RunStopped } from './call-turns.server.ts'

/** So many different records in a row are no coincidence. They come after a call of many that failed as well. */
const SEVERAL = 2
/** The same where the operation had just worked: some records that fail may well follow one another. */
const MANY = 10

export class Breakers {
  readonly #failed = new Map<HubspotOperation, Set<string>>()
  readonly #open = new Map<HubspotOperation, { reason: PauseReason; error: string }>()
  readonly #unknown = new Map<string, number>()

  get openOperations(): HubspotOperation[] {
    return [...this.#open.keys()]
  }

  get firstReason(): PauseReason | null {
    return [...this.#open.values()][0]?.reason ?? null
  }

  errorOf(operation: HubspotOperation): string | undefined {
    return this.#open.get(operation)?.error
  }

  requireClosed(operation: HubspotOperation): void {
    const open = this.#open.get(operation)
    if (open) throw new RunStopped(open.reason)
  }

  worked(operation: HubspotOperation): void {
    this.#failed.delete(operation)
  }

  /** @returns why the operation pauses from now on; null: as far as is known, it is these records alone */
  failed(
    operation: HubspotOperation,
    error: SyncError,
    keys: readonly string[],
    worked = false,
  ): PauseReason | null {
    const failed = new Set([...(this.#failed.get(operation) ?? []), ...keys])
    this.#failed.set(operation, failed)
    const { pauses } = failureKind(error.kind)
    const enough = worked ? MANY : pauses === undefined ? SEVERAL : 1
    if (failed.size < enough) return null
    const reason = pauses ?? (faultOwner(error) === 'account' ? 'portal_settings' : 'failing')
    this.open(operation, reason, error)
    return reason
  }

  open(operation: HubspotOperation, reason: PauseReason, error: SyncError): void {
    this.#open.set(operation, { reason, error: encodeSyncError(error) })
  }

  noteAnswer(error: SyncError): void {
    if (isUnknownAnswer(error)) this.noteOdd(error)
  }

  /** For the log alone. */
  noteOdd(error: SyncError): void {
    const print = fingerprint(error)
    this.#unknown.set(print, (this.#unknown.get(print) ?? 0) + 1)
  }

  /** Answers that the table of kinds does not know, or that were got along with, and how often each came; null: none. */
  get unknownAnswers(): string | null {
    if (this.#unknown.size === 0) return null
    return [...this.#unknown].map(([print, times]) => `${times} × ${print}`).join('; ')
  }
}
