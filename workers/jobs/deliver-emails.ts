import { hasCrm } from '#app/platform/crm-settings.server.ts'
import { deliverEmails } from '#app/services/mail/deliver.server.ts'
import { raiseAlerts } from '#app/services/raise-alerts.server.ts'
import { deliverWebhooks } from '#app/services/webhook/deliver.server.ts'
import { registerConfigured } from '#app/services/webhook/receivers.server.ts'
import type { Job, JobContext } from '#workers/job-types.ts'

/**
 * Also raises alerts and sends webhooks: a plan has few crons. Each goes on where another fails: an outage of the mail
 * provider must not keep its alert from the receivers, nor the other way round. E-mails go first, and a receiver that hangs
 * keeps none of them waiting: the next minute's run is another one.
 */
export const deliverEmailsJob: Job = async (context) => {
  const faults: unknown[] = []
  const guarded = <T>(work: () => Promise<T>): Promise<T | null> =>
    work().catch((error: unknown) => {
      faults.push(error)
      return null
    })
  const { config, db, mailDelivery, webhooks } = context
  await guarded(() => registerConfigured(db, webhooks.receivers, config.CONFIRM_BEFORE_SYNC))
  const alerts = await guarded(() => tellOfProblems(context))
  const mails = await guarded(() => deliverEmails(mailDelivery))
  const events = await guarded(() => deliverWebhooks(webhooks))
  if (faults.length > 0) throw faults[0]
  const counts: unknown[] = [mails ?? {}, events ?? {}, { alerts }].flatMap((each): unknown[] =>
    Object.values(each),
  )
  const busy = counts.some((count) => typeof count === 'number' && count > 0)
  if (!busy) return null
  const sent = Object.entries(events ?? {}).filter(([, count]) => count > 0)
  return { ...mails, ...Object.fromEntries(sent.map(([name, count]) => [`webhooks_${name}`, count])), alerts }
}

async function tellOfProblems({ config, db, log }: JobContext): Promise<number> {
  const changed = await raiseAlerts(db, {
    retentionDays: config.RETENTION_DAYS,
    hubspot: hasCrm(config),
    idleMinutes: config.IDLE_MINUTES,
    email: config.ALERT_EMAIL ?? null,
    hashSecret: config.IP_HASH_SECRET[0]!,
    runningJob: 'deliver_emails',
  })
  for (const { problem, change } of changed) log.warn(`alert_${change}`, { problem })
  return changed.length
}
