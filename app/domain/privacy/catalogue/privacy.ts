import { cleared, deleted, plain, pseudonymous, type TableEntry } from './catalogue-types.ts'
import { QUEUE_COLUMNS } from './queue-columns.ts'

export const PRIVACY_REQUESTS: TableEntry = {
  person: [{ by: 'address', column: 'email' }],
  columns: {
    id: pseudonymous('requestNumbers', 'row_deleted', { secret: true }),
    tokenHash: pseudonymous('requestNumbers', 'row_deleted', { secret: true }),
    kind: plain('asked'),
    email: deleted('email'),
    erasureId: plain(),
    addressHash: pseudonymous('addressHash', 'row_deleted'),
    createdAt: plain('asked'),
    expiresAt: plain(),
  },
}

/** When a row was made is when the person was erased. */
const { createdAt: _, ...ERASURE_QUEUE_COLUMNS } = QUEUE_COLUMNS

export const ERASURES: TableEntry = {
  person: [
    { by: 'address', column: 'email' },
    { by: 'hash', column: 'addressHash' },
  ],
  columns: {
    id: plain('receiptNumber'),
    addressHash: pseudonymous('erasedHash', 'row_deleted'),
    source: plain(),
    erasedAt: plain('erasedAt'),
    erasedRows: plain('erasedAt'),
    email: cleared('email'),
    assessmentIds: pseudonymous('erasureNumbers', 'row_deleted'),
    contactIds: pseudonymous('erasureNumbers', 'row_deleted'),
    dealIds: pseudonymous('erasureNumbers', 'row_deleted'),
    noteIds: pseudonymous('erasureNumbers', 'row_deleted'),
    notedContactIds: pseudonymous('erasureNumbers', 'row_deleted'),
    erasedContactIds: pseudonymous('erasureNumbers', 'row_deleted'),
    formerContactIds: pseudonymous('erasureNumbers', 'row_deleted'),
    madeContactIds: pseudonymous('erasureNumbers', 'row_deleted'),
    hubspotContacts: plain('erasedAt'),
    hubspotDeals: plain('erasedAt'),
    ...ERASURE_QUEUE_COLUMNS,
    status: plain('erasedAt'),
    completedAt: plain('erasedAt'),
  },
}

const { createdAt: _made, ...MARK_QUEUE_COLUMNS } = QUEUE_COLUMNS

export const CONTACT_MARKS: TableEntry = {
  person: [
    { by: 'address', column: 'email' },
    { by: 'hash', column: 'recipientHash' },
  ],
  columns: {
    id: plain('receiptNumber'),
    kind: plain(),
    source: plain(),
    confirmed: plain(),
    markedAt: plain('withdrawal'),
    email: cleared('email'),
    recipientHash: pseudonymous('addressHash', 'cleared'),
    assessmentIds: pseudonymous('withdrawalNumbers', 'row_deleted'),
    contactIds: pseudonymous('withdrawalNumbers', 'row_deleted'),
    dealIds: pseudonymous('withdrawalNumbers', 'row_deleted'),
    results: plain('withdrawal', { paths: { '*': plain() } }),
    ...MARK_QUEUE_COLUMNS,
    status: plain('withdrawal'),
    completedAt: plain('withdrawal'),
  },
}
