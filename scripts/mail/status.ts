import { HEALTH_THRESHOLDS } from '#app/domain/limits.ts'
import { reportMail } from '#app/services/mail/report-mail.server.ts'
import { parseOptions, runScript, withDatabase } from '#scripts/run-script.ts'
import { failureLines, queueLines } from '#scripts/status-lines.ts'

// `npm run mail:status`: what waits to be sent, what failed, why and what to do. Exit code 1 when an e-mail has been
// waiting for so long that somebody should look.
await runScript(async () => {
  parseOptions(process.argv.slice(2), {}, 'Usage: npm run mail:status')
  return withDatabase(async ({ db, label }) => {
    const { queue, failures } = await reportMail(db)
    console.log([label, ...queueLines('e-mails', queue), ...failureLines(failures)].join('\n'))
    return (queue.oldestOpenSeconds ?? 0) <= HEALTH_THRESHOLDS.oldestOpenEmailSeconds
  })
})
