import { BATCH_LIMIT } from '#app/domain/crm/crm.ts'
import { type ClaimedLead, type LeadSettlement, settleLeads } from '#app/data/hubspot/claims.server.ts'
import type { ClaimedFollowUp } from '#app/data/hubspot/follow-ups.server.ts'
import type { SettledRow } from '#app/data/queue-settle.server.ts'
import { parseSyncPayload } from '#app/domain/hubspot/mapping.ts'
import {
  WRITE_STAGES,
  type WriteStage,
  type Lead,
  type Person,
  chunk,
  findWriteStage,
  groupLeads,
  groupSize,
} from './group-leads.server.ts'
import { logSettled } from '#app/services/log-settled.server.ts'
import type { FollowUps } from './follow-ups.server.ts'
import { giveUpLateLeads } from './late-records.server.ts'
import { leadSettlement } from './lead-settlement.server.ts'
import { type DealLead, syncContacts } from './sync-contacts.server.ts'
import type { SyncContext } from './sync-context.server.ts'
import { syncDeals } from './sync-deals.server.ts'

const SETTLED_AT_ONCE = 1_000

export interface LeadCounts {
  claimed: number
  completed: number
  retried: number
  dead: number
  /** given back untried */
  released: number
  /** completed, but newer details came meanwhile */
  reopened: number
  /** no longer ours when they were to be settled: the lease was over, or they were cancelled */
  lost: number
}

/** Contacts first, then deals. Each kind is collected into full calls, since only some leads need it. */
export class LeadPipeline {
  readonly counts: LeadCounts = {
    claimed: 0,
    completed: 0,
    retried: 0,
    dead: 0,
    released: 0,
    reopened: 0,
    lost: 0,
  }
  readonly #context: SyncContext
  readonly #batch: number
  readonly #followUps: FollowUps
  readonly #contacts: Record<WriteStage, Lead[]> = { overwrite: [], create: [], fill: [] }
  readonly #deals: DealLead[] = []
  readonly #unsettled: LeadSettlement[] = []
  #settling: Promise<void> | null = null
  readonly #running = new Set<Promise<void>>()
  #failure: { error: unknown } | null = null

  constructor(context: SyncContext, batch: number, followUps: FollowUps) {
    this.#context = context
    this.#followUps = followUps
    this.#batch = Math.min(batch, BATCH_LIMIT)
  }

