import type { Database } from '#app/data/database.server.ts'
import { type ClaimedEmail, type EmailSettlement, settleEmails } from '#app/data/mail/messages.server.ts'
import type { Outcome } from '#app/data/queue-outcomes.server.ts'
import type { MailFailure } from '#app/domain/mail/failure.ts'
import type { Log } from '#app/platform/log.server.ts'
import { logSettled } from '#app/services/log-settled.server.ts'
import { LONGEST_WAIT_SECONDS, nextAttempt } from '#app/domain/mail/retry-schedule.ts'

export interface MessageCounts {
  sent: number
  retried: number
  dead: number
  skipped: number
  cancelled: number
  /** given back untried, or because the provider is down: costs no attempt */
  released: number
}

const COUNTED = {
  completed: 'sent',
  retry: 'retried',
  postponed: 'retried',
  dead: 'dead',
  skipped: 'skipped',
  cancelled: 'cancelled',
  released: 'released',
} as const satisfies Record<Outcome['result'], keyof MessageCounts>

/** A send that failed, and may have failed for a reason that others would meet as well. */
export interface FailedSend {
  message: ClaimedEmail
  code: MailFailure
  /** as on the message, this attempt included */
  unclearSeconds: number | null
  /** the answer, as compact text from a closed vocabulary */
  evidence: string
}

interface SendFacts {
  providerMessageId: string | null
  unclearSeconds: number | null
  /** the next attempt goes under another idempotency key */
  newKey: boolean
}

/** One that tried a paused provider makes room for another one: what it met may have been its own fault. */
const AFTER_PROBE_SECONDS = 10 * 60
const AFTER_FAILURE_SECONDS = 1

const UNREADABLE_SECONDS = 60

const SETTLED_AT_ONCE = 100

export class DeliveryRecord {
  readonly counts: MessageCounts = { sent: 0, retried: 0, dead: 0, skipped: 0, cancelled: 0, released: 0 }
  readonly #db: Database
  readonly #random: () => number
  readonly #log: Log | undefined
  readonly #unsettled: EmailSettlement[] = []

  constructor(db: Database, random: () => number, log?: Log) {
    this.#log = log
    this.#db = db
    this.#random = random
  }

  get unsettled(): number {
    return this.#unsettled.length
  }

  add(
    message: ClaimedEmail,
    outcome: Outcome,
    {
      providerMessageId = null,
      unclearSeconds = message.unclearSeconds,
      newKey = false,
    }: Partial<SendFacts> = {},
  ): void {
    this.counts[COUNTED[outcome.result]] += 1
    const extra = {
      providerMessageId,
      unclearSeconds: unclearSeconds?.toString() ?? null,
      newKey: newKey ? ('true' as const) : null,
    }
    this.#unsettled.push({ row: message, outcome, extra })
  }

  /** The failure was its own, while others went: it is tried on its own schedule, for as long as it is useful. */
  postpone(failed: FailedSend): void {
    const { message, code, unclearSeconds } = failed
    const waitSeconds = this.#ownWait(message)
    if (waitSeconds === null) return this.bury(failed, code)
    const { retryDelaySeconds: nextDelaySeconds } = message
    this.add(message, { result: 'retry', error: code, waitSeconds, nextDelaySeconds }, { unclearSeconds })
  }

  /** The failure was not its own, and costs no attempt. @param paused whether a pause says when others go on */
  excuse({ message, code, unclearSeconds }: FailedSend, paused: boolean): void {
    const alone = this.#ownWait(message) ?? LONGEST_WAIT_SECONDS
    const waitSeconds =
      message.probes.length > 0 ? AFTER_PROBE_SECONDS : paused ? AFTER_FAILURE_SECONDS : alone
    this.add(message, { result: 'released', waitSeconds, error: code }, { unclearSeconds })
  }

  keepUnreadable(message: ClaimedEmail): void {
    const waitSeconds = Math.max(UNREADABLE_SECONDS, this.#ownWait(message) ?? LONGEST_WAIT_SECONDS)
    this.release(message, 'unreadable_message', waitSeconds)
  }

  bury({ message, unclearSeconds }: FailedSend, error: MailFailure): void {
    this.add(message, { result: 'dead', error }, { unclearSeconds })
  }

  /** It was not tried. @param why what kept it back; null: the run ended */
  release(message: ClaimedEmail, why: MailFailure | null, waitSeconds = 0): void {
    this.add(message, { result: 'released', waitSeconds, ...(why && { error: why }) })
  }

  #ownWait({ ageSeconds }: ClaimedEmail): number | null {
    return nextAttempt(ageSeconds, this.#random())
  }

  async settle(): Promise<void> {
    const settlements = this.#unsettled.splice(0, SETTLED_AT_ONCE)
    await settleEmails(this.#db, settlements)
    logSettled(this.#log, 'email', settlements)
  }
}
