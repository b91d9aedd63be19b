import type { DatabaseLogLevel } from '#app/platform/config.server.ts'
import type { Log } from '#app/platform/log.server.ts'
import type { Prisma } from './generated/workerd/client.ts'

/** What a client tells of its work, and to which log. */
export interface DatabaseLog {
  levels: readonly DatabaseLogLevel[]
  log: Log
}

interface Emitter {
  $on(level: DatabaseLogLevel, listener: (event: Prisma.QueryEvent | Prisma.LogEvent) => void): unknown
}

/** A client's `log` option: with events Prisma prints nothing by itself. */
export function buildLogOption(levels: readonly DatabaseLogLevel[]): Prisma.LogDefinition[] {
  return levels.map((level) => ({ level, emit: 'event' }))
}

/**
 * Writes a client's events down without any value: statements as they are prepared, never their parameters; failures by
 * the call and PostgreSQL's code, never by their message, which quotes what was sent.
 * @param currentLog null while the client is lent to nobody
 */
export function logEvents(
  client: object,
  levels: readonly DatabaseLogLevel[],
  currentLog: () => Log | null,
): void {
  // Which levels there are to listen to is in a client's type, and ours is not known before it runs.
  const emitter = client as Emitter
  for (const level of levels) {
    emitter.$on(level, (event) => {
      const log = currentLog()
      if (!log) return
      if ('query' in event) {
        const statement = event.query.replace(/\s+/g, ' ').trim()
        log.info('database_query', { statement, durationMs: Math.round(event.duration) })
      } else if (level === 'error') {
        log.error('database_error', null, { call: event.target, sqlState: readSqlState(event.message) })
      } else {
        log.warn('database_warning', { call: event.target })
      }
    })
  }
}

/** PostgreSQL's code, where Prisma begins a line of its message with it. */
function readSqlState(message: string): string | undefined {
  return /^(?:Raw query failed|Database error)\. Code: `([0-9A-Z]{5})`/m.exec(message)?.[1]
}
