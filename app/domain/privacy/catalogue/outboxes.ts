import { inWords } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import { AREA_STRUCTURE } from '#app/domain/quiz/structure.ts'
import { cleared, contactEntries, plain, pseudonymous, type TableEntry } from './catalogue-types.ts'
import { QUEUE_COLUMNS } from './queue-columns.ts'

export const HUBSPOT_SYNC_QUEUE: TableEntry = {
  title: 'What is on its way to our customer database',
  purpose:
    'So that your details reach the people who contact you, even when the customer database is unavailable.',
  until: '{days} days after you finished',
  person: [{ by: 'assessment', column: 'assessmentId' }],
  columns: {
    id: pseudonymous('Numbers of the delivery', 'row_deleted'),
    assessmentId: pseudonymous('Numbers of the delivery', 'row_deleted'),
    payload: {
      class: 'personal',
      removal: 'cleared',
      paths: {
        version: plain(),
        assessmentId: pseudonymous('Numbers of the delivery', 'cleared'),
        ...contactEntries(cleared),
        totalScore: plain('Your scores'),
        scoreCategory: plain('Your scores'),
        ...Object.fromEntries(
          AREA_STRUCTURE.map(({ breakdownKey }) => [`scoreBreakdown.${breakdownKey}`, plain('Your scores')]),
        ),
        completedAt: plain('When you finished, and how long it took'),
        completionTimeSeconds: plain('When you finished, and how long it took'),
        leadQuality: plain(),
        leadSource: plain('The page that led you here, without anything that could identify you'),
      },
    },
    syncType: plain(),
    awaitsConfirmation: plain(),
    traceId: pseudonymous('Numbers of the delivery', 'row_deleted', { secret: true }),
    ...QUEUE_COLUMNS,
    hubspotContactId: pseudonymous('Numbers of the delivery', 'cleared'),
    hubspotDealId: pseudonymous('Numbers of the delivery', 'cleared'),
  },
}

export const HUBSPOT_FOLLOW_UPS: TableEntry = {
  title: 'The note about your result in our customer database',
  purpose:
    'So that the people who contact you know your scores and answers, and our customer database where you came from, once each.',
  until: '{days} days after you finished',
  person: [{ by: 'assessment', column: 'assessmentId' }],
  columns: {
    id: pseudonymous('Numbers of the note', 'row_deleted'),
    assessmentId: pseudonymous('Numbers of the note', 'row_deleted'),
    kind: plain('What was written, and when'),
    contactId: pseudonymous('Numbers of the note', 'cleared'),
    dealId: pseudonymous('Numbers of the note', 'cleared'),
    noteId: pseudonymous('Numbers of the note', 'cleared'),
    ...QUEUE_COLUMNS,
    completedAt: plain('What was written, and when'),
  },
}

export const EMAIL_MESSAGES: TableEntry = {
  title: 'E-mails that we send you',
  purpose: 'To send what you asked for, but not too often to one address or from one network.',
  until:
    'As soon as the e-mail is sent, or {days} days after it was asked for; the record that one was sent, after {days} days',
  person: [
    { by: 'address', column: 'recipient' },
    { by: 'hash', column: 'recipientHash' },
    { by: 'assessment', column: 'assessmentId' },
  ],
  columns: {
    id: pseudonymous('Numbers of the e-mail', 'row_deleted'),
    kind: plain('What kind of e-mail it was, and when it was sent'),
    assessmentId: pseudonymous('Numbers of the e-mail', 'row_deleted'),
    sessionId: pseudonymous('Numbers of the e-mail', 'row_deleted', { secret: true }),
    recipient: cleared('E-mail address'),
    recipientHash: pseudonymous('A keyed hash of your address and of your network’s', 'row_deleted'),
    mailboxHash: pseudonymous('A keyed hash of your address and of your network’s', 'row_deleted'),
    networkHash: pseudonymous('A keyed hash of your address and of your network’s', 'row_deleted'),
    // What the e-mail says besides fixed words: how far somebody has come, and which link it carries.
    payload: {
      class: 'pseudonymous',
      removal: 'cleared',
      paths: {
        version: plain(),
        linkId: { ...pseudonymous('Numbers of the e-mail', 'cleared'), secret: true },
        briefing: plain(),
        mayWrite: plain(),
        stepsDone: plain(),
        totalSteps: plain(),
        request: plain(),
        validHours: plain(),
        unclearSince: plain(),
        receipt: pseudonymous('Numbers of the e-mail', 'cleared'),
        problem: plain(),
        change: plain(),
      },
    },
    traceId: pseudonymous('Numbers of the e-mail', 'row_deleted', { secret: true }),
    ...QUEUE_COLUMNS,
    completedAt: plain('What kind of e-mail it was, and when it was sent'),
    providerMessageId: pseudonymous('Numbers of the e-mail', 'row_deleted'),
    admittedAt: plain(),
    prioritized: plain(),
    deferredUntil: plain(),
    undeliverable: plain('Whether it came back, or was reported as spam'),
  },
}

