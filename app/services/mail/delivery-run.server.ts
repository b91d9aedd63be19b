import {
  MailError,
  MailKeyKnownError,
  MailLimitError,
  type MailTransport,
} from '#app/clients/mail/mail.server.ts'
import type { Database } from '#app/data/database.server.ts'
import { claimAdmitted } from '#app/data/mail/admission.server.ts'
import type { ClaimedEmail } from '#app/data/mail/messages.server.ts'
import { endPauses, pauseOperation } from '#app/data/pauses.server.ts'
import type { EmailLimits } from '#app/domain/limits.ts'
import { type MailFailure, isPausing } from '#app/domain/mail/failure.ts'
import type { Clock } from '#app/platform/clock.server.ts'
import type { Log } from '#app/platform/log.server.ts'
import type { ComposerSettings } from './compose.server.ts'
import { DeliveryRecord, type FailedSend, type MessageCounts } from './delivery-record.server.ts'
import { FailedSends, type Stop, isIsolated } from './failed-sends.server.ts'
import { PAUSE_SECONDS, isUnsafe, judgeSend } from './judge-send.server.ts'
import { SlowedSends } from './slowed-sends.server.ts'
import { UnknownAnswers } from './unknown-answers.server.ts'
import { SendPace } from './pace.server.ts'
import { EmailSupply, NO_STOCK, type ReadyEmail, STOCK } from './supply.server.ts'

export interface DeliveryDependencies {
  db: Database
  /** null: no provider is configured, and every message is skipped */
  transport: MailTransport | null
  composer: ComposerSettings
  emailLimits: EmailLimits
  clock: Clock
  random: () => number
  log?: Log
}

export interface DeliveryLimits {
  maxMessages: number
  maxSeconds: number
  id?: string
  atOnce?: boolean
}

export interface DeliveryCounts extends MessageCounts {
  stopped: MailFailure | null
  /** answers that the provider's table does not know, and how often each came; null: none */
  unknownAnswers: string | null
}

// What an invocation has in production; workerd does not enforce it locally.
const CONNECTIONS = 6
// What is unsettled when a run dies is sent again under the same key.
const SETTLE_BATCH = 30

export class DeliveryRun {
  readonly #deps: DeliveryDependencies & { transport: MailTransport }
  readonly #limits: DeliveryLimits
  readonly #deadline: number
  readonly #pace: SendPace
  readonly #supply: EmailSupply
  readonly #record: DeliveryRecord
  readonly #failed = new FailedSends()
  readonly #slowed = new SlowedSends()
  readonly #unknown = new UnknownAnswers()
  #stop: Stop | null = null

  constructor(deps: DeliveryDependencies & { transport: MailTransport }, limits: DeliveryLimits) {
    this.#deps = deps
    this.#limits = limits
    this.#deadline = deps.clock.now().getTime() + limits.maxSeconds * 1000
    this.#pace = new SendPace(deps.clock)
    this.#record = new DeliveryRecord(deps.db, deps.random, deps.log)
    const source = {
      composer: deps.composer,
      claim: (limit: number) => this.#claim(limit),
      cancel: (message: ClaimedEmail, reason: MailFailure) =>
        this.#record.add(message, { result: 'cancelled', error: reason }),
      keepUnreadable: (message: ClaimedEmail) => this.#record.keepUnreadable(message),
      settle: () => this.#record.settle(),
    }
    // What a dying run holds is sent again where that is safe, and given up where it is not: then it holds little.
    this.#supply = new EmailSupply(source, limits.maxMessages, deps.transport.repeatable ? STOCK : NO_STOCK)
  }

