import type { BuildFailure } from './build-failure.ts'
import type { WorkerConfig } from './worker-config.ts'

/** What the launcher tells the process that is to build and run the Worker. */
export interface AttemptOrder {
  root: string
  config: WorkerConfig
  /** The sources that have changed since the last attempt, as paths from the root; none at the start. */
  changed: string[]
  settings: Record<string, string>
  /** A folder of this attempt's own, for what it must not share. */
  folder: string
}

export type AttemptResult = { kind: 'serving'; origin: string } | { kind: 'failed'; failure: BuildFailure }

/** What that process answers: the result, and later on that the runtime died while it served. */
export type AttemptReport = AttemptResult | { kind: 'crashed' }
