import { clearAgedContacts } from '#app/services/crm/clear-aged-contacts.server.ts'
import { readOutcomes } from '#app/services/crm/read-outcomes.server.ts'
import { deleteFinishedRows } from '#app/services/privacy/delete-finished-rows.server.ts'
import { scrubPersonalData } from '#app/services/privacy/scrub-personal-data.server.ts'
import { checkRollUp } from '#app/services/roll-up/check-roll-up.server.ts'
import type { Job } from '#workers/job-types.ts'

// A cron run may last fifteen minutes; what is not done then is done by the next one.
const SCRUB_SECONDS = 600
const DELETE_SECONDS = 120

/**
 * Removes personal data past its retention, then rows that nobody needs any more: catches up whatever was missed. Then counts the
 * last days again, asks HubSpot what became of deals, and clears there what the owner's period is over for, because a plan has few crons.
 */
export const enforceRetentionJob: Job = async ({ db, config, log, now, leadSync }) => {
  const limits = { retentionDays: config.RETENTION_DAYS, clock: Date.now }
  const scrub = await scrubPersonalData(db, { ...limits, seconds: SCRUB_SECONDS })
  const cleanup = await deleteFinishedRows(db, { ...limits, seconds: DELETE_SECONDS })
  const disagreeing = await checkRollUp(db, now)
  for (const { day, differences } of disagreeing) log.warn('roll_up_disagrees', { day, differences })
  // Of no weight beside what comes before: that has been done, whatever becomes of this.
  const outcomes = await readOutcomes(leadSync).catch((error: unknown) => {
    log.error('outcomes_failed', error)
    return null
  })
  const inCrm = await clearAgedContacts(leadSync, config.CRM_RETENTION_DAYS)
  return {
    scrubbed: scrub.affectedRows,
    deleted: cleanup.affectedRows,
    more: scrub.partial || cleanup.partial,
    rollUpDays: disagreeing.length,
    dealsAsked: outcomes?.asked ?? 0,
    dealsKnown: outcomes?.known ?? 0,
    dealsStopped: outcomes?.stopped ?? null,
    ...(inCrm && {
      contactsCleared: inCrm.cleared,
      contactsFailed: inCrm.failed,
      contactsStopped: inCrm.stopped,
    }),
    oldestPersonalLeftAt: scrub.oldestPersonalLeftAt?.toISOString() ?? null,
  }
}
