import { CrmError } from '#app/domain/crm/errors.ts'
import { dealProperties, knownDealProperties } from '#app/domain/hubspot/mapping.ts'
import { leadNamesOf } from '#app/content/crm.ts'
import type { DealLead } from './sync-contacts.server.ts'
import type { SyncContext } from './sync-context.server.ts'
import type { RecordFailure } from './send-batch.server.ts'
import { type RecordInput, type Resending, askForDeals } from './upsert-records.server.ts'

export const DEALS = { type: 'deals', idProperty: 'ai_assessment_id' } as const

/**
 * How it stands with a deal. `sent`: whole, and perhaps it was made. `kept`: found by its `ai_assessment_id`. `moved`:
 * found by its id alone, since it was merged into another one or somebody has changed its `ai_assessment_id`.
 */
type Standing = { kind: 'none' | 'sent' | 'unknown' } | { kind: 'kept' | 'moved'; id: string }

const MOST_SENDINGS = 4

/** No deal that is there is ever given stage, amount, closing date or pipeline again (docs/decisions/0016). */
export class DealRecords implements Resending {
  /** why a lead's deal could not be looked for */
  readonly failures = new Map<string, RecordFailure>()
  readonly moved = new Map<string, { id: string }>()
  readonly ids = new Map<string, string>()
  readonly #context: SyncContext
  readonly #leads: ReadonlyMap<string, DealLead>
  readonly #standings = new Map<string, Standing>()
  readonly #sendings = new Map<string, number>()

  constructor(context: SyncContext, leads: readonly DealLead[]) {
    this.#context = context
    this.#leads = new Map(leads.map((lead) => [lead.payload.assessmentId, lead]))
    for (const { row, payload } of leads)
      this.#standings.set(payload.assessmentId, { kind: row.neverSent ? 'none' : 'unknown' })
  }

  noteSent(keys: readonly string[]): void {
    for (const key of keys) {
      this.#sendings.set(key, (this.#sendings.get(key) ?? 0) + 1)
      if (this.#standings.get(key)?.kind === 'none') this.#standings.set(key, { kind: 'sent' })
    }
  }

  noteClash(keys: readonly string[]): void {
    for (const key of keys) this.#standings.set(key, { kind: 'unknown' })
  }

  async prepare(keys: readonly string[]): Promise<RecordInput[]> {
    await this.#find(keys.filter((key) => this.#standings.get(key)?.kind === 'unknown'))
    return keys.flatMap((key): RecordInput[] => {
      const kind = this.#standings.get(key)?.kind
      const payload = this.#leads.get(key)?.payload
      if (!payload || this.#isSentTooOften(key)) return []
      const names = leadNamesOf(payload.scorecard)
      if (kind === 'kept') return [{ key, properties: knownDealProperties(payload, names), exists: true }]
      if (kind !== 'none' && kind !== 'sent') return []
      const properties = dealProperties(payload, names, this.#context.deal)
      return [{ key, properties, create: kind === 'sent' }]
    })
  }

  /** HubSpot says that the deal is there, and that it is not: another attempt may find out. */
  #isSentTooOften(key: string): boolean {
    if ((this.#sendings.get(key) ?? 0) < MOST_SENDINGS) return false
    this.failures.set(key, { error: { kind: 'conflict' } })
    return true
  }

  async #find(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return
    const { crm } = this.#context
    const { type, idProperty } = DEALS
    try {
      const { found, missing } = await this.#ask(() => crm.lookUp(type, idProperty, keys))
      const idOf = new Map(found.map(({ id, properties }) => [properties[idProperty] ?? '', id]))
      for (const key of keys) {
        const id = idOf.get(key) ?? (missing.has(key) ? null : await this.#findByKey(key))
        if (id !== null) this.#note(key, { kind: 'kept', id })
        else await this.#findById(key)
      }
    } catch (error) {
      if (!(error instanceof CrmError)) throw error
      const open = keys.filter((key) => this.#standings.get(key)?.kind === 'unknown')
      for (const key of open) this.failures.set(key, { error: error.error })
      await this.#context.run.failed(type, error.error, open)
    }
  }

  /** An answer that does not mention the deal proves nothing: only a 404 does. */
  async #findByKey(key: string): Promise<string | null> {
    const { crm } = this.#context
    const { type, idProperty } = DEALS
    const options = { by: idProperty, wanted: [idProperty] }
    return (await this.#ask(() => crm.find(type, key, options)))?.id ?? null
  }

  async #findById(key: string): Promise<void> {
    const { crm } = this.#context
    const knownId = this.#leads.get(key)?.row.knownDealId ?? null
    const options = { wanted: [DEALS.idProperty] }
    const record = knownId === null ? null : await this.#ask(() => crm.find(DEALS.type, knownId, options))
    this.#note(key, record ? { kind: 'moved', id: record.id } : { kind: 'none' })
  }

  #ask<Answer>(send: () => Promise<Answer>): Promise<Answer> {
    return askForDeals(this.#context.run, send)
  }

  #note(key: string, standing: Standing): void {
    this.#standings.set(key, standing)
    this.failures.delete(key)
    if ('id' in standing) this.ids.set(key, standing.id)
    else this.ids.delete(key)
    if (standing.kind === 'moved') this.moved.set(key, { id: standing.id })
  }
}
