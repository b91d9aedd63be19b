import { EMAIL_QUEUE, ERASURE_QUEUE, LEAD_QUEUE, MARK_QUEUE } from '#app/domain/limits.ts'
import type { Actor } from './actor.ts'
import type { VirtualTime } from './clock.ts'
import type { StatementWatch } from './gate.ts'
import { asksForFollowUps, claimedTable, nameStatement, settledTable } from './statement-names.ts'
import type { Trace } from './trace.ts'

interface Hold {
  actor: Actor
  until: number
}

interface ClaimedLead {
  rowId: string
  keys: string[]
  /** when the run last asked whether it may still send it */
  askedAt: number
}

const LEASES: Record<string, number> = {
  hubspot_sync_queue: LEAD_QUEUE.leaseSeconds,
  email_messages: EMAIL_QUEUE.leaseSeconds,
  erasures: ERASURE_QUEUE.leaseSeconds,
  contact_marks: MARK_QUEUE.leaseSeconds,
  hubspot_follow_ups: LEAD_QUEUE.leaseSeconds,
}

/**
 * Looks on while the simulation runs, and notes what must never be: two runs that hold one row, a run that settles what another one
 * holds, a call with details of somebody who had withdrawn consent when the run asked last.
 */
export class Watch {
  readonly violations: string[] = []
  /** counts what happened, so that earlier and later can be told without a clock */
  step = 0
  readonly #time: VirtualTime
  readonly #trace: Trace
  readonly #holds = new Map<string, Hold>()
  readonly #claimed = new Map<Actor, ClaimedLead[]>()
  readonly #askedForFollowUps = new Map<Actor, number>()
  readonly #heldUp = new Map<Actor, number>()
  readonly #lateNotes = new Set<string>()
  readonly #withdrawn = new Map<string, number>()
  readonly #lastWithdrawal = new Map<string, number>()
  readonly #lastConsent = new Map<string, number>()
  #overlap = false

  constructor(time: VirtualTime, trace: Trace) {
    this.#time = time
    this.#trace = trace
  }

  report(violation: string): void {
    this.violations.push(violation)
    this.#trace.note('WRONG', violation)
  }

