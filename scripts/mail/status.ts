import { DATABASE_SETTINGS, withDatabase } from '#scripts/database.ts'
import { runScript } from '#scripts/run-script.ts'
import { type MailReport, reportMail } from '#app/services/mail/report-mail.server.ts'
import { failureLines, queueLines } from '#scripts/status-lines.ts'

const LATE =
  "late: e-mails wait for longer than they should; look at the Worker's cron triggers, and for job_failed in its logs"

await runScript({
  name: 'mail:status',
  does: 'shows what waits to be sent, what failed, why and what to do about it. Reads only, and shows no address.',
  settings: DATABASE_SETTINGS,
  exits: {
    0: 'nothing to do',
    1:
      'somebody has to do something: sending waits for a cause to be removed, an e-mail is dead, one was skipped within ' +
      'the last day for a cause to look at, or e-mails have been waiting for too long; or it failed',
  },
  run: () =>
    withDatabase(async ({ db, label }) => {
      const { pause, queue, failures, undeliverable, late, needsSomebody } = await reportMail(db)
      const lines = [
        ...pauseLines(pause),
        ...queueLines('e-mails', queue),
        undeliverableLine(undeliverable),
        ...(late ? [LATE] : []),
        ...failureLines(failures),
      ]
      console.log([label, ...lines].join('\n'))
      return !needsSomebody
    }),
})

function undeliverableLine({ bounced, complained }: MailReport['undeliverable']): string {
  const told = `bounced ${bounced}, reported as spam ${complained}`
  return `${told}: as Resend's webhook tells (MAIL_WEBHOOK_SECRET); Cloudflare's binding has none and tells nothing`
}

function pauseLines(pause: MailReport['pause']): string[] {
  if (!pause) return ['sending: running']
  const { since, nextProbeAt, explanation } = pause
  return [
    `sending: paused since ${since.toISOString()}, tried again ${nextProbeAt.toISOString()}`,
    `      ${explanation}`,
  ]
}
