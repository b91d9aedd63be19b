import {
  MailAccountError,
  MailError,
  MailLimitError,
  MailOutcomeUnknownError,
  MailRefusedError,
  type MailTransport,
} from '#app/clients/mail/mail.server.ts'
import type { Database } from '#app/data/database.server.ts'
import {
  type ClaimedEmail,
  type EmailSettlement,
  admitEmails,
  claimEmails,
  settleEmails,
} from '#app/data/mail/messages.server.ts'
import { type Outcome, retryOrBury } from '#app/data/queue.server.ts'
import type { Clock } from '#app/platform/clock.server.ts'
import type { EmailLimits } from '#app/domain/limits.ts'
import type { MailFailure } from '#app/domain/mail/failure.ts'
import type { ComposerSettings } from './compose.server.ts'
import { EmailSupply, NO_STOCK, type ReadyEmail, STOCK, type SupplySource } from './supply.server.ts'
import { SendPace } from './pace.server.ts'

export interface DeliveryDependencies {
  db: Database
  /** null: no provider is configured, and every message is skipped */
  transport: MailTransport | null
  composer: ComposerSettings
  emailLimits: EmailLimits
  clock: Clock
  /** evenly distributed, 0 to 1 */
  random: () => number
}

export interface DeliveryLimits {
  maxMessages: number
  /** No send starts later than this. */
  maxSeconds: number
  /** Only this message, if it is due. */
  id?: string
}

/**
 * One cron run. Six connections send about a hundred e-mails a second at best; most providers allow far fewer.
 */
export const DELIVERY_LIMITS: DeliveryLimits = { maxMessages: 3_000, maxSeconds: 45 }

export interface DeliveryCounts {
  sent: number
  /** failed, and tried again later */
  retried: number
  dead: number
  skipped: number
  cancelled: number
  /** given back untried, or because the provider is down: costs no attempt */
  released: number
  /** what ended the run early */
  stopped: MailFailure | null
}

// What an invocation has in production, and neither workerd nor wrangler enforces locally. Sends and statements share
// them, because each lane does one thing at a time.
const CONNECTIONS = 6
// A provider that forgets keys after a day must not be asked again later than that.
const REPEATABLE_SECONDS = 23 * 60 * 60
const LONGEST_PAUSE_IN_RUN_SECONDS = 10
const QUOTA_PAUSE_SECONDS = 15 * 60
const ACCOUNT_PAUSE_SECONDS = 5 * 60
// Statements are cheap beside sends; what is unsettled when a run dies is sent again under the same key.
const SETTLE_BATCH = 30
const SETTLE_PAGE = 100

/**
 * Delivers due messages, oldest first, over at most six connections.
 *
 * Six failures in a row, or nothing but failures, are an outage: the run ends, no message loses an attempt, and the
 * next run begins with the oldest again. Failures among successes are the messages' own: they back off, and are buried
 * after their last attempt.
 * @throws what the database throws; what was sent and not yet recorded is sent again under the same key
 */
export async function deliverEmails(
  dependencies: DeliveryDependencies,
  limits: DeliveryLimits = DELIVERY_LIMITS,
): Promise<DeliveryCounts> {
  return new DeliveryRun(dependencies, limits).run()
}

