import type { WebhookAnswer, OutgoingWebhook } from '#app/clients/webhook/send.server.ts'
import type { Database } from '#app/data/database.server.ts'
import type { Outcome } from '#app/data/queue-outcomes.server.ts'
import { DAY, MINUTE } from '#app/domain/duration.ts'
import { LONGEST_REQUESTED_WAIT, nextDelivery } from '#app/domain/webhook/retry-schedule.ts'
import { endPauses, pauseOperation } from '#app/data/pauses.server.ts'
import {
  type ClaimedWebhook,
  type WebhookSettlement,
  claimWebhooks,
  settleWebhooks,
  webhookOperation,
} from '#app/data/webhook/deliveries.server.ts'
import { composeWebhook } from '#app/domain/webhook/body.ts'
import type { ReceiverCondition, WebhookVerdict } from '#app/domain/webhook/failure.ts'
import type { Clock } from '#app/platform/clock.server.ts'
import type { Log } from '#app/platform/log.server.ts'
import type { WebhookReceiver } from '#app/platform/webhook-settings.server.ts'
import { type NamedReceiver, nameReceivers } from './receivers.server.ts'

export interface WebhookDependencies {
  db: Database
  receivers: readonly WebhookReceiver[]
  /** as the setting CONFIRM_BEFORE_SYNC */
  confirmFirst: boolean
  send: (event: OutgoingWebhook) => Promise<WebhookAnswer>
  clock: Clock
  random: () => number
  log: Log
}

export interface WebhookLimits {
  /** receivers that are served at the same time, one connection each */
  atOnce: number
  maxEvents: number
  maxSeconds: number
  timeoutMs?: number
  /** only what is about this assessment */
  assessmentId?: string
}

/** One cron run: as many connections as there may be receivers, so that none waits for another; one is left to the database. */
const WEBHOOK_LIMITS: WebhookLimits = { atOnce: 5, maxEvents: 1_000, maxSeconds: 45 }

/** Right after the response, beside HubSpot and the mail provider, which have connections of the same six: one call that hangs ends it. */
export const WEBHOOK_NOW_LIMITS: WebhookLimits = { atOnce: 2, maxEvents: 4, maxSeconds: 4, timeoutMs: 4_000 }

const COUNTED = {
  completed: 'delivered',
  retry: 'retried',
  postponed: 'released',
  released: 'released',
  dead: 'dead',
  cancelled: 'cancelled',
  skipped: 'cancelled',
} as const satisfies Record<Outcome['result'], string>

export type WebhookCounts = Record<(typeof COUNTED)[keyof typeof COUNTED], number>

/** Sends what is due, to each receiver by itself. @throws what the database throws, once every receiver had its turn */
export async function deliverWebhooks(
  dependencies: WebhookDependencies,
  limits: WebhookLimits = WEBHOOK_LIMITS,
): Promise<WebhookCounts> {
  const counts: WebhookCounts = { delivered: 0, retried: 0, released: 0, dead: 0, cancelled: 0 }
  const waiting = await nameReceivers(dependencies.receivers)
  const faults: unknown[] = []
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      await new ReceiverRun(dependencies, next, limits, counts)
        .run()
        .catch((error: unknown) => faults.push(error))
  }
  await Promise.all(Array.from({ length: limits.atOnce }, lane))
  if (faults.length > 0) throw faults[0]
  return counts
}

/** So many failures, one after the other and of different events, are the receiver's. */
const TROUBLES = 3
const TROUBLE_PAUSE_SECONDS = MINUTE
/** Whoever mends a setting need not tell us: it is tried again. */
const CONDITION_PAUSE_SECONDS: Record<ReceiverCondition, number> = {
  gone: DAY,
  refused: 10 * MINUTE,
  redirected: 10 * MINUTE,
}
const AFTER_PAUSE_SECONDS = 1
const CLAIMED_AT_ONCE = 10

/** Some events of one receiver, one after the other, in the order in which they happened. */
class ReceiverRun {
  readonly #deps: WebhookDependencies
  readonly #receiver: NamedReceiver
  readonly #limits: WebhookLimits
  readonly #counts: WebhookCounts
  readonly #deadline: number
  #troubles = 0
  #ended = false

  constructor(
    deps: WebhookDependencies,
    receiver: NamedReceiver,
    limits: WebhookLimits,
    counts: WebhookCounts,
  ) {
    this.#deps = deps
    this.#receiver = receiver
    this.#limits = limits
    this.#counts = counts
    this.#deadline = deps.clock.now().getTime() + limits.maxSeconds * 1000
  }

