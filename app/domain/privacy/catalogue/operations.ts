import { plain, pseudonymous, type TableEntry } from './catalogue-types.ts'

export const RATE_LIMITS: TableEntry = {
  person: [{ by: 'none' }],
  columns: {
    key: pseudonymous('counterHash', 'row_deleted'),
    hits: plain('counted'),
    updatedAt: plain(),
  },
}

export const RETENTION_RUNS: TableEntry = {
  internal: true,
  person: [{ by: 'none' }],
  columns: {
    id: plain(),
    job: plain(),
    startedAt: plain(),
    finishedAt: plain(),
    affectedRows: plain(),
    oldestPersonalLeftAt: plain(),
    outcome: plain(),
  },
}

export const HUBSPOT_SYNC_STATE: TableEntry = {
  internal: true,
  person: [{ by: 'none' }],
  columns: {
    id: plain(),
    portalTimeZone: plain(),
    callTimes: plain(),
    callsBlockedUntil: plain(),
    drainedUntil: plain(),
    updatedAt: plain(),
  },
}

export const PAUSES: TableEntry = {
  internal: true,
  person: [{ by: 'none' }],
  columns: { operation: plain(), reason: plain(), evidence: plain(), since: plain(), nextProbeAt: plain() },
}

export const JOB_SUCCESSES: TableEntry = {
  internal: true,
  person: [{ by: 'none' }],
  columns: { job: plain(), succeededAt: plain() },
}

export const OPS_ACTION_ROWS: TableEntry = {
  person: [{ by: 'assessment', column: 'assessmentId' }],
  columns: {
    id: plain(),
    at: plain('looked'),
    actor: pseudonymous('operatorHash', 'row_deleted', { secret: true }),
    role: plain(),
    session: pseudonymous('operatorHash', 'row_deleted', { secret: true }),
    action: plain('looked'),
    subject: plain(),
    reason: plain(),
    count: plain(),
    assessmentId: pseudonymous('assessmentNumber', 'row_deleted'),
  },
}

/** Its texts are ours, and what is counted for it stands in `funnel_days`. */
export const EXPERIMENT_ROWS: TableEntry = {
  internal: true,
  person: [{ by: 'none' }],
  columns: {
    id: plain(),
    hypothesis: plain(),
    measure: plain(),
    variants: plain(),
    shares: plain(),
    planned: plain(),
    startedAt: plain(),
    startedBy: pseudonymous('operatorHash', 'cleared', { secret: true }),
    stoppedAt: plain(),
    stoppedBy: pseudonymous('operatorHash', 'cleared', { secret: true }),
    winner: plain(),
  },
}

export const WEBHOOK_RECEIVERS: TableEntry = {
  internal: true,
  person: [{ by: 'none' }],
  columns: {
    receiver: plain(),
    events: plain(),
    confirmFirst: plain(),
    createdAt: plain(),
    retiredAt: plain(),
  },
}

export const ALERTS: TableEntry = {
  internal: true,
  person: [{ by: 'none' }],
  columns: { id: plain(), problem: plain(), raisedAt: plain(), lastSeenAt: plain(), recoveredAt: plain() },
}