class DeliveryRun {
  readonly #deps: DeliveryDependencies
  readonly #limits: DeliveryLimits
  readonly #deadline: number
  readonly #pace: SendPace
  readonly #supply: EmailSupply
  readonly #counts: DeliveryCounts = {
    sent: 0,
    retried: 0,
    dead: 0,
    skipped: 0,
    cancelled: 0,
    released: 0,
    stopped: null,
  }
  #settlements: EmailSettlement[] = []
  /** failed since the provider last took one: its fault or their own, which the end of the run tells */
  #streak: { message: ClaimedEmail; code: MailFailure }[] = []
  #stop: { code: MailFailure | null; pauseSeconds: number } | null = null

  constructor(deps: DeliveryDependencies, limits: DeliveryLimits) {
    this.#deps = deps
    this.#limits = limits
    this.#deadline = deps.clock.now().getTime() + limits.maxSeconds * 1000
    this.#pace = new SendPace(deps.clock)
    const source: SupplySource = {
      composer: deps.composer,
      claim: (limit) => this.#claim(limit),
      cancel: (message, reason) => this.#record(message, { result: 'cancelled', error: reason }),
    }
    // What a dying run holds is sent again where that is safe, and given up where it is not: then it holds little.
    const ahead = deps.transport?.repeatable === false ? NO_STOCK : STOCK
    this.#supply = new EmailSupply(source, limits.maxMessages, ahead)
  }

  async run(): Promise<DeliveryCounts> {
    const lanes = await Promise.allSettled(Array.from({ length: CONNECTIONS }, () => this.#lane()))
    this.#judgeStreak()
    for (const message of await this.#supply.rest()) this.#release(message, this.#stop?.code ?? null)
    while (this.#settlements.length > 0) await this.#settle()
    const broken = lanes.find((lane) => lane.status === 'rejected')
    if (broken) throw broken.reason
    if (this.#supply.fault) throw this.#supply.fault.error
    return { ...this.#counts, stopped: this.#stop?.code ?? null }
  }

  async #lane(): Promise<void> {
    for (;;) {
      const batch = this.#deps.transport?.repeatable === false ? 1 : SETTLE_BATCH
      if (this.#settlements.length >= batch) await this.#settle()
      const email = await this.#supply.next()
      if (!email) return
      await this.#attempt(email)
    }
  }

  async #claim(limit: number): Promise<{ claimed: number; usable: ClaimedEmail[] }> {
    const { db, emailLimits, transport, clock } = this.#deps
    if (clock.now().getTime() >= this.#deadline) return { claimed: 0, usable: [] }
    const { id } = this.#limits
    const messages = await claimEmails(db, {
      limit,
      token: crypto.randomUUID(),
      ...(id !== undefined && { id }),
    })
    const claimed = messages.length
    if (!transport) {
      for (const message of messages) this.#record(message, { result: 'skipped', error: 'no_provider' })
      return { claimed, usable: [] }
    }
    const refusals = await admitEmails(
      db,
      messages.map((message) => message.id),
      emailLimits,
    )
    const usable = messages.filter((message) => {
      const refusal = refusals.get(message.id)
      // Cancelled or erased since it was claimed: there is nothing left to settle either.
      if (refusal === undefined) return false
      if (refusal) this.#record(message, { result: 'skipped', error: refusal })
      else if (message.spent || this.#isUnsafe(message, transport)) {
        this.#record(message, { result: 'dead', error: 'outcome_unknown' })
      } else return true
      return false
    })
    return { claimed, usable }
  }

  /** Whether an earlier attempt may have been taken, and the provider would not know the repeat for one. */
  #isUnsafe(message: ClaimedEmail, transport: MailTransport): boolean {
    const { unclearSeconds } = message
    return unclearSeconds !== null && (!transport.repeatable || unclearSeconds > REPEATABLE_SECONDS)
  }

  async #attempt(email: ReadyEmail): Promise<void> {
    const { transport } = this.#deps
    const { message, mail } = email
    if (!transport) return
    if (!(await this.#pace.takeTurn(this.#deadline))) {
      this.#end(null, 0)
    }
    if (this.#stop) return this.#supply.giveBack(email)
    try {
      const { providerMessageId, pace } = await transport.send(mail)
      this.#pace.note(pace)
      for (const failed of this.#streak.splice(0)) this.#retry(failed.message, failed.code)
      this.#record(message, { result: 'completed' }, providerMessageId)
    } catch (error) {
      if (!(error instanceof MailError)) throw error
      this.#fail(email, error, transport)
    }
  }

  #fail(email: ReadyEmail, error: MailError, transport: MailTransport): void {
    const { message } = email
    if (error instanceof MailRefusedError) return this.#record(message, { result: 'dead', error: error.code })
    if (error instanceof MailLimitError) return this.#slowDown(email, error)
    if (error instanceof MailAccountError) {
      this.#end(error.code, ACCOUNT_PAUSE_SECONDS)
      return this.#supply.giveBack(email)
    }
    if (error instanceof MailOutcomeUnknownError && !transport.repeatable) {
      return this.#record(message, { result: 'dead', error: 'outcome_unknown' })
    }
    if (error instanceof MailOutcomeUnknownError) message.unclearSeconds ??= 0
    this.#streak.push({ message, code: error.code })
    if (this.#streak.length >= CONNECTIONS) this.#end(error.code, 0)
  }

  #slowDown(email: ReadyEmail, error: MailLimitError): void {
    this.#pace.note(error.pace)
    this.#supply.giveBack(email)
    const quota = error.code === 'quota_exceeded'
    const seconds = error.retryAfterSeconds ?? (quota ? QUOTA_PAUSE_SECONDS : 1)
    if (quota || seconds > LONGEST_PAUSE_IN_RUN_SECONDS) this.#end(error.code, seconds)
    else this.#pace.close(seconds)
  }

  /** No lane begins another send. */
  #end(code: MailFailure | null, pauseSeconds: number): void {
    this.#stop ??= { code, pauseSeconds }
    this.#supply.close()
  }

  #judgeStreak(): void {
    const outage = this.#counts.sent === 0 || this.#streak.length >= CONNECTIONS
    for (const { message, code } of this.#streak.splice(0)) {
      if (outage) this.#release(message, code)
      else this.#retry(message, code)
    }
  }

  #retry(message: ClaimedEmail, code: MailFailure): void {
    this.#record(message, retryOrBury(message, code, this.#deps.random()))
  }

  #release(message: ClaimedEmail, code: MailFailure | null): void {
    const waitSeconds = this.#stop?.pauseSeconds ?? 0
    this.#record(message, { result: 'released', waitSeconds, ...(code && { error: code }) })
  }

  #record(message: ClaimedEmail, outcome: Outcome, providerMessageId: string | null = null): void {
    this.#counts[COUNTED[outcome.result]] += 1
    const unclearSeconds = message.unclearSeconds?.toString() ?? null
    this.#settlements.push({ row: message, outcome, extra: { providerMessageId, unclearSeconds } })
  }

  async #settle(): Promise<void> {
    await settleEmails(this.#deps.db, this.#settlements.splice(0, SETTLE_PAGE))
  }
}

const COUNTED = {
  completed: 'sent',
  retry: 'retried',
  dead: 'dead',
  skipped: 'skipped',
  cancelled: 'cancelled',
  released: 'released',
} as const satisfies Record<Outcome['result'], keyof DeliveryCounts>
