import { inWords } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import { cleared, deleted, plain, pseudonymous, type TableEntry } from './catalogue-types.ts'
import { QUEUE_COLUMNS } from './queue-columns.ts'

export const PRIVACY_REQUESTS: TableEntry = {
  title: 'Your request about your data',
  purpose: 'To send you a link that proves the address is yours.',
  until: `When the link expires, after ${inWords(LIFETIMES.privacyLink)}`,
  person: [{ by: 'address', column: 'email' }],
  columns: {
    id: pseudonymous('Numbers of the request', 'row_deleted', { secret: true }),
    tokenHash: pseudonymous('Numbers of the request', 'row_deleted', { secret: true }),
    kind: plain('What you asked for, and when'),
    email: deleted('E-mail address'),
    erasureId: plain(),
    addressHash: pseudonymous('A keyed hash of your address', 'row_deleted'),
    createdAt: plain('What you asked for, and when'),
    expiresAt: plain(),
  },
}

/** When a row was made is when the person was erased. */
const { createdAt: _, ...ERASURE_QUEUE_COLUMNS } = QUEUE_COLUMNS

export const ERASURES: TableEntry = {
  title: 'The record that we erased your data',
  purpose:
    'To finish the erasure in our customer database, and to repeat it should we have to restore a backup.',
  until: `Your address as soon as our customer database has erased it, at the latest after {days} days; the rest after ${inWords(LIFETIMES.retentionLog)}`,
  person: [
    { by: 'address', column: 'email' },
    { by: 'hash', column: 'addressHash' },
  ],
  columns: {
    id: plain('The receipt’s number'),
    addressHash: pseudonymous(
      'A keyed hash of your address, which only leads to you if we are given the address again',
      'row_deleted',
    ),
    source: plain(),
    erasedAt: plain('When it was erased here and in our customer database, and how much'),
    erasedRows: plain('When it was erased here and in our customer database, and how much'),
    email: cleared('E-mail address'),
    assessmentIds: pseudonymous('Numbers of what is being erased', 'row_deleted'),
    contactIds: pseudonymous('Numbers of what is being erased', 'row_deleted'),
    dealIds: pseudonymous('Numbers of what is being erased', 'row_deleted'),
    noteIds: pseudonymous('Numbers of what is being erased', 'row_deleted'),
    notedContactIds: pseudonymous('Numbers of what is being erased', 'row_deleted'),
    hubspotContacts: plain('When it was erased here and in our customer database, and how much'),
    hubspotDeals: plain('When it was erased here and in our customer database, and how much'),
    ...ERASURE_QUEUE_COLUMNS,
    status: plain('When it was erased here and in our customer database, and how much'),
    completedAt: plain('When it was erased here and in our customer database, and how much'),
  },
}

const { createdAt: _made, ...MARK_QUEUE_COLUMNS } = QUEUE_COLUMNS
const WITHDRAWAL = 'When you withdrew your consent, and what was done in our customer database'

export const CONTACT_MARKS: TableEntry = {
  title: 'The record that you withdrew your consent',
  purpose:
    'To pass your withdrawal on to our customer database, as well as that an e-mail came back or was reported as spam, and to show you what was done.',
  until: `Your address as soon as our customer database has been told, at the latest after {days} days; the rest after ${inWords(LIFETIMES.retentionLog)}`,
  person: [
    { by: 'address', column: 'email' },
    { by: 'hash', column: 'recipientHash' },
  ],
  columns: {
    id: plain('The receipt’s number'),
    kind: plain(),
    source: plain(),
    confirmed: plain(),
    markedAt: plain(WITHDRAWAL),
    email: cleared('E-mail address'),
    recipientHash: pseudonymous('A keyed hash of your address', 'cleared'),
    assessmentIds: pseudonymous('Numbers of what was withdrawn', 'row_deleted'),
    contactIds: pseudonymous('Numbers of what was withdrawn', 'row_deleted'),
    dealIds: pseudonymous('Numbers of what was withdrawn', 'row_deleted'),
    results: plain(WITHDRAWAL, { paths: { '*': plain() } }),
    ...MARK_QUEUE_COLUMNS,
    status: plain(WITHDRAWAL),
    completedAt: plain(WITHDRAWAL),
  },
}