  /** Consent for the address is withdrawn from now on. */
  noteWithdrawal(address: string): void {
    // At once with a consent, either may be what stands.
    if (this.#lastConsent.get(address) !== this.step) this.#withdrawn.set(address, this.step)
    this.#lastWithdrawal.set(address, this.step)
  }

  /** A run goes on only after a while, when its leases may be over. */
  noteHeldUp(actor: Actor): void {
    this.#heldUp.set(actor, this.step)
  }

  /** Whether a run that was held up between its last look and its call has written about the assessment, or the mark. */
  hasLateNote(id: string): boolean {
    return this.#lateNotes.has(id)
  }

  /** Whether consent for the address was withdrawn at or after a step. */
  wasWithdrawnSince(address: string, step: number): boolean {
    return (this.#lastWithdrawal.get(address) ?? -1) >= step
  }

  /** Somebody has given consent for the address again. */
  noteConsent(address: string): void {
    this.#withdrawn.delete(address)
    this.#lastConsent.set(address, this.step)
  }

  /** Two statements at once are one step: neither is earlier. */
  readonly onStatements = (overlap: boolean) => {
    this.step++
    this.#overlap = overlap
  }

  readonly onStatement: StatementWatch = (actor, { sql, args }, rows) => {
    if (!this.#overlap) this.step++
    actor.onStatement(nameStatement(sql), rows?.rows ?? [])
    if (asksForFollowUps(sql)) this.#askedForFollowUps.set(actor, this.step)
    const claimed = claimedTable(sql)
    if (claimed) return this.#noteClaims(actor, claimed, rows?.rows ?? [])
    const settled = settledTable(sql)
    if (settled) return this.#noteSettlements(actor, settled, rows?.rows ?? [])
    if (/^SELECT[\s\S]*"claimToken"[\s\S]*"hubspot_sync_queue"/.test(sql)) this.#noteAsked(actor, args)
  }

  onCall(actor: Actor, path: string, body: string, asked: number): void {
    this.#overlap = false
    this.step++
    if (path.includes('/submissions/')) return this.#checkFollowUp(actor, body)
    if (path.endsWith('/notes/batch/create')) {
      if ((this.#heldUp.get(actor) ?? -1) >= (this.#askedForFollowUps.get(actor) ?? 0))
        for (const id of assessmentsOfNotes(body)) this.#lateNotes.add(id)
      return this.#checkFollowUp(actor, body)
    }
    if (path.endsWith('/notes')) return this.#noteMarkNote(actor, body)
    if (!/\/batch\/(?:upsert|create)$/.test(path)) return
    const { inputs } = JSON.parse(body) as { inputs: { id?: string; properties: Record<string, string> }[] }
    for (const { id: upserted, properties } of inputs) {
      const id = upserted ?? properties.email ?? properties.ai_assessment_id ?? ''
      const lead = (this.#claimed.get(actor) ?? []).filter(({ keys }) => keys.includes(id))
      const askedAt = Math.min(asked, Math.max(0, ...lead.map((row) => row.askedAt)))
      for (const key of new Set(lead.flatMap(({ keys }) => keys))) {
        const withdrawn = this.#withdrawn.get(key)
        if (withdrawn !== undefined && withdrawn < askedAt) {
          this.report(
            `${actor.name} sends a person's details to HubSpot although consent was withdrawn before it asked`,
          )
        }
      }
    }
  }

  #noteMarkNote(actor: Actor, body: string): void {
    for (const id of marksOfNotes(body)) {
      const hold = this.#holds.get(`contact_marks ${id}`)
      if (hold?.actor !== actor || hold.until <= this.#time.databaseNow) this.#lateNotes.add(id)
    }
  }

  /** Notes name their assessment, and submissions their address. */
  #checkFollowUp(actor: Actor, body: string): void {
    const askedAt = this.#askedForFollowUps.get(actor) ?? 0
    const known = (this.#claimed.get(actor) ?? []).filter(({ keys }) =>
      keys.some((key) => body.includes(key)),
    )
    for (const key of new Set(known.flatMap(({ keys }) => keys))) {
      const withdrawn = this.#withdrawn.get(key)
      if (withdrawn !== undefined && withdrawn < askedAt)
        this.report(`${actor.name} writes about a person who had withdrawn consent before it asked`)
    }
  }

  #noteClaims(actor: Actor, table: string, rows: readonly (readonly unknown[])[]): void {
    for (const [text] of rows) {
      const row = (typeof text === 'string' ? JSON.parse(text) : text) as {
        id: string
        assessmentId?: string | null
        payload?: { email?: string }
        email?: string | null
      }
      const key = `${table} ${row.id}`
      const hold = this.#holds.get(key)
      if (hold && hold.actor !== actor && hold.until > this.#time.databaseNow) {
        this.report(`${actor.name} claims a row of ${table} that ${hold.actor.name} holds`)
      }
      this.#holds.set(key, { actor, until: this.#time.databaseNow + (LEASES[table] ?? 0) * 1000 })
      if (table !== 'hubspot_sync_queue' && table !== 'hubspot_follow_ups') continue
      const keys = [row.payload?.email ?? row.email, row.assessmentId].filter(
        (value) => typeof value === 'string',
      )
      // Claimed once more it may be another person's: the address was replaced.
      const { assessmentId } = row
      const isFormer = ({ keys: former }: ClaimedLead) =>
        table === 'hubspot_sync_queue' && typeof assessmentId === 'string' && former.includes(assessmentId)
      const others = (this.#claimed.get(actor) ?? []).filter((lead) => !isFormer(lead))
      this.#claimed.set(actor, [...others, { rowId: row.id, keys, askedAt: this.step }])
    }
  }

  #noteSettlements(actor: Actor, table: string, rows: readonly (readonly unknown[])[]): void {
    for (const [id] of rows) {
      const key = `${table} ${String(id)}`
      const hold = this.#holds.get(key)
      if (hold && hold.actor !== actor) {
        this.report(`${actor.name} settles a row of ${table} that ${hold.actor.name} has claimed since`)
      }
      this.#holds.delete(key)
    }
  }

  #noteAsked(actor: Actor, args: readonly unknown[]): void {
    const ids = new Set(args.flat())
    for (const lead of this.#claimed.get(actor) ?? []) if (ids.has(lead.rowId)) lead.askedAt = this.step
  }
}

/** By the link to its page that each note has. */
export function assessmentsOfNotes(text: string): string[] {
  return [...text.matchAll(/\/ops\/leads\/([\w-]+)/g)].map(([, id]) => id!)
}

/** By the receipt that each note about a withdrawal, a complaint or a bounce has. */
export function marksOfNotes(text: string): string[] {
  return [...text.matchAll(/Reference: ([\w-]+)/g)].map(([, id]) => id!)
}
