import { type AlertRecipient, type ChangedAlert, noteProblems } from '#app/data/alerts.server.ts'
import type { Database } from '#app/data/database.server.ts'
import { hashEmail, hashMailbox } from '#app/platform/address-hash.server.ts'
import { type HealthExpectations, checkHealth } from './check-health.server.ts'

export interface AlertSettings extends HealthExpectations {
  /** null: nobody gets alerts by e-mail */
  email: string | null
  hashSecret: string
  /**
   * The job that looks is itself late only until it has looked: what runs it cannot tell that it does not. Such a problem is
   * left to whoever watches /health from outside.
   */
  runningJob: string
}

/** Tells of each problem of `/health` once, and once that it is over. */
export async function raiseAlerts(db: Database, settings: AlertSettings): Promise<ChangedAlert[]> {
  const { problems } = await checkHealth(db, settings)
  const others = problems.filter((problem) => problem !== `job:${settings.runningJob}`)
  return noteProblems(db, others, await recipientOf(settings))
}

async function recipientOf({ email, hashSecret }: AlertSettings): Promise<AlertRecipient | null> {
  if (email === null) return null
  const [recipientHash, mailboxHash] = await Promise.all([
    hashEmail(hashSecret, email),
    hashMailbox(hashSecret, email),
  ])
  return { address: email, recipientHash, mailboxHash }
}
