import { z } from 'zod'

/**
 * What goes wrong. `accept` faults take the e-mail and then fail to say so; the others refuse it.
 * - `rate_limit` 429, `daily_quota` 429 of the other kind, `server_error` 500, `unavailable` 503 as HTML
 * - about the key: `unauthorized` 403 as documented, `invalid_key` 400 as the API answers since 2025
 *   (https://github.com/resend/resend-node/pull/617)
 * - about the sender: `domain_not_verified` 403, `invalid_from` and `invalid_reply_to` 422
 * - about the recipient: `invalid_to` 422, `testing_only` 403, `security_error` 451
 * - from something on the way: `html_400`, `html_403`, `html_413`, `html_422`; `odd_json_400` and `odd_json_422`, which no documentation has
 * - `drop` closes the connection before, `accept_then_drop` after taking the e-mail
 * - `accept_then_hang` takes the e-mail and never answers (until the client gives up or the mailbox closes)
 * - `truncated` takes the e-mail and answers 200 with half a JSON document
 */
export const FAULT_MODES = [
  'none',
  'rate_limit',
  'daily_quota',
  'server_error',
  'unavailable',
  'unauthorized',
  'invalid_key',
  'domain_not_verified',
  'invalid_from',
  'invalid_reply_to',
  'invalid_to',
  'testing_only',
  'security_error',
  'html_400',
  'html_403',
  'html_413',
  'html_422',
  'odd_json_400',
  'odd_json_422',
  'drop',
  'accept_then_drop',
  'accept_then_hang',
  'truncated',
] as const

export const faultsSchema = z
  .strictObject({
    mode: z.enum(FAULT_MODES),
    /** Only e-mails to an address that contains this; null: all. */
    to: z.string().min(1).nullable(),
    /** Only the next so many sends fail; null: until changed. */
    times: z.coerce.number().int().min(0).nullable(),
    /** Fail every nth send: 1 is all of them. A count, not chance, so that tests repeat. */
    every: z.coerce.number().int().min(1),
    /** Added before each answer. */
    latencyMs: z.coerce.number().int().min(0).max(120_000),
    /** What a 429 says in `retry-after`; null leaves the header out. */
    retryAfterSeconds: z.coerce.number().int().min(0).nullable(),
    /** A real limit: more sends than this within a second get 429. 0: no limit. */
    ratePerSecond: z.coerce.number().int().min(0),
  })
  .partial()

export type Faults = Required<z.infer<typeof faultsSchema>>
export type FaultMode = Faults['mode']

const NO_FAULTS: Faults = {
  mode: 'none',
  to: null,
  times: null,
  every: 1,
  latencyMs: 0,
  retryAfterSeconds: 1,
  ratePerSecond: 0,
}

/** The switches, and the count of sends that decides which one fails. */
export class FaultSwitches {
  #faults: Faults = NO_FAULTS
  #seen = 0
  #failed = 0
  #recentSends: number[] = []

  get current(): Faults {
    return this.#faults
  }

  /** Settings left out go back to "no fault". */
  set(faults: Partial<Faults>): void {
    this.#faults = { ...NO_FAULTS, ...faults }
    this.#seen = 0
    this.#failed = 0
  }

  /** Which fault the send that has just arrived meets. @param body as it came */
  next(body: string): FaultMode {
    const { mode, to, times, every } = this.#faults
    if (mode === 'none' || (times !== null && this.#failed >= times)) return 'none'
    if (to !== null && !recipientsOf(body).includes(to)) return 'none'
    this.#seen += 1
    if (this.#seen % every !== 0) return 'none'
    this.#failed += 1
    return mode
  }

  /** Counts one send against `ratePerSecond`. */
  rate(now: number): { limit: number; remaining: number; exceeded: boolean } {
    const limit = this.#faults.ratePerSecond
    if (limit === 0) return { limit: 1000, remaining: 999, exceeded: false }
    this.#recentSends = this.#recentSends.filter((at) => now - at < 1000)
    const exceeded = this.#recentSends.length >= limit
    if (!exceeded) this.#recentSends.push(now)
    return { limit, remaining: Math.max(0, limit - this.#recentSends.length), exceeded }
  }
}

function recipientsOf(body: string): string {
  return /"to"\s*:\s*(\[[^\]]*\]|"[^"]*")/.exec(body)?.[1] ?? ''
}
