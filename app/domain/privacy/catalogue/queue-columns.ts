import { plain, type ColumnEntry } from './catalogue-types.ts'

/** The columns that every queue has: when a row is tried next, how often it was, who holds it. */
export const QUEUE_COLUMNS: Record<string, ColumnEntry> = {
  status: plain(),
  revision: plain(),
  claimToken: { ...plain(), removal: 'cleared', secret: true },
  retryCount: plain(),
  maxRetries: plain(),
  nextRetryAt: plain(),
  retryDelaySeconds: plain(),
  createdAt: plain(),
  lastAttemptAt: plain(),
  // From a closed vocabulary: what providers say may quote an address and is never stored.
  lastError: { class: 'none', removal: 'cleared' },
  completedAt: plain(),
}
