import { type Random, seededRandom } from '#prisma/seeded-random.ts'

/** What can go wrong on demand. A fault that "commits" does what was asked and then spoils the answer. */
export const FAULT_KINDS = {
  drop_before: 'closes the connection, nothing done',
  commit_then_drop: 'commits, then closes the connection without an answer',
  drop_mid_body: 'commits, then closes the connection in the middle of the answer',
  slow: 'commits, then answers after delayMs (default 15 s)',
  truncated_json: 'commits, then answers with the first half of the JSON',
  not_json: 'commits, then answers 200 with text that is no JSON',
  empty_200: 'commits, then answers 200 with no body',
  html_400: '400 with an HTML page, nothing done: a proxy on the way',
  html_403: '403 with an HTML page, nothing done: a firewall on the way',
  html_404: '404 with an HTML page, nothing done: something on the way does not know the path',
  html_413: '413 with an HTML page, nothing done',
  html_429: '429 with an HTML page and, when given, Retry-After: a firewall on the way, nothing done',
  html_477: '477 with an HTML page and, when given, Retry-After, nothing done',
  html_502: '502 with an HTML page',
  html_530: '530 with an HTML page, nothing done: the name did not resolve at the edge',
  odd_json_400: '400 with JSON that no endpoint documents, nothing done',
  error_200: '200 with an error object, nothing done',
  empty_results: '200 with no result and no error, nothing done',
  status_500: '500',
  status_502: '502',
  status_503: '503',
  status_504: '504, perhaps committed (see commits)',
  locked_423: '423: too many writes to one record',
  migrating_477: '477 with Retry-After: data centre migration',
  burst_429: '429, ten-second limit',
  daily_429: '429, daily limit',
  revoked_token: '401 INVALID_AUTHENTICATION',
  expired_token: '401 EXPIRED_AUTHENTICATION',
  missing_scopes: '403 MISSING_SCOPES',
  conflict_409: '409: contact already exists',
  unique_clash_400: '400: lost a race for a unique value',
  silent_noop: 'ignores the first input of a batch: neither result nor error',
  item_internal_error: '207, an input fails with INTERNAL_ERROR',
  item_rate_limits: '207, an input fails with RATE_LIMITS',
  item_locked: '207, an input fails with OBJECT_LOCKED',
  item_conflict: '207, an input fails with CONFLICT',
  item_without_context: '207, an input fails and its error has no context',
  item_without_trace: '207, an input fails and its error does not say which',
  item_text: '207, an input fails and its error is a text',
  item_null: '207, an input fails and its error is null',
  unechoed: "commits, but leaves the id property out of the results' properties",
} as const

export type FaultKind = keyof typeof FAULT_KINDS

/** What a caller of HubSpot would call one operation, by method and path. */
const OPERATIONS = {
  contacts: /^(?!GET)\w+ \/crm\/(v3\/)?objects\/([\d-]+\/)?contacts(?!\/batch\/read)/,
  deals: /^(?!GET)\w+ \/crm\/(v3\/)?objects\/([\d-]+\/)?deals(?!\/batch\/read)/,
  associations: /\/associations\//,
  notes: /\/notes(?:\/|$)/,
  forms: /\/submissions\//,
  reads: /^GET |\/batch\/read$/,
  upserts: /\/batch\/upsert$/,
} satisfies Record<string, RegExp>

export type Operation = keyof typeof OPERATIONS
export const OPERATION_NAMES = Object.keys(OPERATIONS) as [Operation, ...Operation[]]

export interface FaultRule {
  kind: FaultKind
  /** Only calls of this operation. */
  operation?: Operation
  /** Part of the path, with object types by name or id, or a pattern for it; any path when left out. */
  path?: string | RegExp
  /** Only calls whose body has this text in it, as a firewall that dislikes a word. */
  bodyContains?: string
  method?: string
  /** Only the next so many matching calls. */
  next?: number
  /** Only every so many-th matching call. */
  every?: number
  /** Only this share of matching calls (0 to 1), drawn from the seeded generator. */
  fraction?: number
  /** Only for so long after being set, by the stand-in's clock. */
  forMs?: number
  /** `slow` */
  delayMs?: number
  /** `migrating_477` (default 60) and, when given, `locked_423`, the 429s and `html_477`. */
  retryAfterSeconds?: number
  /** `item_...`: every input of the call fails, and not the first alone. */
  allItems?: boolean
  /** 5xx and `html_502`: do what was asked all the same, as a gateway that gave up waiting would. */
  commits?: boolean
}

