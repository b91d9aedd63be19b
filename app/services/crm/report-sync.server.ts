import type { Database } from '#app/data/database.server.ts'
import { type LeadState, listLeadStates } from '#app/data/hubspot/lead-states.server.ts'
import {
  type FailureGroup,
  type QueueCounts,
  countQueue,
  listFailures,
} from '#app/data/queue-status.server.ts'
import { type FollowUpCounts, countFollowUps } from '#app/data/hubspot/follow-ups.server.ts'
import { leadQueue } from '#app/data/hubspot/claims.server.ts'
import { readSyncState } from '#app/data/hubspot/state.server.ts'
import { type Pause, readPauses } from '#app/data/pauses.server.ts'
import { HEALTH_THRESHOLDS } from '#app/domain/limits.ts'
import {
  BY_OPERATOR,
  HUBSPOT_OPERATIONS,
  OPTIONAL_OPERATIONS,
  explainOperatorPause,
} from '#app/domain/pause.ts'
import { explainSyncError } from '#app/domain/crm/explain-failure.ts'
import { decodeSyncError } from '#app/domain/crm/failure.ts'

/** What operations see of the sync: no e-mail address, name or phone number is in it. */
export interface SyncReport {
  state: 'running' | 'paused'
  pauses: ExplainedPause[]
  queue: QueueCounts
  /** what follows leads, by kind */
  followUps: FollowUpCounts[]
  callsInTenSeconds: number
  failures: (FailureGroup & { explanation: string })[]
  /** as `/health` counts it: a lead is dead, or waits for longer than it ever should */
  needsSomebody: boolean
}

export interface ExplainedPause {
  operations: string[]
  explanation: string
  since: Date
  nextProbeAt: Date | null
}

export async function reportSync(db: Database): Promise<SyncReport> {
  const pauses = await readPauses(db, HUBSPOT_OPERATIONS)
  const { callsInWindow } = await readSyncState(db)
  const queue = await countQueue(db, leadQueue)
  const failures = await listFailures(db, leadQueue)
  const followUps = await countFollowUps(db)
  return {
    state: pauses.length === 0 ? 'running' : 'paused',
    pauses: explainPauses(pauses),
    queue,
    followUps,
    callsInTenSeconds: callsInWindow,
    failures: failures.map((group) => ({
      ...group,
      explanation: explainStoredError(group.error, group.status),
    })),
    needsSomebody:
      pauses.some(({ operation }) => !OPTIONAL_OPERATIONS.includes(operation)) ||
      failures.some(({ status }) => status === 'dead') ||
      (queue.oldestOpenSeconds ?? 0) > HEALTH_THRESHOLDS.oldestOpenSyncSeconds,
  }
}

/** What a pause waits for, in words. */
export function explainSyncPause({ reason, evidence }: Pick<Pause, 'reason' | 'evidence'>): string {
  return reason === BY_OPERATOR ? explainOperatorPause(evidence) : explainStoredError(evidence)
}

function explainPauses(pauses: readonly Pause[]): ExplainedPause[] {
  const explained = new Map<string, ExplainedPause>()
  for (const { operation, reason, evidence, since, waiting, nextProbeAt } of pauses) {
    const explanation = explainSyncPause({ reason, evidence })
    const same = explained.get(explanation)
    if (same) same.operations.push(operation)
    else {
      const next = waiting ? nextProbeAt : null
      explained.set(explanation, { operations: [operation], explanation, since, nextProbeAt: next })
    }
  }
  return [...explained.values()]
}

export interface ExplainedLead extends Omit<LeadState, 'error'> {
  explanation: string | null
  correlationId: string | null
}

/** How it stands with single leads, by the ids of their rows or assessments. Unknown ids are missing from the answer. */
export async function readLeadStates(db: Database, ids: readonly string[]): Promise<ExplainedLead[]> {
  const leads = await listLeadStates(db, ids)
  return leads.map(({ error, ...lead }) => ({
    ...lead,
    explanation:
      error === null ? null : explainStoredError(error, lead.state === 'dead' ? 'dead' : 'pending'),
    correlationId: (error !== null && decodeSyncError(error).correlationId) || null,
  }))
}

/** Cause and remedy of an error as it is stored. */
export function explainStoredError(stored: string, status: FailureGroup['status'] = 'pending'): string {
  return explainSyncError(decodeSyncError(stored), status === 'dead' ? 'dead' : 'open')
}
