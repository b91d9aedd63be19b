import {
  MailAccountError,
  MailError,
  MailLimitError,
  MailOutcomeUnknownError,
  MailRefusedError,
  type MailTransport,
  type OutgoingMail,
} from '#app/clients/mail.server.ts'
import type { Database } from '#app/data/database.server.ts'
import {
  type ClaimedEmail,
  type EmailCaps,
  type EmailSettlement,
  admitEmails,
  claimEmails,
  settleEmails,
} from '#app/data/emails.server.ts'
import { type Outcome, retryOrBury } from '#app/data/queue.server.ts'
import type { Clock } from '#app/platform/clock.server.ts'
import type { MailFailure } from '#app/domain/mail-failure.ts'
import { type ComposerSettings, composeEmail } from './compose-email.server.ts'
import { SendPace } from './send-pace.server.ts'

export interface DeliveryDependencies {
  db: Database
  /** null: no provider is configured, and every message is skipped */
  transport: MailTransport | null
  composer: ComposerSettings
  caps: EmailCaps
  clock: Clock
  /** evenly distributed, 0 to 1 */
  random: () => number
}

export interface DeliveryBounds {
  maxMessages: number
  /** No send starts later than this. */
  maxSeconds: number
  /** Only this message, if it is due. */
  id?: string
}

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
const CLAIM_BATCH = 100
// Claimed while so many are left, so that no connection waits for the statement: a third of a second of sending.
const CLAIM_AHEAD = 40
// Written ahead while sends are under way, so that a free connection sends at once.
const COMPOSE_AHEAD = 12
// A provider that forgets keys after a day must not be asked again later than that.
const REPEATABLE_SECONDS = 23 * 60 * 60
const LONGEST_PAUSE_IN_RUN_SECONDS = 10
const QUOTA_PAUSE_SECONDS = 15 * 60
const ACCOUNT_PAUSE_SECONDS = 5 * 60
// Statements are cheap beside sends; what is unsettled when a run dies is sent again under the same key.
const SETTLE_BATCH = 30

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
  bounds: DeliveryBounds,
): Promise<DeliveryCounts> {
  return new DeliveryRun(dependencies, bounds).run()
}

interface ReadyEmail {
  message: ClaimedEmail
  mail: OutgoingMail
}

