import { encodeSyncError } from '#app/domain/crm/failure.ts'
import { OUTAGE, type SeedLead } from './seed-leads.ts'

const REFUSED = [
  encodeSyncError({ kind: 'invalid_email', status: 400, codes: ['INVALID_EMAIL'] }),
  encodeSyncError({ kind: 'invalid_email', status: 400, codes: ['VALIDATION_ERROR'], properties: ['email'] }),
]
const UNAVAILABLE = encodeSyncError({ kind: 'server_error', status: 502 })

export function contactId(lead: SeedLead): string {
  return String(900_000 + lead.number)
}

export function dealId(lead: SeedLead): string {
  return String(700_000 + lead.number)
}

/** What an assessment says of the sync. */
export function syncColumns(lead: SeedLead, scrubbed: boolean) {
  switch (lead.sync) {
    case 'pending':
    case 'unconfirmed':
      return { hubspotSyncStatus: 'pending' }
    case 'retrying':
      return { hubspotSyncStatus: 'pending', hubspotSyncAttempts: 2, hubspotSyncError: UNAVAILABLE }
    case 'synced':
    case 'recovered':
      return {
        hubspotSyncStatus: 'synced',
        hubspotSyncAttempts: attempts(lead),
        hubspotSyncedAt: sentAt(lead),
      }
    case 'failed':
      return {
        hubspotSyncStatus: 'failed',
        hubspotSyncAttempts: 1,
        hubspotSyncError: scrubbed ? null : refusal(lead),
      }
    case 'dismissed':
    case 'skipped':
      return { hubspotSyncStatus: 'skipped' }
  }
}

/** What its row in the queue says. */
export function queueColumns(lead: SeedLead, now: Date) {
  const at = lead.completedAt
  switch (lead.sync) {
    // It has no row.
    case 'skipped':
    case 'pending':
      return { status: 'pending', nextRetryAt: at }
    case 'unconfirmed':
      return { status: 'pending', nextRetryAt: at, awaitsConfirmation: true }
    case 'retrying':
      return {
        status: 'pending',
        retryCount: 2,
        retryDelaySeconds: 240,
        lastAttemptAt: now,
        nextRetryAt: new Date(now.getTime() + 4 * 60_000),
        lastError: UNAVAILABLE,
      }
    case 'synced':
    case 'recovered':
      return {
        status: 'completed',
        retryCount: attempts(lead),
        nextRetryAt: at,
        lastAttemptAt: sentAt(lead),
        completedAt: sentAt(lead),
      }
    case 'failed':
    case 'dismissed':
      return {
        status: lead.sync === 'failed' ? 'dead' : 'cancelled',
        retryCount: 1,
        nextRetryAt: at,
        lastAttemptAt: new Date(at.getTime() + 60_000),
        lastError: refusal(lead),
      }
  }
}

const attempts = ({ sync }: SeedLead) => (sync === 'recovered' ? 4 : 1)
const refusal = ({ number }: SeedLead) => REFUSED[number % REFUSED.length]!

/** After the outage, or with the next run. */
function sentAt({ sync, completedAt }: SeedLead): Date {
  return new Date(completedAt.getTime() + (sync === 'recovered' ? OUTAGE.hours * 3_600_000 : 60_000))
}
