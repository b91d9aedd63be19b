import { HubspotError } from '#app/clients/hubspot/client.server.ts'
import { dealProperties, knownDealProperties } from '#app/domain/hubspot/mapping.ts'
import type { DealLead } from './sync-contacts.server.ts'
import type { SyncContext } from './sync-context.server.ts'
import type { RecordFailure, RecordInput, Resending } from './upsert-records.server.ts'

export const DEALS = { type: 'deals', idProperty: 'ai_assessment_id' } as const

/**
 * How it stands with a deal. `kept`: found by its `ai_assessment_id`. `moved`: found by its id alone, since it was merged
 * into another one or somebody has changed its `ai_assessment_id`. `unknown`: sent, or perhaps sent by another run.
 */
type Standing = { kind: 'none' | 'unknown' } | { kind: 'kept' | 'moved'; id: string }

/**
 * What HubSpot has of the deals of some leads. One that is there is never given stage, amount, closing date or pipeline
 * again, whatever was answered: where a deal may be there, HubSpot is asked for it before anything is sent.
 */
export class DealRecords implements Resending {
  /** why a lead's deal could not be looked for */
  readonly failures = new Map<string, RecordFailure>()
  /** deals that are left as they are */
  readonly moved = new Map<string, { id: string }>()
  /** ids of deals as far as HubSpot has told them */
  readonly ids = new Map<string, string>()
  readonly #context: SyncContext
  readonly #leads: ReadonlyMap<string, DealLead>
  readonly #standings = new Map<string, Standing>()

  constructor(context: SyncContext, leads: readonly DealLead[]) {
    this.#context = context
    this.#leads = new Map(leads.map((lead) => [lead.payload.assessmentId, lead]))
    for (const { row, payload } of leads)
      this.#standings.set(payload.assessmentId, { kind: row.neverSent ? 'none' : 'unknown' })
  }

  noteSent(keys: readonly string[]): void {
    for (const key of keys) this.#standings.set(key, { kind: 'unknown' })
  }

  /** @throws RunStopped */
  async prepare(keys: readonly string[]): Promise<RecordInput[]> {
    await this.#find(keys.filter((key) => this.#standings.get(key)?.kind === 'unknown'))
    return keys.flatMap((key) => {
      const kind = this.#standings.get(key)?.kind
      const lead = this.#leads.get(key)
      if (!lead || (kind !== 'none' && kind !== 'kept')) return []
      const { payload } = lead
      const properties =
        kind === 'none' ? dealProperties(payload, this.#context.deal) : knownDealProperties(payload)
      return [{ key, properties }]
    })
  }

  async #find(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return
    const { hubspot, run } = this.#context
    const { type, idProperty } = DEALS
    try {
      const { found, missing } = await run.call('reads', () => hubspot.lookUp(type, idProperty, keys))
      const idOf = new Map(found.map(({ id, properties }) => [properties[idProperty] ?? '', id]))
      for (const key of keys) {
        const id = idOf.get(key) ?? (missing.has(key) ? null : await this.#findByKey(key))
        if (id !== null) this.#note(key, { kind: 'kept', id })
        else await this.#findById(key)
      }
    } catch (error) {
      if (!(error instanceof HubspotError)) throw error
      const open = keys.filter((key) => this.#standings.get(key)?.kind === 'unknown')
      for (const key of open) this.failures.set(key, { error: error.error, permanent: false })
    }
  }

  /** An answer that does not mention the deal proves nothing: only a 404 does. */
  async #findByKey(key: string): Promise<string | null> {
    const { hubspot, run } = this.#context
    const { type, idProperty } = DEALS
    const options = { by: idProperty, wanted: [idProperty] }
    return (await run.call('reads', () => hubspot.find(type, key, options)))?.id ?? null
  }

  async #findById(key: string): Promise<void> {
    const { hubspot, run } = this.#context
    const knownId = this.#leads.get(key)?.row.knownDealId ?? null
    const options = { wanted: [DEALS.idProperty] }
    const record =
      knownId === null ? null : await run.call('reads', () => hubspot.find(DEALS.type, knownId, options))
    this.#note(key, record ? { kind: 'moved', id: record.id } : { kind: 'none' })
  }

  #note(key: string, standing: Standing): void {
    this.#standings.set(key, standing)
    this.failures.delete(key)
    if ('id' in standing) this.ids.set(key, standing.id)
    else this.ids.delete(key)
    if (standing.kind === 'moved') this.moved.set(key, { id: standing.id })
  }
}