export const ACCESS_LINKS: TableEntry = {
  title: 'Links in e-mails, and those that you share',
  purpose:
    'So that a link in an e-mail opens your result, or your unfinished assessment, for you alone, and one that you have made shows your result to whom you give it, or compares your next one with it.',
  until: `When the link expires: after ${inWords(LIFETIMES.resultsLink)} at the latest`,
  person: [
    { by: 'assessment', column: 'assessmentId' },
    { by: 'hash', column: 'recipientHash' },
  ],
  columns: {
    id: pseudonymous('Numbers of the link', 'row_deleted', { secret: true }),
    tokenHash: pseudonymous('Numbers of the link', 'row_deleted', { secret: true }),
    kind: plain(),
    assessmentId: pseudonymous('Numbers of the link', 'row_deleted'),
    sessionId: pseudonymous('Numbers of the link', 'row_deleted', { secret: true }),
    formerSessionIds: pseudonymous('Numbers of the link', 'row_deleted', { secret: true }),
    recipientHash: pseudonymous('A keyed hash of your address', 'row_deleted'),
    createdAt: plain('When it was made and used, and when it expires'),
    expiresAt: plain('When it was made and used, and when it expires'),
    usedAt: plain('When it was made and used, and when it expires'),
  },
}

export const TEAMS: TableEntry = {
  title: 'The leadership team that you have asked',
  purpose: 'So that whoever has its link can compare their answers with yours, without names.',
  until: `When you end it, or when we remove your details; after ${inWords(LIFETIMES.team)} at the latest`,
  person: [{ by: 'assessment', column: 'assessmentId' }],
  columns: {
    id: pseudonymous('Numbers of the team', 'row_deleted', { secret: true }),
    tokenHash: pseudonymous('Numbers of the team', 'row_deleted', { secret: true }),
    assessmentId: pseudonymous('Numbers of the team', 'row_deleted'),
    quizVersion: plain(),
    createdAt: plain('When you made its link, and when that ends'),
    expiresAt: plain('When you made its link, and when that ends'),
  },
}

export const TEAM_GROUPS: TableEntry = {
  title: 'How many of three or more people in a leadership team say that something is in place',
  purpose: 'To show a leadership team where it agrees.',
  until: `When one of these people leaves or is erased, or when the team ends; after ${inWords(LIFETIMES.team)} at the latest`,
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
  title: 'What our other systems are told of your assessment',
  purpose:
    'To pass on your score, and, only if you agreed to be contacted, your details; and that you withdrew or were erased.',
  until: '{days} days after it happened; that you withdrew or were erased, when it has arrived',
  person: [{ by: 'assessment', column: 'assessmentId' }],
  columns: {
    id: pseudonymous('Numbers of what was told', 'row_deleted'),
    eventId: pseudonymous('Numbers of what was told', 'row_deleted'),
    type: plain('What was told, and when'),
    receiver: plain(),
    assessmentId: pseudonymous('Numbers of what was told', 'row_deleted'),
    alertId: plain(),
    traceId: pseudonymous('Numbers of what was told', 'row_deleted', { secret: true }),
    ...QUEUE_COLUMNS,
    completedAt: plain('What was told, and when'),
    attempts: plain('What was told, and when', { paths: { '*': plain() } }),
  },
}