export interface FaultSettings {
  /** Added to every answer, before the call takes effect. */
  latencyMs?: number
  rules?: FaultRule[]
}

interface FaultTarget {
  method: string
  path: string
  /** the body */
  text: string
}

const TYPE_NAMES: Record<string, string> = { '0-1': 'contacts', '0-3': 'deals' }

/** A path whose object types are names, as people think of them; callers may send ids. */
const withTypeNames = (path: string) => path.replace(/(?<=\/)0-[13](?=\/|$)/g, (id) => TYPE_NAMES[id] ?? id)

interface ActiveRule {
  rule: FaultRule
  setAt: number
  seen: number
  fired: number
}

/** The faults in force, and which of them hits the next call. */
export class Faults {
  latencyMs = 0
  #active: ActiveRule[] = []
  #random: Random
  readonly #initial: FaultSettings
  readonly #seed: number
  readonly #now: () => number

  constructor(initial: FaultSettings, seed: number, now: () => number) {
    this.#initial = initial
    this.#seed = seed
    this.#now = now
    this.#random = seededRandom(seed)
    this.set(initial)
  }

  /** Replaces all rules and the latency. */
  set(settings: FaultSettings): void {
    this.latencyMs = settings.latencyMs ?? 0
    this.#active = (settings.rules ?? []).map((rule) => ({ rule, setAt: this.#now(), seen: 0, fired: 0 }))
  }

  /** Adds a rule to those in force. */
  add(rule: FaultRule): void {
    this.#active.push({ rule, setAt: this.#now(), seen: 0, fired: 0 })
  }

  /** Ends all rules; the latency stays. */
  clear(): void {
    this.#active = []
  }

  /** The rules with how often each fired, patterns as text. */
  state(): { latencyMs: number; rules: (Omit<FaultRule, 'path'> & { path?: string; fired: number })[] } {
    return {
      latencyMs: this.latencyMs,
      rules: this.#active.map(({ rule, fired }) => ({
        ...rule,
        path: rule.path === undefined ? undefined : String(rule.path),
        fired,
      })),
    }
  }

  reset(): void {
    this.#random = seededRandom(this.#seed)
    this.set(this.#initial)
  }

  /** The first rule that hits this call, if any; counts the call for every rule that it matches. */
  hit(call: FaultTarget): FaultRule | undefined {
    let winner: FaultRule | undefined
    for (const entry of this.#active) {
      if (!this.#applies(entry, call)) continue
      entry.seen++
      if (winner || !this.#fires(entry)) continue
      entry.fired++
      winner = entry.rule
    }
    return winner
  }

  #applies({ rule, setAt }: ActiveRule, { method, path, text }: FaultTarget): boolean {
    const named = withTypeNames(path)
    if (rule.method !== undefined && rule.method !== method) return false
    if (rule.forMs !== undefined && this.#now() >= setAt + rule.forMs) return false
    if (rule.operation !== undefined && !OPERATIONS[rule.operation].test(`${method} ${named}`)) return false
    if (rule.bodyContains !== undefined && !text.includes(rule.bodyContains)) return false
    if (rule.path === undefined) return true
    if (typeof rule.path !== 'string') return rule.path.test(path)
    return path.includes(rule.path) || named.includes(rule.path)
  }

  #fires({ rule, seen, fired }: ActiveRule): boolean {
    if (rule.next !== undefined && fired >= rule.next) return false
    if (rule.every !== undefined && seen % rule.every !== 0) return false
    return rule.fraction === undefined || this.#random() < rule.fraction
  }
}
