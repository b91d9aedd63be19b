import type { Database } from '#app/data/database.server.ts'
import { readLatestExperiment } from '#app/data/experiments.server.ts'
import { EXPERIMENTS } from '#app/content/experiments.ts'
import type { LatestExperiment } from '#app/domain/experiments/experiments.ts'

/** Where a page need not ask the database: null is that there was no test yet. */
export interface LatestReading {
  latest: LatestExperiment | null
  /** in milliseconds since 1970 */
  readAt: number
}

/** What the isolates of one place share. Either may fail: then each knows what it has read itself. */
export interface ExperimentStore {
  read(): Promise<LatestReading | null>
  write(known: LatestReading): Promise<void>
}

/** After this long it is read again, behind a landing: so long a start or a stop may go unnoticed. */
const FRESH_MS = 60_000

/** Knows which test was started last without making a page wait for the database. One an isolate. */
export class ExperimentMemory {
  #known: LatestReading | null = null

  /** @returns `unknown` before anybody in this place has read it */
  async get(store: ExperimentStore, now: Date): Promise<LatestExperiment | null | 'unknown'> {
    if (EXPERIMENTS.length === 0) return null
    if (!this.#isFresh(now)) {
      const shared = await store.read().catch(() => null)
      if (shared && shared.readAt > (this.#known?.readAt ?? 0)) this.#known = shared
    }
    return this.#known === null ? 'unknown' : this.#known.latest
  }

  async refreshIfOld(db: Database, store: ExperimentStore, now: Date): Promise<void> {
    if (EXPERIMENTS.length > 0 && !this.#isFresh(now)) await this.refresh(db, store, now)
  }

  async refresh(db: Database, store: ExperimentStore, now: Date): Promise<void> {
    this.#known = { latest: await readLatestExperiment(db), readAt: now.getTime() }
    await store.write(this.#known)
  }

  #isFresh(now: Date): boolean {
    return this.#known !== null && now.getTime() - this.#known.readAt < FRESH_MS
  }
}