  /** Starts with a page of rows; resolves when the full calls of their contacts are done. Never rejects: see {@link finish}. */
  async take(rows: readonly ClaimedLead[]): Promise<void> {
    this.counts.claimed += rows.length
    const leads: Lead[] = []
    const unsendable: LeadSettlement[] = []
    for (const row of rows) {
      const payload = parseSyncPayload(row.payload)
      if (!row.allowed) unsendable.push(leadSettlement.notAllowed(row))
      else if (row.spent) unsendable.push(leadSettlement.unsendable(this.#context, row, 'interrupted'))
      else if (payload) leads.push({ row, payload })
      else unsendable.push(leadSettlement.unsendable(this.#context, row, 'payload_invalid'))
    }
    await Promise.all([this.#track(this.#settle(unsendable)), ...this.#collect(leads)])
  }

  async giveBack(rows: readonly ClaimedLead[]): Promise<void> {
    const settlements = rows.map((row) => leadSettlement.untried(this.#context, row, 'contacts'))
    await this.#context.run.query((db) => settleLeads(db, settlements))
  }

  /** whether something other than HubSpot failed */
  get failed(): boolean {
    return this.#failure !== null
  }

  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  /** @throws the first error that was not HubSpot's: the database's, or a bug */
  async finish(): Promise<void> {
    await this.idle()
    // What may be there already is found out by creating it.
    for (const stages of [WRITE_STAGES.slice(0, 2), WRITE_STAGES.slice(2)]) {
      for (const stage of stages)
        void this.#startContacts(
          stage,
          groupLeads(this.#contacts[stage].splice(0), this.#batch, this.#context),
        )
      await this.idle()
    }
    if (this.#deals.length > 0) this.#startDeals(this.#deals.splice(0))
    await this.idle()
    this.#startFollowUps(this.#followUps.rest())
    await this.idle()
    if (this.#failure) throw this.#failure.error
  }

  #collect(leads: readonly Lead[]): Promise<void>[] {
    return WRITE_STAGES.flatMap((stage) => {
      const more = leads.filter((lead) => findWriteStage(lead) === stage)
      if (more.length === 0) return []
      const groups = groupLeads([...this.#contacts[stage].splice(0), ...more], this.#batch, this.#context)
      const isReady = (people: readonly Person[]) =>
        people.length === this.#batch ||
        people.some(({ leads: theirs }) => theirs.some(({ row }) => groupSize(row.retryCount) < BATCH_LIMIT))
      const waiting = groups.filter((people) => !isReady(people))
      this.#contacts[stage].push(...waiting.flat().flatMap(({ leads: theirs }) => theirs))
      return this.#startContacts(stage, groups.filter(isReady))
    })
  }

  #startContacts(stage: WriteStage, groups: readonly Person[][]): Promise<void>[] {
    return groups.map((people) => this.#track(this.#sendContacts(stage, people)))
  }

  async #sendContacts(stage: WriteStage, people: readonly Person[]): Promise<void> {
    const { settlements, deals, existing } = await syncContacts(this.#context, stage, people)
    void this.#collect(existing)
    const alone = deals.filter(({ row }) => groupSize(row.retryCount) < BATCH_LIMIT)
    this.#deals.push(...deals.filter((lead) => !alone.includes(lead)))
    while (this.#deals.length >= BATCH_LIMIT) this.#startDeals(this.#deals.splice(0, BATCH_LIMIT))
    if (alone.length > 0) this.#startDeals(alone)
    await this.#settle(settlements)
  }

  #startFollowUps(batches: readonly ClaimedFollowUp[][]): void {
    for (const batch of batches) void this.#track(this.#followUps.send(batch))
  }

  #startDeals(leads: readonly DealLead[]): void {
    const size = Math.min(...leads.map(({ row }) => groupSize(row.retryCount)))
    for (const group of chunk(leads, size)) {
      void this.#track(this.#sendDeals(group))
    }
  }

  async #sendDeals(leads: readonly DealLead[]): Promise<void> {
    await this.#settle(await syncDeals(this.#context, leads))
  }

  /** One statement at a time takes along whatever came meanwhile: under load a few large ones. */
  async #settle(settlements: readonly LeadSettlement[]): Promise<void> {
    this.#unsettled.push(...settlements)
    // Once more where the statements under way had come to an end just before.
    do {
      this.#settling ??= this.#settleAll().finally(() => (this.#settling = null))
      await this.#settling
    } while (this.#unsettled.length > 0)
  }

  async #settleAll(): Promise<void> {
    while (this.#unsettled.length > 0) {
      const lost = await this.#context.run.query((db) => {
        const settlements = this.#unsettled.splice(0, SETTLED_AT_ONCE)
        const { created, uncertain } = this.#context.run
        const contacts = { created: created.contacts, uncertain: uncertain.contacts }
        return settleLeads(db, settlements, this.#followUps.wanted(), contacts).then((rows) => {
          this.#startFollowUps(this.#followUps.add(rows))
          return this.#count(settlements, rows)
        })
      })
      await giveUpLateLeads(this.#context, lost)
    }
  }

  /** @returns those that were not taken */
  #count(settlements: readonly LeadSettlement[], rows: readonly SettledRow[]): LeadSettlement[] {
    logSettled(this.#context.log, 'lead', settlements)
    const settled = new Map(rows.map((row) => [row.id, row]))
    for (const { row, outcome } of settlements) {
      const now = settled.get(row.id)
      if (!now) this.counts.lost++
      else if (now.reopened) this.counts.reopened++
      else if (outcome.result === 'completed' || outcome.result === 'dead') this.counts[outcome.result]++
      else if (outcome.result === 'released') this.counts.released++
      else if (outcome.result === 'cancelled') this.counts.lost++
      else this.counts.retried++
    }
    return settlements.filter(({ row }) => !settled.has(row.id))
  }

  /** Keeps work in sight until it ends. Its failure stops nothing that is under way, and is thrown at the end. */
  async #track(work: Promise<void>): Promise<void> {
    const tracked = work.catch((error: unknown) => {
      this.#failure ??= { error }
    })
    this.#running.add(tracked)
    await tracked
    this.#running.delete(tracked)
  }
}
