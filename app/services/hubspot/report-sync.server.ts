import type { Database } from '#app/data/database.server.ts'
import { type LeadState, listLeadStates } from '#app/data/hubspot/lead-states.server.ts'
import {
  type FailureGroup,
  type QueueCounts,
  countQueue,
  listFailures,
} from '#app/data/queue-status.server.ts'
import { type SyncState, readSyncState } from '#app/data/hubspot/state.server.ts'
import { decodeSyncError, explainSyncError, isRepairable } from '#app/domain/hubspot/failure.ts'

/** What operations see of the sync: no e-mail address, name or phone number is in it. */
export interface SyncReport {
  state: 'running' | 'paused'
  /** cause and remedy of a pause */
  pause: { explanation: string; since: Date; until: Date | null } | null
  queue: QueueCounts
  callsInTenSeconds: number
  /** `repairable`: a dead lead that waits for somebody to do something */
  failures: (FailureGroup & { explanation: string; repairable: boolean })[]
}

export async function reportSync(db: Database): Promise<SyncReport> {
  const state = await readSyncState(db)
  const queue = await countQueue(db, 'hubspot_sync_queue')
  const failures = await listFailures(db, 'hubspot_sync_queue')
  return {
    state: state.pauseReason === null ? 'running' : 'paused',
    pause: pauseOf(state),
    queue,
    callsInTenSeconds: state.callsInWindow,
    failures: failures.map((group) => ({
      ...group,
      explanation: explain(group.error, group.status),
      repairable: isRepairable(decodeSyncError(group.error)),
    })),
  }
}

function pauseOf({ pauseReason, pauseError, pausedAt, pausedUntil }: SyncState): SyncReport['pause'] {
  if (pauseReason === null || pausedAt === null) return null
  return { explanation: explain(pauseError ?? pauseReason), since: pausedAt, until: pausedUntil }
}

export interface ExplainedLead extends Omit<LeadState, 'error'> {
  /** cause and remedy of the last failure */
  explanation: string | null
  /** HubSpot's own id of the call that failed, for its support */
  correlationId: string | null
}

/** How it stands with single leads, by the ids of their rows or assessments. Unknown ids are missing from the answer. */
export async function readLeadStates(db: Database, ids: readonly string[]): Promise<ExplainedLead[]> {
  const leads = await listLeadStates(db, ids)
  return leads.map(({ error, ...lead }) => ({
    ...lead,
    explanation: error === null ? null : explain(error, lead.state === 'dead' ? 'dead' : 'pending'),
    correlationId: (error !== null && decodeSyncError(error).correlationId) || null,
  }))
}

function explain(stored: string, status: FailureGroup['status'] = 'pending'): string {
  return explainSyncError(decodeSyncError(stored), status === 'dead' ? 'dead' : 'open')
}
