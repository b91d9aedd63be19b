import type { Database } from '#app/data/database.server.ts'
import {
  type FailureGroup,
  type QueueCounts,
  countQueue,
  listFailures,
} from '#app/data/queue-status.server.ts'
import { explainMailFailure, mailFailureNeedsSomebody } from '#app/domain/mail/failure.ts'
import { HEALTH_THRESHOLDS } from '#app/domain/limits.ts'

/** An e-mail that was given up cannot be tried again: after a day it is history, not work. */
const FRESH_SECONDS = 24 * 60 * 60

/** What operations see of e-mail: no address is in it. */
export interface MailReport {
  queue: QueueCounts
  /** `explanation`: cause and remedy */
  failures: (FailureGroup & { explanation: string })[]
  /** an e-mail has been waiting for longer than it ever should, as `/health` counts it */
  late: boolean
  /**
   * Somebody has to do something: e-mails are late, sending waits for a cause to be removed, or an e-mail was given up
   * within the last day for one.
   */
  needsSomebody: boolean
}

export async function reportMail(db: Database): Promise<MailReport> {
  const queue = await countQueue(db, 'email_messages')
  const failures = await listFailures(db, 'email_messages')
  const late =
    (queue.oldestDueSeconds ?? 0) > HEALTH_THRESHOLDS.oldestDueEmailSeconds ||
    (queue.oldestOpenSeconds ?? 0) > HEALTH_THRESHOLDS.oldestOpenEmailSeconds
  return {
    queue,
    failures: failures.map((group) => ({
      ...group,
      explanation: explainMailFailure(group.error, group.status !== 'pending'),
    })),
    late,
    needsSomebody: late || failures.some(isWork),
  }
}

function isWork({ error, status, newestSeconds }: FailureGroup): boolean {
  return mailFailureNeedsSomebody(error) && (status === 'pending' || newestSeconds <= FRESH_SECONDS)
}