  /** @throws what the database throws, once all that can be settled is */
  async run(): Promise<DeliveryCounts> {
    const faults = await this.#send()
    await this.#judgeFailed()
    for (const message of await this.#supply.rest())
      this.#record.release(message, this.#stop?.code ?? (this.#slowed.has(message) ? 'rate_limited' : null))
    while (this.#record.unsettled > 0) await this.#record.settle()
    const fault = faults[0] ?? this.#supply.fault
    if (fault) throw fault.error
    return {
      ...this.#record.counts,
      stopped: this.#stop?.code ?? null,
      unknownAnswers: this.#unknown.summary,
    }
  }

  async #send(): Promise<{ error: unknown }[]> {
    const faults: { error: unknown }[] = []
    const guarded = (work: Promise<void>) => work.catch((error: unknown) => void faults.push({ error }))
    await guarded(this.#probe())
    await Promise.all(Array.from({ length: CONNECTIONS }, () => guarded(this.#lane())))
    return faults
  }

  /** While sending is paused, e-mails go one at a time until one tells whether the others may follow. */
  async #probe(): Promise<void> {
    const { counts } = this.#record
    for (;;) {
      const first = await this.#supply.next()
      if (!first) return
      if (first.message.probes.length === 0) return this.#supply.giveBack(first)
      const ownFaults = counts.dead + counts.retried
      await this.#attempt(first)
      if (counts.dead + counts.retried === ownFaults) return
      await this.#record.settle()
      this.#supply.endProbe()
    }
  }

  async #lane(): Promise<void> {
    const batch = this.#deps.transport.repeatable ? SETTLE_BATCH : 1
    for (;;) {
      if (this.#record.unsettled >= batch) await this.#record.settle()
      const email = await this.#supply.next()
      if (!email) return
      await this.#attempt(email)
    }
  }

  async #claim(limit: number): Promise<{ claimed: ClaimedEmail[]; usable: ClaimedEmail[] }> {
    const { db, emailLimits, transport, clock } = this.#deps
    if (clock.now().getTime() >= this.#deadline) return { claimed: [], usable: [] }
    const claim = { limit, token: crypto.randomUUID(), id: this.#limits.id }
    const { claimed, admissions } = await claimAdmitted(db, claim, emailLimits)
    const usable = claimed.filter((message) => {
      const admission = admissions.get(message.id)
      // Cancelled or erased since it was claimed: there is nothing left to settle either.
      if (admission === undefined) return false
      const { refusal, waitSeconds } = admission
      if (refusal && waitSeconds !== null) this.#record.release(message, refusal, waitSeconds)
      else if (refusal) this.#record.add(message, { result: 'skipped', error: refusal })
      else if (message.spent || isUnsafe(message, transport)) {
        this.#record.add(message, { result: 'dead', error: 'outcome_unknown' })
      } else return true
      return false
    })
    return { claimed, usable }
  }

  async #attempt(email: ReadyEmail): Promise<void> {
    const { transport } = this.#deps
    if (!(await this.#pace.takeTurn(this.#deadline, this.#limits.atOnce))) this.#end(null)
    if (this.#stop) return this.#supply.giveBack(email)
    try {
      const { providerMessageId, pace } = await transport.send(email.mail)
      this.#pace.note(pace)
      await this.#noteSuccess(email.message, providerMessageId)
    } catch (error) {
      if (!(error instanceof MailError)) throw error
      if (error instanceof MailLimitError) this.#pace.note(error.pace)
      if (error.fingerprint) this.#unknown.note(error.fingerprint)
      if (error instanceof MailKeyKnownError) return this.#noteKnownKey(email.message)
      await this.#treat(email, error)
    }
  }

  async #noteSuccess(message: ClaimedEmail, providerMessageId: string | null): Promise<void> {
    for (const failed of this.#failed.take()) this.#record.postpone(failed)
    this.#slowed.noteSuccess()
    this.#record.add(message, { result: 'completed' }, { providerMessageId })
    if (message.probes.length === 0) return
    await endPauses(this.#deps.db, message.probes)
    this.#supply.endProbe()
  }

  /** It was sent under that key, unless every earlier attempt was refused: then the key is burnt, not the e-mail. */
  async #noteKnownKey(message: ClaimedEmail): Promise<void> {
    if (message.unclearSeconds !== null) return this.#noteSuccess(message, null)
    this.#record.add(message, { result: 'released', waitSeconds: 0 }, { newKey: true })
  }

  async #treat(email: ReadyEmail, error: MailError): Promise<void> {
    const { message } = email
    const judgement = judgeSend(error)
    switch (judgement.kind) {
      case 'message':
        return this.#record.add(message, { result: 'dead', error: judgement.code })
      case 'slow_down':
        this.#pace.close(judgement.seconds)
        if (!this.#slowed.isOften(message)) return this.#supply.giveBack(email)
        return this.#noteFailed(failedSend(message, 'rate_limited', error))
      case 'pause': {
        const { reason, seconds } = judgement
        const failed = failedSend(message, reason, error)
        // What meets this one alone, again, is not the provider's limit.
        if (reason === 'rate_limited' && isIsolated(failed)) return this.#record.postpone(failed)
        if (reason === 'rate_limited' && this.#record.counts.sent > 0) this.#record.postpone(failed)
        else this.#record.excuse(failed, true)
        this.#end(reason)
        return pauseOperation(this.#deps.db, { operation: 'mail', reason, evidence: error.message, seconds })
      }
      case 'open': {
        const failed = failedSend(message, judgement.code, error)
        if (judgement.unclear) failed.unclearSeconds ??= 0
        this.#noteFailed(failed)
      }
    }
  }

  #noteFailed(failed: FailedSend): void {
    // Where sending again could make a second e-mail, the outcome stays unknown; it still counts as a failure.
    const over = failed.unclearSeconds !== null && !this.#deps.transport.repeatable
    if (over) this.#record.bury(failed, 'outcome_unknown')
    else if (isIsolated(failed)) return this.#record.postpone(failed)
    this.#failed.add(failed, over)
    if (this.#failed.isOutage) this.#end(failed.code)
  }

  #end(code: MailFailure | null): void {
    this.#stop ??= { code }
    this.#supply.close()
  }

  /** Failures among successes are the e-mails' own. Nothing but failures, of more than one recipient, are an outage. */
  async #judgeFailed(): Promise<void> {
    const { last, recipients, isOutage } = this.#failed
    if (!last) return
    const none = this.#record.counts.sent === 0
    const paused = isOutage || last.message.probes.length > 0 || (none && recipients > 1)
    if (paused && isPausing(last.code)) {
      const pause = { operation: 'mail', reason: last.code, evidence: last.evidence } as const
      await pauseOperation(this.#deps.db, { ...pause, seconds: PAUSE_SECONDS })
    }
    for (const failed of this.#failed.take()) {
      if (none) this.#record.excuse(failed, paused)
      else this.#record.postpone(failed)
    }
  }
}

function failedSend(message: ClaimedEmail, code: MailFailure, { message: evidence }: MailError): FailedSend {
  return { message, code, unclearSeconds: message.unclearSeconds, evidence }
}
