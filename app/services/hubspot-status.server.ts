import type { Database } from '#app/data/database.server.ts'
import {
  type FailureGroup,
  type QueueCounts,
  countQueue,
  listFailures,
} from '#app/data/hubspot-status.server.ts'
import { type SyncState, readSyncState } from '#app/data/hubspot-state.server.ts'
import { decodeSyncError, explainSyncError } from '#app/domain/sync-error.ts'

/** What operations see of the sync: no e-mail address, name or phone number is in it. */
export interface SyncReport {
  state: 'running' | 'paused'
  /** cause and remedy of a pause */
  pause: { explanation: string; since: Date; until: Date | null } | null
  queue: QueueCounts
  callsInTenSeconds: number
  failures: (FailureGroup & { explanation: string })[]
}

export async function reportSync(db: Database): Promise<SyncReport> {
  const state = await readSyncState(db)
  const queue = await countQueue(db)
  const failures = await listFailures(db)
  return {
    state: state.pauseReason === null ? 'running' : 'paused',
    pause: pauseOf(state),
    queue,
    callsInTenSeconds: state.callsInWindow,
    failures: failures.map((group) => ({ ...group, explanation: explain(group.error) })),
  }
}

function pauseOf({ pauseReason, pauseError, pausedAt, pausedUntil }: SyncState): SyncReport['pause'] {
  if (pauseReason === null || pausedAt === null) return null
  return { explanation: explain(pauseError ?? pauseReason), since: pausedAt, until: pausedUntil }
}

function explain(stored: string): string {
  return explainSyncError(decodeSyncError(stored))
}
