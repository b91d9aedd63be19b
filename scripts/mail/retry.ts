import { dismissEmails, retryDeadEmails } from '#app/data/mail/dead-messages.server.ts'
import { REPEATABLE_SECONDS } from '#app/domain/mail/retry-schedule.ts'
import { DATABASE_SETTINGS, withDatabase } from '#scripts/database.ts'
import { RETRY_USAGE, readSelection, retryOptions } from '#scripts/retry-options.ts'
import { runScript } from '#scripts/run-script.ts'

await runScript({
  name: 'mail:retry',
  does:
    'makes dead e-mails due again: the next cron run sends them. One that may have reached the provider before is sent ' +
    'only when it is named by id or cause, since it may then arrive twice: look it up first. With ' +
    '--dismiss they end for good, and /health no longer tells of them. Safe to repeat.',
  usage: RETRY_USAGE,
  options: retryOptions('e-mail'),
  settings: DATABASE_SETTINGS,
  exits: {
    0: 'done',
    1: 'none of the e-mails that were named is dead, or it failed; the last line says why',
  },
  run: async (values) => {
    const selection = readSelection(values)
    return withDatabase(async ({ db, label }) => {
      if (values.dismiss) {
        const dismissed = await dismissEmails(db, selection)
        console.log(`${label}: ${dismissed === 0 ? 'no such e-mail there' : `${dismissed} dismissed`}`)
        return selection === 'all' || dismissed > 0
      }
      const { retried, superseded, unclear } = await retryDeadEmails(db, selection, REPEATABLE_SECONDS)
      const none = 'no dead e-mail there that could be sent again'
      const due = `${retried} due again: the next cron run sends them, or goes on waiting if sending is paused`
      console.log(`${label}: ${retried + superseded === 0 ? none : due}`)
      if (superseded > 0) console.log(`${superseded} cancelled: the same link was asked for again`)
      if (unclear > 0) {
        console.log(
          `${unclear} left: they may have been sent; look them up at the provider, then name those that were not ` +
            'by --id, or all by --cause outcome_unknown',
        )
      }
      return selection === 'all' || retried + superseded > 0
    })
  },
})