class DeliveryRun {
  readonly #deps: DeliveryDependencies
  readonly #bounds: DeliveryBounds
  readonly #deadline: number
  readonly #pace: SendPace
  readonly #counts: DeliveryCounts = {
    sent: 0,
    retried: 0,
    dead: 0,
    skipped: 0,
    cancelled: 0,
    released: 0,
    stopped: null,
  }
  #waiting: ClaimedEmail[] = []
  #ready: ReadyEmail[] = []
  #composing: Promise<void> | null = null
  /** a fault of ours: its message keeps its lease, the others go on, and the run fails at its end */
  #fault: { error: unknown } | null = null
  #settlements: EmailSettlement[] = []
  /** failed since the provider last took one: its fault or their own, which the end of the run tells */
  #streak: { message: ClaimedEmail; code: MailFailure }[] = []
  #claimed = 0
  #claiming: Promise<void> | null = null
  #exhausted = false
  #stop: { code: MailFailure | null; pauseSeconds: number } | null = null

  constructor(deps: DeliveryDependencies, bounds: DeliveryBounds) {
    this.#deps = deps
    this.#bounds = bounds
    this.#deadline = deps.clock.now().getTime() + bounds.maxSeconds * 1000
    this.#pace = new SendPace(deps.clock)
  }

  async run(): Promise<DeliveryCounts> {
    const lanes = await Promise.allSettled(Array.from({ length: CONNECTIONS }, () => this.#lane()))
    this.#judgeStreak()
    await this.#composing
    const untried = [...this.#ready.splice(0).map(({ message }) => message), ...this.#waiting.splice(0)]
    for (const message of untried) this.#release(message, this.#stop?.code ?? null)
    while (this.#settlements.length > 0) await this.#settle()
    const broken = lanes.find((lane) => lane.status === 'rejected')
    if (broken) throw broken.reason
    if (this.#fault) throw this.#fault.error
    return { ...this.#counts, stopped: this.#stop?.code ?? null }
  }

  async #lane(): Promise<void> {
    for (;;) {
      const batch = this.#deps.transport?.repeatable === false ? 1 : SETTLE_BATCH
      if (this.#settlements.length >= batch) await this.#settle()
      const email = await this.#next()
      if (!email) return
      await this.#attempt(email)
    }
  }

  async #next(): Promise<ReadyEmail | null> {
    for (;;) {
      if (this.#stop) return null
      // By one lane, while the others go on sending.
      if (!this.#exhausted && !this.#claiming && this.#waiting.length < CLAIM_AHEAD) {
        this.#claiming = this.#claim().finally(() => (this.#claiming = null))
        await this.#claiming
        continue
      }
      this.#composeAhead()
      const email = this.#ready.shift()
      if (email) return email
      if (this.#composing) await this.#composing
      else if (this.#claiming) await this.#claiming
      else return null
    }
  }

  /** One after the other, so that e-mails leave in the order in which they were claimed. */
  #composeAhead(): void {
    if (this.#composing || this.#stop || this.#ready.length >= COMPOSE_AHEAD) return
    const message = this.#waiting.shift()
    if (!message) return
    this.#composing = this.#compose(message)
      .catch((error: unknown) => (this.#fault ??= { error }))
      .then(() => {
        this.#composing = null
        this.#composeAhead()
      })
  }

  async #compose(message: ClaimedEmail): Promise<void> {
    const composition = await composeEmail(message, this.#deps.composer)
    if (composition.kind === 'mail') this.#ready.push({ message, mail: composition.mail })
    else this.#record(message, { result: 'cancelled', error: composition.reason })
  }

  async #claim(): Promise<void> {
    const limit = Math.min(CLAIM_BATCH, this.#bounds.maxMessages - this.#claimed)
    if (limit <= 0 || this.#deps.clock.now().getTime() >= this.#deadline) {
      this.#exhausted = true
      return
    }
    const { db, caps, transport } = this.#deps
    const id = this.#bounds.id
    const messages = await claimEmails(db, {
      limit,
      token: crypto.randomUUID(),
      ...(id !== undefined && { id }),
    })
    this.#claimed += messages.length
    this.#exhausted = messages.length < limit
    if (!transport) {
      for (const message of messages) this.#record(message, { result: 'skipped', error: 'no_provider' })
      return
    }
    if (messages.length === 0) return
    const refused = await admitEmails(
      db,
      messages.map((message) => message.id),
      caps,
    )
    for (const message of messages) {
      const refusal = refused.get(message.id)
      if (refusal) this.#record(message, { result: 'skipped', error: refusal })
      else if (message.spent || this.#isUnsafe(message, transport)) {
        this.#record(message, { result: 'dead', error: 'outcome_unknown' })
      } else this.#waiting.push(message)
    }
  }

  /** Whether an earlier attempt may have been taken, and the provider would not know the repeat for one. */
  #isUnsafe(message: ClaimedEmail, transport: MailTransport): boolean {
    const triedBefore = message.retryCount > 1 || message.lastError !== null
    if (!triedBefore) return false
    // Attempts that are known to have failed are given back: what is counted here was never settled.
    if (!transport.repeatable) return message.retryCount > 1
    return message.ageSeconds > REPEATABLE_SECONDS
  }

  async #attempt(email: ReadyEmail): Promise<void> {
    const { transport } = this.#deps
    const { message, mail } = email
    if (!transport) return
    if (!(await this.#pace.takeTurn(this.#deadline))) {
      this.#stop ??= { code: null, pauseSeconds: 0 }
    }
    if (this.#stop) return void this.#ready.unshift(email)
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
      this.#stop ??= { code: error.code, pauseSeconds: ACCOUNT_PAUSE_SECONDS }
      return void this.#ready.unshift(email)
    }
    if (error instanceof MailOutcomeUnknownError && !transport.repeatable) {
      return this.#record(message, { result: 'dead', error: 'outcome_unknown' })
    }
    this.#streak.push({ message, code: error.code })
    if (this.#streak.length >= CONNECTIONS) this.#stop ??= { code: error.code, pauseSeconds: 0 }
  }

  #slowDown(email: ReadyEmail, error: MailLimitError): void {
    this.#pace.note(error.pace)
    this.#ready.unshift(email)
    const quota = error.code === 'quota_exceeded'
    const seconds = error.retryAfterSeconds ?? (quota ? QUOTA_PAUSE_SECONDS : 1)
    if (quota || seconds > LONGEST_PAUSE_IN_RUN_SECONDS)
      this.#stop ??= { code: error.code, pauseSeconds: seconds }
    else this.#pace.close(seconds)
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
    this.#settlements.push({ row: message, outcome, extra: { providerMessageId } })
  }

  async #settle(): Promise<void> {
    await settleEmails(this.#deps.db, this.#settlements.splice(0, CLAIM_BATCH))
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
