import type { Failure } from './errors.ts'

export const WINDOW_MS = 10_000

export interface LimitSettings {
  /** Calls in any ten seconds for one token; null for none. Free and Starter portals: 100. */
  tenSecondly: number | null
  /** Calls from one midnight to the next in the portal's time zone, all tokens together; null for none. */
  daily: number | null
  /** Whether 429 answers carry `Retry-After`, which HubSpot does not document for them. */
  retryAfter: boolean
}

export const DEFAULT_LIMITS: LimitSettings = { tenSecondly: 100, daily: 250_000, retryAfter: false }

export interface LimitState extends LimitSettings {
  usedToday: number
  /** The most calls that were let through in any ten seconds, for one token. */
  peakTenSecondly: number
}

interface Window {
  times: number[]
  /** Index of the oldest call that still counts; older ones are cut off now and then. */
  first: number
}

/**
 * The portal's two budgets. Refused calls use up neither; association calls count, although their description
 * mentions an exemption, because nobody should depend on it.
 */
export class RateLimits {
  #settings: LimitSettings
  #windows = new Map<string, Window>()
  #day = ''
  #usedToday = 0
  #peak = 0
  readonly #dayFormat: Intl.DateTimeFormat
  readonly #initial: LimitSettings
  readonly #portal: { id: number; timeZone: string }
  readonly #now: () => number

  constructor(initial: LimitSettings, portal: { id: number; timeZone: string }, now: () => number) {
    this.#initial = initial
    this.#portal = portal
    this.#now = now
    this.#settings = { ...initial }
    this.#dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: portal.timeZone, dateStyle: 'short' })
  }

  set(changes: Partial<LimitSettings>): void {
    this.#settings = { ...this.#settings, ...changes }
  }

  state(): LimitState {
    this.#startOfDay()
    return { ...this.#settings, usedToday: this.#usedToday, peakTenSecondly: this.#peak }
  }

  reset(): void {
    this.#settings = { ...this.#initial }
    this.#windows.clear()
    this.#usedToday = 0
    this.#peak = 0
  }

  /** Counts one call of a token, or says why it is refused. */
  take(token: string): Failure | undefined {
    this.#startOfDay()
    const { tenSecondly, daily } = this.#settings
    const window = this.#window(token)
    if (daily !== null && this.#usedToday >= daily) return this.refusal('DAILY', this.#msToMidnight())
    if (tenSecondly !== null && window.times.length - window.first >= tenSecondly) {
      const oldest = window.times[window.first] ?? this.#now()
      return this.refusal('TEN_SECONDLY_ROLLING', oldest + WINDOW_MS - this.#now())
    }
    window.times.push(this.#now())
    this.#usedToday++
    this.#peak = Math.max(this.#peak, window.times.length - window.first)
    return undefined
  }

  /** The budget headers of an answer; a limit that is off has none. */
  headers(token: string): Record<string, string> {
    const { tenSecondly, daily } = this.#settings
    const window = this.#window(token)
    const used = window.times.length - window.first
    const burst: Record<string, string> =
      tenSecondly === null
        ? {}
        : {
            'X-HubSpot-RateLimit-Max': String(tenSecondly),
            'X-HubSpot-RateLimit-Remaining': String(Math.max(0, tenSecondly - used)),
            'X-HubSpot-RateLimit-Interval-Milliseconds': String(WINDOW_MS),
            // Deprecated and not enforced, yet still sent.
            'X-HubSpot-RateLimit-Secondly': String(Math.max(1, Math.floor(tenSecondly / 10))),
            'X-HubSpot-RateLimit-Secondly-Remaining': String(Math.max(0, Math.floor(tenSecondly / 10) - 1)),
          }
    if (daily === null) return burst
    return {
      ...burst,
      'X-HubSpot-RateLimit-Daily': String(daily),
      'X-HubSpot-RateLimit-Daily-Remaining': String(Math.max(0, daily - this.#usedToday)),
    }
  }

  /** The body of a 429, with `Retry-After` when the switch is on. */
  refusal(policy: 'DAILY' | 'TEN_SECONDLY_ROLLING', waitMs: number): Failure {
    const name = policy === 'DAILY' ? 'daily' : 'ten_secondly_rolling'
    const group: Record<string, string> =
      policy === 'DAILY'
        ? {}
        : { groupName: `publicapi:private-apps-api-calls-ten-secondly:${this.#portal.id}` }
    const seconds = Math.max(1, Math.ceil(waitMs / 1000))
    return {
      status: 429,
      message: `You have reached your ${name} limit.`,
      extra: { errorType: 'RATE_LIMIT', policyName: policy, ...group, requestId: crypto.randomUUID() },
      ...(this.#settings.retryAfter ? { headers: { 'Retry-After': String(seconds) } } : {}),
    }
  }

  #window(token: string): Window {
    let window = this.#windows.get(token)
    if (!window) this.#windows.set(token, (window = { times: [], first: 0 }))
    const limit = this.#now() - WINDOW_MS
    while (window.first < window.times.length && (window.times[window.first] ?? 0) <= limit) window.first++
    if (window.first > 1024 && window.first * 2 > window.times.length) {
      window.times.splice(0, window.first)
      window.first = 0
    }
    return window
  }

  #startOfDay(): void {
    const today = this.#dayFormat.format(this.#now())
    if (today === this.#day) return
    this.#day = today
    this.#usedToday = 0
  }

  /** Until the portal's next midnight, to the second; days with a clock change included. */
  #msToMidnight(): number {
    let [low, high] = [0, 26 * 3600]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (this.#dayFormat.format(this.#now() + middle * 1000) === this.#day) low = middle
      else high = middle
    }
    return high * 1000
  }
}
