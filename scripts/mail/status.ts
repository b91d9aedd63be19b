import { HEALTH_THRESHOLDS } from '#app/services/check-health.server.ts'
import { type MailReport, reportMail } from '#app/services/mail/status.server.ts'
import { parseOptions, runScript, withDatabase } from '#scripts/run-script.ts'
import { failureLines, queueLines } from '#scripts/status-lines.ts'

// `npm run mail:status`: what waits to be sent, what failed, why and what to do. Exit code 1 while the provider takes no
// e-mail, and when one has been waiting for so long that somebody should look.
await runScript(async () => {
  parseOptions(process.argv.slice(2), {}, 'Usage: npm run mail:status')
  return withDatabase(async ({ db, label }) => {
    const { pause, queue, failures } = await reportMail(db)
    const lines = [...pauseLines(pause), ...queueLines('e-mails', queue), ...failureLines(failures)]
    console.log([label, ...lines].join('\n'))
    return pause === null && (queue.oldestOpenSeconds ?? 0) <= HEALTH_THRESHOLDS.oldestOpenEmailSeconds
  })
})

function pauseLines(pause: MailReport['pause']): string[] {
  if (!pause) return ['sending: running']
  const { since, nextProbeAt, explanation } = pause
  return [
    `sending: paused since ${since.toISOString()}, tried again ${nextProbeAt.toISOString()}`,
    `      ${explanation}`,
  ]
}
