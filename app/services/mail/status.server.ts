import type { Database } from '#app/data/database.server.ts'
import { messageQueue } from '#app/data/mail/messages.server.ts'
import { type Pause, readPauses } from '#app/data/pauses.server.ts'
import {
  type FailureGroup,
  type QueueCounts,
  countQueue,
  listFailures,
} from '#app/data/queue-status.server.ts'
import { explainMailFailure } from '#app/domain/mail/failure.ts'

/** What operations see of e-mail: no address is in it. */
export interface MailReport {
  /** null while the provider takes e-mail */
  pause: (Pick<Pause, 'since' | 'nextProbeAt'> & { explanation: string }) | null
  queue: QueueCounts
  failures: (FailureGroup & { explanation: string })[]
}

export async function reportMail(db: Database): Promise<MailReport> {
  const [pause] = await readPauses(db, ['mail'])
  const queue = await countQueue(db, messageQueue)
  const failures = await listFailures(db, messageQueue)
  return {
    pause: pause ? { ...pause, explanation: explainMailFailure(pause.reason, false) } : null,
    queue,
    failures: failures.map((group) => ({
      ...group,
      explanation: explainMailFailure(group.error, group.status !== 'pending'),
    })),
  }
}
