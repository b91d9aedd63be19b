import type { Database } from '#app/data/database.server.ts'
import { type ClaimedEmail, type EmailSettlement, settleEmails } from '#app/data/mail/messages.server.ts'
import { type Outcome, retryOrBury } from '#app/data/queue-outcomes.server.ts'
import type { MailFailure } from '#app/domain/mail/failure.ts'

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
}

interface SendFacts {
  providerMessageId: string | null
  unclearSeconds: number | null
}

const SETTLED_AT_ONCE = 100

export class DeliveryRecord {
  readonly counts: MessageCounts = { sent: 0, retried: 0, dead: 0, skipped: 0, cancelled: 0, released: 0 }
  readonly #db: Database
  readonly #random: () => number
  readonly #unsettled: EmailSettlement[] = []

  constructor(db: Database, random: () => number) {
    this.#db = db
    this.#random = random
  }

  get unsettled(): number {
    return this.#unsettled.length
  }

  add(
    message: ClaimedEmail,
    outcome: Outcome,
    { providerMessageId = null, unclearSeconds = message.unclearSeconds }: Partial<SendFacts> = {},
  ): void {
    this.counts[COUNTED[outcome.result]] += 1
    const extra = { providerMessageId, unclearSeconds: unclearSeconds?.toString() ?? null }
    this.#unsettled.push({ row: message, outcome, extra })
  }

  retry({ message, code, unclearSeconds }: FailedSend): void {
    this.add(message, retryOrBury(message, code, this.#random()), { unclearSeconds })
  }

  /** The failure was not the message's own. @param code null: it was not tried */
  release({ message, code, unclearSeconds }: Omit<FailedSend, 'code'> & { code: MailFailure | null }): void {
    this.add(
      message,
      { result: 'released', waitSeconds: 0, ...(code && { error: code }) },
      { unclearSeconds },
    )
  }

  async settle(): Promise<void> {
    await settleEmails(this.#db, this.#unsettled.splice(0, SETTLED_AT_ONCE))
  }
}
