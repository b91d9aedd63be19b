import { backoff } from '#app/domain/backoff.ts'

/** How often a claimed row was tried, and how long it waits after the next failure. */
interface Attempts {
  retryCount: number
  maxRetries: number | null
  retryDelaySeconds: number
}

/** What became of a claimed row. `error` is compact text from a closed vocabulary, never a provider's message. */
export type Outcome =
  | { result: 'completed' }
  | { result: 'retry'; error: string; waitSeconds: number; nextDelaySeconds: number }
  | { result: 'dead'; error: string }
  /** failed, and yet not the row's fault: the attempt is given back, and the next one waits twice as long */
  | { result: 'postponed'; error: string; waitSeconds: number; nextDelaySeconds: number }
  /** not tried, or not the row's fault: the attempt is given back */
  | { result: 'released'; waitSeconds: number; error?: string }
  /** `skipped` exists for e-mail messages only */
  | { result: 'cancelled' | 'skipped'; error?: string }

/** The outcome of an attempt that may succeed later: another one after a while, or dead when it was the last. */
export function retryOrBury(row: Attempts, error: string, random: number): Outcome {
  if (row.maxRetries !== null && row.retryCount >= row.maxRetries) return { result: 'dead', error }
  return { result: 'retry', error, ...backoff(row.retryDelaySeconds, random) }
}

/** The outcome of an attempt that failed without being the row's fault: another one after a while, however many there were. */
export function postpone(
  { retryDelaySeconds }: Pick<Attempts, 'retryDelaySeconds'>,
  error: string,
  random: number,
): Outcome {
  return { result: 'postponed', error, ...backoff(retryDelaySeconds, random) }
}
