import type { Database } from '#app/data/database.server.ts'
import {
  type FailureGroup,
  type QueueCounts,
  countQueue,
  listFailures,
} from '#app/data/queue-status.server.ts'
import { explainMailFailure } from '#app/domain/mail/failure.ts'

/** What operations see of e-mail: no address is in it. */
export interface MailReport {
  queue: QueueCounts
  failures: (FailureGroup & { explanation: string })[]
}

export async function reportMail(db: Database): Promise<MailReport> {
  const queue = await countQueue(db, 'email_messages')
  const failures = await listFailures(db, 'email_messages')
  return {
    queue,
    failures: failures.map((group) => ({
      ...group,
      explanation: explainMailFailure(group.error, group.status !== 'pending'),
    })),
  }
}
