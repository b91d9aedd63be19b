import { inWords } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
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
  title: 'The log of removals',
  purpose: 'To prove that data is removed in time.',
  until: inWords(LIFETIMES.retentionLog),
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
  title: 'The state of the connection to our customer database',
  purpose: 'To keep within its limits.',
  until: 'It is replaced as the state changes',
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
  title: 'What we do not send at the moment',
  purpose: 'To wait while our customer database or our e-mail provider is away.',
  until: 'It ends as soon as they are back',
  internal: true,
  person: [{ by: 'none' }],
  columns: { operation: plain(), reason: plain(), evidence: plain(), since: plain(), nextProbeAt: plain() },
}

export const JOB_SUCCESSES: TableEntry = {
  title: 'When each scheduled job last succeeded',
  purpose: 'To notice when one stops.',
  until: 'It is replaced by the next success',
  internal: true,
  person: [{ by: 'none' }],
  columns: { job: plain(), succeededAt: plain() },
}

export const OPS_ACTIONS: TableEntry = {
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
export const EXPERIMENTS: TableEntry = {
  title: 'Tests of the pages',
  purpose: 'To know which words of the pages work better.',
  until: `Without end; who began and ended them: ${inWords(LIFETIMES.retentionLog)}`,
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
  title: 'Which other systems are told of assessments',
  purpose: 'To know whom to tell.',
  until: 'As long as there is such a system',
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
  title: 'What somebody was called for',
  purpose: 'To tell of each problem once, and when it is over.',
  until: inWords(LIFETIMES.retentionLog),
  internal: true,
  person: [{ by: 'none' }],
  columns: { id: plain(), problem: plain(), raisedAt: plain(), lastSeenAt: plain(), recoveredAt: plain() },
}
