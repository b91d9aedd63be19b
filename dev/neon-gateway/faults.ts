import { z } from 'zod'

const next = z.int().min(1).optional()
const matching = z.string().min(1).optional()
const milliseconds = z.number().min(0).max(60_000)

/**
 * What goes wrong, and how often. Every fault hits the `next` so many occasions, in order of arrival and never by
 * chance, or every one until it is taken away when `next` is absent. `matching` narrows a fault to statements that
 * contain this text, whatever its case; the statements of a batch count as one.
 */
export const faultsSchema = z.strictObject({
  /** One round trip between Worker and database region, in milliseconds. */
  latencyMs: milliseconds.default(0),
  /** Requests and WebSocket upgrades are cut off without an answer, before anything is read. */
  refuse: z.strictObject({ next }).optional(),
  /** Not PostgreSQL answers, but what is in front of it, by this; a body that is no text is JSON. */
  answer: z.strictObject({ next, matching, status: z.int().min(400).max(599), body: z.json() }).optional(),
  /** The connection is cut without an answer: before the statement runs, or after it has run and committed. */
  drop: z.strictObject({ next, matching, when: z.enum(['before', 'after']).default('before') }).optional(),
  /** The statement waits this much longer before it runs. */
  delay: z.strictObject({ next, matching, ms: milliseconds }).optional(),
})

export type Faults = z.input<typeof faultsSchema>

type ActiveFaults = z.output<typeof faultsSchema>
type Countdown = { next?: number | undefined; matching?: string | undefined }

/** What the faults mean for one statement. */
export interface StatementFaults {
  drop?: 'before' | 'after'
  delayMs: number
  answer?: { status: number; body: string }
}

/** The faults in force. Counts down as they strike. */
export class FaultPlan {
  #faults: ActiveFaults = { latencyMs: 0 }

  get latencyMs(): number {
    return this.#faults.latencyMs
  }

  /** Replaces all faults, the latency included; `{}` clears them. Throws a `ZodError` on a value out of range. */
  set(faults: Faults): void {
    this.#faults = faultsSchema.parse(faults)
  }

  /** The faults still to come, with what is left of their counts. */
  remaining(): ActiveFaults {
    return structuredClone(this.#faults)
  }

  takeRefusal(): boolean {
    return this.#strikes('refuse')
  }

  takeForStatement(sql: string): StatementFaults {
    const { answer, drop, delay } = this.#faults
    return {
      ...(answer &&
        this.#strikes('answer', sql) && { answer: { status: answer.status, body: textOf(answer.body) } }),
      drop: this.#strikes('drop', sql) ? drop?.when : undefined,
      delayMs: this.#strikes('delay', sql) ? (delay?.ms ?? 0) : 0,
    }
  }

  #strikes(kind: 'refuse' | 'answer' | 'drop' | 'delay', sql = ''): boolean {
    const fault: Countdown | undefined = this.#faults[kind]
    if (!fault || !sql.toLowerCase().includes((fault.matching ?? '').toLowerCase())) return false
    if (fault.next !== undefined && --fault.next === 0) delete this.#faults[kind]
    return true
  }
}

const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body))