  async run(): Promise<void> {
    const { maxEvents, assessmentId } = this.#limits
    for (let left = maxEvents; left > 0 && !this.#isOver();) {
      const limit = Math.min(CLAIMED_AT_ONCE, left)
      const { receiver } = this.#receiver
      const rows = await claimWebhooks(this.#deps.db, {
        receiver,
        limit,
        token: crypto.randomUUID(),
        assessmentId,
      })
      if (rows.length === 0) return
      for (const row of rows) await this.#handle(row)
      left -= rows.length
    }
  }

  #isOver(): boolean {
    return this.#ended || this.#deps.clock.now().getTime() >= this.#deadline
  }

  async #handle(row: ClaimedWebhook): Promise<void> {
    if (this.#isOver()) return this.#settle(row, { result: 'released', waitSeconds: AFTER_PAUSE_SECONDS })
    if (row.spent) return this.#settle(row, { result: 'dead', error: 'timeout' })
    const { url, secrets, format } = this.#receiver
    const body = composeWebhook(row, { format, confirmFirst: this.#deps.confirmFirst })
    if (body.kind === 'cancel') return this.#settle(row, { result: 'cancelled', error: body.reason })
    const now = this.#deps.clock.now()
    const { verdict, status } = await this.#deps.send({
      url,
      secrets,
      eventId: row.eventId,
      body: body.text,
      now,
      ...(this.#limits.timeoutMs !== undefined && { timeoutMs: this.#limits.timeoutMs }),
    })
    const ms = this.#deps.clock.now().getTime() - now.getTime()
    const outcome = await this.#judge(row, verdict, status)
    await this.#settle(row, outcome, {
      outcome: outcomeOf(verdict),
      status: status?.toString() ?? null,
      ms: `${ms}`,
    })
  }

  async #judge(row: ClaimedWebhook, verdict: WebhookVerdict, status: number | null): Promise<Outcome> {
    const evidence = status === null ? outcomeOf(verdict) : `${outcomeOf(verdict)} ${status}`
    switch (verdict.kind) {
      case 'delivered':
        await this.#works(row)
        return { result: 'completed' }
      case 'event':
        await this.#works(row)
        return { result: 'dead', error: evidence }
      case 'receiver':
        await this.#pause(verdict.reason, evidence, CONDITION_PAUSE_SECONDS[verdict.reason])
        return { result: 'released', waitSeconds: AFTER_PAUSE_SECONDS, error: evidence }
      case 'slow_down': {
        const seconds = Math.min(verdict.seconds ?? MINUTE, LONGEST_REQUESTED_WAIT)
        await this.#pause('rate_limited', evidence, seconds)
        return { result: 'released', waitSeconds: seconds, error: evidence }
      }
      case 'trouble':
        return this.#trouble(row, verdict.reason, evidence)
    }
  }

  async #trouble(
    row: ClaimedWebhook,
    reason: Extract<WebhookVerdict, { kind: 'trouble' }>['reason'],
    evidence: string,
  ): Promise<Outcome> {
    // Whoever refuses one event is there, and may take the others.
    if (reason === 'rejected') await this.#works(row)
    else {
      this.#troubles += 1
      if (this.#troubles >= TROUBLES || row.probes.length > 0)
        await this.#pause(reason, evidence, TROUBLE_PAUSE_SECONDS)
    }
    const waitSeconds = nextDelivery(row.retryCount, row.ageSeconds, this.#deps.random())
    if (waitSeconds === null) return { result: 'dead', error: evidence }
    const { retryDelaySeconds: nextDelaySeconds } = row
    return { result: 'retry', error: evidence, waitSeconds, nextDelaySeconds }
  }

  async #works(row: ClaimedWebhook): Promise<void> {
    this.#troubles = 0
    if (row.probes.length > 0) await endPauses(this.#deps.db, row.probes)
  }

  async #pause(
    reason: ReceiverCondition | 'rate_limited' | 'timeout' | 'no_connection' | 'server_error',
    evidence: string,
    seconds: number,
  ): Promise<void> {
    this.#ended = true
    const operation = webhookOperation(this.#receiver.receiver)
    await pauseOperation(this.#deps.db, { operation, reason, evidence, seconds })
  }

  async #settle(
    row: ClaimedWebhook,
    outcome: Outcome,
    extra: WebhookSettlement['extra'] = { outcome: null, status: null, ms: null },
  ): Promise<void> {
    const settled = await settleWebhooks(this.#deps.db, [{ row, outcome, extra }])
    if (settled.length === 0) return
    this.#counts[COUNTED[outcome.result]] += 1
    if (extra.outcome === null) return
    this.#deps.log.info('webhook', {
      traceId: row.traceId,
      id: row.id,
      eventId: row.eventId,
      type: row.type,
      receiver: this.#receiver.receiver,
      result: outcome.result,
      outcome: extra.outcome,
      status: extra.status,
    })
  }
}

function outcomeOf(verdict: WebhookVerdict): string {
  if (verdict.kind === 'delivered') return 'delivered'
  return verdict.kind === 'slow_down' ? 'rate_limited' : verdict.reason
}
