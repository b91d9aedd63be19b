import type { Database } from '#app/data/database.server.ts'
import { readHealth } from '#app/data/health.server.ts'
import { countDeadEmails } from '#app/data/mail/dead-messages.server.ts'
import { messageQueue } from '#app/data/mail/messages.server.ts'
import { countUndeliverable } from '#app/data/mail/undeliverable.server.ts'
import { type Pause, readPauses } from '#app/data/pauses.server.ts'
import {
  type FailureGroup,
  type QueueCounts,
  countQueue,
  listFailures,
} from '#app/data/queue-status.server.ts'
import { explainMailFailure, mailFailureNeedsSomebody } from '#app/domain/mail/explain-failure.ts'
import { BY_OPERATOR, explainOperatorPause } from '#app/domain/pause.ts'
import { HEALTH_THRESHOLDS } from '#app/domain/limits.ts'

/** An e-mail that can be neither sent nor dismissed any more is history after a day, not work. */
const FRESH_SECONDS = 24 * 60 * 60

/** What operations see of e-mail: no address is in it. */
export interface MailReport {
  /** null while the provider takes e-mail */
  pause: (Pick<Pause, 'since' | 'nextProbeAt'> & { explanation: string }) | null
  queue: QueueCounts
  failures: (FailureGroup & { explanation: string })[]
  /** what the provider told of the e-mails that are on record */
  undeliverable: { bounced: number; complained: number }
  /** an e-mail has been waiting for longer than it ever should, as `/health` counts it */
  late: boolean
  /**
   * E-mails are late, sending waits for a cause to be removed or for longer than it should, one is dead, or one was
   * skipped within a day for a cause that somebody should look at.
   */
  needsSomebody: boolean
}

/** Whether anything is sent at the moment, whoever it is for. */
export async function readSendingState(db: Database): Promise<{ kind: 'running' | 'paused' }> {
  const pauses = await readPauses(db, ['mail'])
  return { kind: pauses.length > 0 ? 'paused' : 'running' }
}

export async function reportMail(db: Database): Promise<MailReport> {
  const [pause] = await readPauses(db, ['mail'])
  const queue = await countQueue(db, messageQueue)
  const failures = await listFailures(db, messageQueue)
  const dead = await countDeadEmails(db)
  const { oldestOpenEmailSeconds } = await readHealth(db)
  const late = (oldestOpenEmailSeconds ?? 0) > HEALTH_THRESHOLDS.oldestOpenEmailSeconds
  return {
    pause: pause ? { ...pause, explanation: explainMailPause(pause) } : null,
    queue,
    failures: failures.map((group) => ({
      ...group,
      explanation: explainMailFailure(group.error, group.status !== 'pending'),
    })),
    undeliverable: await countUndeliverable(db),
    late,
    needsSomebody: late || dead > 0 || (pause !== undefined && isPauseWork(pause)) || failures.some(isWork),
  }
}

export function explainMailPause({ reason, evidence }: Pick<Pause, 'reason' | 'evidence'>): string {
  return reason === BY_OPERATOR ? explainOperatorPause(evidence) : explainMailFailure(reason, false)
}

function isPauseWork({ reason, seconds }: Pause): boolean {
  return mailFailureNeedsSomebody(reason) || seconds > HEALTH_THRESHOLDS.pausedSeconds
}

function isWork({ error, status, newestSeconds }: FailureGroup): boolean {
  return mailFailureNeedsSomebody(error) && (status === 'pending' || newestSeconds <= FRESH_SECONDS)
}
