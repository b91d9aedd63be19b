import { BATCH_LIMIT } from '#app/domain/crm/crm.ts'
import {
  type ClaimedFollowUp,
  type FollowUpSettlement,
  type WantedFollowUps,
  claimFollowUps,
  readBegun,
  settleFollowUps,
} from '#app/data/hubspot/follow-ups.server.ts'
import type { SettledRow } from '#app/data/queue-settle.server.ts'
import { FOLLOW_UP_KINDS, type FollowUpKind } from '#app/domain/hubspot/follow-up.ts'
import { assignOwners } from './assign-owners.server.ts'
import { followUpSettlement as settle } from './follow-up-settlement.server.ts'
import { chunk } from './group-leads.server.ts'
import { giveUpLateFollowUps } from './late-records.server.ts'
import { sendNotes } from './send-notes.server.ts'
import { submitForms } from './submit-forms.server.ts'
import type { SyncContext } from './sync-context.server.ts'

export interface FollowUpTotals {
  /** notes and forms that HubSpot has taken */
  followed: number
  /** that it will never get: refused, or nobody knows whether it has them */
  leftOut: number
}

/**
 * What follows leads that are settled: nothing that becomes of it touches them. Each is sent once (docs/decisions/0030).
 */
export class FollowUps {
  counts: FollowUpTotals | null = null
  readonly #context: SyncContext
  readonly #kinds: readonly FollowUpKind[]
  #waiting: ClaimedFollowUp[] = []

  constructor(context: SyncContext) {
    this.#context = context
    const { followUps, crm } = context
    const { notes = false, form = null, ownerRules = [] } = followUps ?? {}
    const wanted = {
      note: notes && crm.notes !== null,
      form: form !== null,
      contact_owner: ownerRules.length > 0 && crm.owners !== null,
    }
    this.#kinds = FOLLOW_UP_KINDS.filter((kind) =>
      kind === 'deal_owner' ? wanted.contact_owner : wanted[kind],
    )
  }

  /** What is to begin with the leads that are settled now. */
  wanted(): WantedFollowUps | null {
    if (this.#kinds.length === 0) return null
    return { kinds: this.#kinds, token: this.#context.run.stopped ? null : crypto.randomUUID() }
  }

  /** @returns what is to be sent now: full calls */
  add(settled: readonly SettledRow[]): ClaimedFollowUp[][] {
    this.#waiting.push(...settled.flatMap(({ alongside }) => readBegun(alongside ?? null)))
    const batches = this.#byKind().filter((batch) => batch.length === BATCH_LIMIT)
    const started = new Set(batches.flat())
    this.#waiting = this.#waiting.filter((row) => !started.has(row))
    return batches
  }

  rest(): ClaimedFollowUp[][] {
    const batches = this.#waiting.length > BATCH_LIMIT ? this.#byKind() : [this.#waiting]
    this.#waiting = []
    return batches.filter((batch) => batch.length > 0)
  }

  #byKind(): ClaimedFollowUp[][] {
    return FOLLOW_UP_KINDS.flatMap((kind) =>
      chunk(
        this.#waiting.filter((row) => row.kind === kind),
        BATCH_LIMIT,
      ),
    )
  }

  async send(rows: readonly ClaimedFollowUp[]): Promise<void> {
    const sendable = rows.filter(isSendable)
    const of = (...kinds: FollowUpKind[]) => sendable.filter(({ kind }) => kinds.includes(kind))
    await this.#settle([
      ...rows.filter((row) => !isSendable(row)).map((row) => settle.notAllowed(row)),
      ...(await sendNotes(this.#context, of('note'))),
      ...(await assignOwners(this.#context, of('contact_owner', 'deal_owner'))),
      ...(await submitForms(this.#context, of('form'))),
    ])
  }

  /** What former runs have left. */
  async takeUp(most: number): Promise<void> {
    const { run } = this.#context
    if (this.#kinds.length === 0) return
    for (let taken = 0; taken < most && !run.stopped;) {
      const resting = run.breakers.openOperations
      const claim = { limit: BATCH_LIMIT, token: crypto.randomUUID(), kinds: this.#kinds, resting }
      const rows = await run.query((db) => claimFollowUps(db, claim))
      if (rows.length === 0) break
      taken += rows.length
      run.probe(rows.flatMap(({ probes }) => probes))
      for (const batch of chunk(rows, BATCH_LIMIT)) await this.send(batch)
    }
  }

  async #settle(settlements: readonly FollowUpSettlement[]): Promise<void> {
    if (settlements.length === 0) return
    const results = (result: string) => settlements.filter(({ outcome }) => outcome.result === result).length
    const { run } = this.#context
    const untaken = await run.query((db) => settleFollowUps(db, settlements, run.unusedCalls()))
    const { followed, leftOut } = this.counts ?? { followed: 0, leftOut: 0 }
    this.counts = { followed: followed + results('completed'), leftOut: leftOut + results('dead') }
    await giveUpLateFollowUps(this.#context, untaken)
  }
}

/** About somebody who may be contacted, and whom HubSpot has. */
const isSendable = ({ allowed, contactId, kind, email }: ClaimedFollowUp) =>
  allowed && contactId !== null && (kind !== 'form' || email !== null)
