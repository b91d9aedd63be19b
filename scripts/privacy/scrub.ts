import { readRetentionStatus } from '#app/data/privacy/retention-status.server.ts'
import { expireSessions } from '#app/services/privacy/expire-sessions.server.ts'
import { scrubPersonalData } from '#app/services/privacy/scrub-personal-data.server.ts'
import { parseOptions } from '#scripts/run-script.ts'
import { runPrivacyScript, type ScriptContext } from './settings.ts'

const RUN_SECONDS = 600
const USAGE = 'Usage: npm run privacy:scrub [-- --dry-run]'

/** `npm run privacy:scrub [-- --dry-run]`: what the daily job does, now and until nothing is due. */
export async function scrub(
  { db, label, settings, print }: ScriptContext,
  args: readonly string[],
): Promise<void> {
  const { 'dry-run': dryRun } = parseOptions(args, { 'dry-run': { type: 'boolean' } }, USAGE)
  const retentionDays = settings.RETENTION_DAYS
  const status = await readRetentionStatus(db, retentionDays)
  const due = `${status.dueAssessments} assessments, ${status.dueQueueRows} queue rows, ${status.dueMessages} messages and ${status.expiredSessions} sessions`
  print(`${label}: ${due} are due (retention ${retentionDays} days)`)
  if (dryRun) {
    print('Dry run: nothing was changed')
    return
  }
  const limits = { retentionDays, seconds: RUN_SECONDS, clock: Date.now }
  const sessions = await expireSessions(db, limits)
  let scrubbed = 0
  for (;;) {
    const run = await scrubPersonalData(db, limits)
    scrubbed += run.affectedRows
    if (!run.partial) break
  }
  print(
    `${scrubbed} assessments and messages scrubbed, ${sessions.affectedRows} sessions and requests deleted`,
  )
}

if (import.meta.main) await runPrivacyScript((context) => scrub(context, process.argv.slice(2)))
