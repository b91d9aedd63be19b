import { type RetentionStatus, readRetentionStatus } from '#app/data/privacy/retention-status.server.ts'
import { catchUpOnRetention } from '#app/services/privacy/catch-up.server.ts'
import { counted } from '#scripts/counted.ts'
import { DATABASE_SETTINGS, withDatabase } from '#scripts/database.ts'
import { runScript } from '#scripts/run-script.ts'
import { RETENTION_SETTING, readSettings } from '#scripts/settings.ts'

const RUN_SECONDS = 600

await runScript({
  name: 'privacy:scrub',
  does:
    'scrubs personal data past its retention and deletes what has expired, as the jobs do, now and until nothing is due. ' +
    'Safe to repeat and to stop.',
  options: {
    'dry-run': { type: 'boolean', does: 'only says what is due' },
  },
  settings: { ...DATABASE_SETTINGS, ...RETENTION_SETTING },
  run: async ({ 'dry-run': dryRun }) => {
    const { RETENTION_DAYS: retentionDays } = readSettings(['RETENTION_DAYS'])
    await withDatabase(async ({ db, label }) => {
      const due = dueWords(await readRetentionStatus(db, retentionDays))
      console.log(`${label}: ${due} are due (retention ${counted(retentionDays, 'day')})`)
      if (dryRun) {
        console.log('Dry run: nothing was changed')
        return
      }
      const bounds = { retentionDays, seconds: RUN_SECONDS, clock: Date.now }
      const { scrubbed, deleted } = await catchUpOnRetention(db, bounds)
      console.log(
        `${counted(scrubbed, 'row')} scrubbed (assessments and messages), ${counted(deleted, 'row')} deleted (sessions and requests)`,
      )
    })
  },
})

function dueWords({ dueAssessments, dueQueueRows, dueMessages, expiredSessions }: RetentionStatus): string {
  return `${counted(dueAssessments, 'assessment')}, ${counted(dueQueueRows, 'queue row')}, ${counted(dueMessages, 'message')} and ${counted(expiredSessions, 'session')}`
}
