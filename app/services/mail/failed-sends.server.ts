import type { MailFailure } from '#app/domain/mail/failure.ts'
import type { FailedSend } from './delivery-record.server.ts'

/** So many recipients in a row are no coincidence. */
const OUTAGE_RECIPIENTS = 6

/**
 * The sends that failed since the provider last took an e-mail, for a reason that may be their own or everybody's. An
 * e-mail that failed while others went is on its own schedule from then on, and says nothing about the others.
 */
export class FailedSends {
  #failed: { failed: FailedSend; settled: boolean }[] = []

  /** @param settled it is said already what becomes of it */
  add(failed: FailedSend, settled: boolean): void {
    this.#failed.push({ failed, settled })
  }

  take(): FailedSend[] {
    return this.#failed.splice(0).flatMap(({ failed, settled }) => (settled ? [] : [failed]))
  }

  get last(): FailedSend | undefined {
    return this.#failed.at(-1)?.failed
  }

  get recipients(): number {
    return new Set(this.#failed.map(({ failed }) => failed.message.recipient)).size
  }

  /** Whether the provider takes nothing at all, as far as a run can tell before its end. */
  get isOutage(): boolean {
    return this.recipients >= OUTAGE_RECIPIENTS
  }
}

/** Whether the e-mail failed before while others went. Its first attempt is the first, and a release gives it back. */
export function isIsolated({ message }: Pick<FailedSend, 'message'>): boolean {
  return message.retryCount > 1
}

export interface Stop {
  code: MailFailure | null
}
