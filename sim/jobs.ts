import { RETENTION_DAYS } from '#app/domain/limits.ts'
import { CLEARING_LIMITS, clearAgedContacts } from '#app/services/crm/clear-aged-contacts.server.ts'
import { drainLeads } from '#app/services/crm/drain.server.ts'
import { eraseInCrm } from '#app/services/crm/erase.server.ts'
import { markContacts } from '#app/services/crm/mark-contacts.server.ts'
import { deliverEmails } from '#app/services/mail/deliver.server.ts'
import { deleteFinishedRows } from '#app/services/privacy/delete-finished-rows.server.ts'
import { expireSessions } from '#app/services/privacy/expire-sessions.server.ts'
import { scrubPersonalData } from '#app/services/privacy/scrub-personal-data.server.ts'
import type { Run, SimJob, World } from './world.ts'

export const CRM_DAYS = 365

const retention = ({ now }: Run) => ({
  retentionDays: RETENTION_DAYS.usual,
  seconds: 600,
  clock: () => now().getTime(),
})

/** The cron's jobs, by what they are called in a trace. */
const JOBS: Record<SimJob, (run: Run) => Promise<unknown>> = {
  drain: ({ leads }: Run) => drainLeads(leads),
  mail: ({ mails }: Run) => deliverEmails(mails),
  'erase-job': async ({ leads }: Run) => {
    const erased = await eraseInCrm(leads)
    return { ...erased, marked: (await markContacts(leads))?.completed ?? 0 }
  },
  expire: (run: Run) => expireSessions(run.db, retention(run)),
  scrub: async (run: Run) => {
    const summary = await scrubPersonalData(run.db, retention(run))
    await deleteFinishedRows(run.db, retention(run))
    return { scrubbed: summary.affectedRows }
  },
  clear: ({ leads }: Run) => clearAgedContacts(leads, CRM_DAYS, { ...CLEARING_LIMITS, burst: null }),
}

export function startJob(world: World, job: SimJob): void {
  world.spawn(job, JOBS[job])
}
