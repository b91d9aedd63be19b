import type { Config } from '#app/platform/config.server.ts'
import type { Log, LogFields } from '#app/platform/log.server.ts'
import type { PrismaClient } from '#app/data/database.server.ts'
import type { JobDependencies } from './load-context/dependencies.ts'

export interface JobContext extends JobDependencies {
  config: Config
  db: PrismaClient
  log: Log
  now: Date
}

/** A job does a bounded amount of work and says what it did, in counts. What is left waits for the next tick. */
export type Job = (context: JobContext) => Promise<LogFields | null>
