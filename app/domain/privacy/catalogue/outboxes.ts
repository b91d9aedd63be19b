import { cleared, contactEntries, plain, pseudonymous, type TableEntry } from './catalogue-types.ts'
import { QUEUE_COLUMNS } from './queue-columns.ts'

export const HUBSPOT_SYNC_QUEUE: TableEntry = {
  person: [{ by: 'assessment', column: 'assessmentId' }],
  columns: {
    id: pseudonymous('deliveryNumbers', 'row_deleted'),
    assessmentId: pseudonymous('deliveryNumbers', 'row_deleted'),
    payload: {
      class: 'personal',
      removal: 'cleared',
      paths: {
        version: plain(),
        assessmentId: pseudonymous('deliveryNumbers', 'cleared'),
        scorecard: plain(),
        ...contactEntries(cleared),
        totalScore: plain('scores'),
        scoreCategory: plain('scores'),
        'scoreBreakdown.*': plain('scores'),
        completedAt: plain('finished'),
        completionTimeSeconds: plain('finished'),
        leadQuality: plain(),
        leadSource: plain('referrer'),
        language: plain('language'),
      },
    },
    syncType: plain(),
    awaitsConfirmation: plain(),
    traceId: pseudonymous('deliveryNumbers', 'row_deleted', { secret: true }),
    ...QUEUE_COLUMNS,
    hubspotContactId: pseudonymous('deliveryNumbers', 'cleared'),
    hubspotDealId: pseudonymous('deliveryNumbers', 'cleared'),
  },
}

export const HUBSPOT_FOLLOW_UPS: TableEntry = {
  person: [{ by: 'assessment', column: 'assessmentId' }],
  columns: {
    id: pseudonymous('noteNumbers', 'row_deleted'),
    assessmentId: pseudonymous('noteNumbers', 'row_deleted'),
    kind: plain('written'),
    contactId: pseudonymous('noteNumbers', 'cleared'),
    dealId: pseudonymous('noteNumbers', 'cleared'),
    noteId: pseudonymous('noteNumbers', 'cleared'),
    ...QUEUE_COLUMNS,
    completedAt: plain('written'),
  },
}

export const EMAIL_MESSAGES: TableEntry = {
  person: [
    { by: 'address', column: 'recipient' },
    { by: 'hash', column: 'recipientHash' },
    { by: 'assessment', column: 'assessmentId' },
  ],
  columns: {
    id: pseudonymous('mailNumbers', 'row_deleted'),
    kind: plain('mailKind'),
    assessmentId: pseudonymous('mailNumbers', 'row_deleted'),
    sessionId: pseudonymous('mailNumbers', 'row_deleted', { secret: true }),
    recipient: cleared('email'),
    recipientHash: pseudonymous('addressAndNetworkHash', 'row_deleted'),
    mailboxHash: pseudonymous('addressAndNetworkHash', 'row_deleted'),
    networkHash: pseudonymous('addressAndNetworkHash', 'row_deleted'),
    // What the e-mail says besides fixed words: how far somebody has come, and which link it carries.
    payload: {
      class: 'pseudonymous',
      removal: 'cleared',
      paths: {
        version: plain(),
        linkId: { ...pseudonymous('mailNumbers', 'cleared'), secret: true },
        briefing: plain(),
        mayWrite: plain(),
        stepsDone: plain(),
        totalSteps: plain(),
        request: plain(),
        validHours: plain(),
        unclearSince: plain(),
        language: plain(),
        scorecard: plain(),
        receipt: pseudonymous('mailNumbers', 'cleared'),
        problem: plain(),
        change: plain(),
      },
    },
    traceId: pseudonymous('mailNumbers', 'row_deleted', { secret: true }),
    ...QUEUE_COLUMNS,
    completedAt: plain('mailKind'),
    providerMessageId: pseudonymous('mailNumbers', 'row_deleted'),
    admittedAt: plain(),
    prioritized: plain(),
    deferredUntil: plain(),
    undeliverable: plain('undeliverable'),
  },
}

export const ACCESS_LINKS: TableEntry = {
  person: [
    { by: 'assessment', column: 'assessmentId' },
    { by: 'hash', column: 'recipientHash' },
  ],
  columns: {
    id: pseudonymous('linkNumbers', 'row_deleted', { secret: true }),
    tokenHash: pseudonymous('linkNumbers', 'row_deleted', { secret: true }),
    kind: plain(),
    assessmentId: pseudonymous('linkNumbers', 'row_deleted'),
    sessionId: pseudonymous('linkNumbers', 'row_deleted', { secret: true }),
    recipientHash: pseudonymous('addressHash', 'row_deleted'),
    createdAt: plain('linkTimes'),
    expiresAt: plain('linkTimes'),
    usedAt: plain('linkTimes'),
  },
}

export const TEAMS: TableEntry = {
  person: [{ by: 'assessment', column: 'assessmentId' }],
  columns: {
    id: pseudonymous('teamNumbers', 'row_deleted', { secret: true }),
    tokenHash: pseudonymous('teamNumbers', 'row_deleted', { secret: true }),
    assessmentId: pseudonymous('teamNumbers', 'row_deleted'),
    scorecard: plain(),
    quizVersion: plain(),
    createdAt: plain('teamTimes'),
    expiresAt: plain('teamTimes'),
  },
}

export const TEAM_GROUPS: TableEntry = {
  internal: true,
  person: [{ by: 'none' }],
  columns: {
    id: plain(),
    teamId: plain(),
    size: plain(),
    inPlace: plain(undefined, { paths: { '*': plain() } }),
    createdAt: plain(),
  },
}

export const WEBHOOK_DELIVERIES: TableEntry = {
  person: [{ by: 'assessment', column: 'assessmentId' }],
  columns: {
    id: pseudonymous('toldNumbers', 'row_deleted'),
    eventId: pseudonymous('toldNumbers', 'row_deleted'),
    type: plain('told'),
    receiver: plain(),
    assessmentId: pseudonymous('toldNumbers', 'row_deleted'),
    alertId: plain(),
    traceId: pseudonymous('toldNumbers', 'row_deleted', { secret: true }),
    ...QUEUE_COLUMNS,
    completedAt: plain('told'),
    attempts: plain('told', { paths: { '*': plain() } }),
  },
}
