import type { PrismaClient } from '#app/data/database.server.ts'
import { type RecordedAction, doAndRecord, recordAction } from '#app/data/console/ops-actions.server.ts'
import type { DeadSelection } from '#app/data/dead-selection.server.ts'
import { countDeadLeads, dismissLeads, retryDeadWithin } from '#app/data/hubspot/dead-leads.server.ts'
import { countDeadMessages, dismissEmails, retryDeadEmails } from '#app/data/mail/dead-messages.server.ts'
import { pauseByHand, resumeByHand } from '#app/data/pauses.server.ts'
import { type Act, type Proposal, pageOfAct } from '#app/domain/console/act.ts'
import { OPTIONAL_OPERATIONS } from '#app/domain/pause.ts'
import type { OpsAction } from '#app/domain/console/ops-action.ts'
import type { Viewer } from '#app/domain/console/roles.ts'
import { OPERATOR_REASONS } from '#app/domain/pause.ts'
import { REPEATABLE_SECONDS } from '#app/domain/mail/retry-schedule.ts'
import { atMost } from './counted-words.server.ts'
import { isWebhookAct, performWebhooks, proposeWebhooks } from './webhook-acts.server.ts'
import { performExperiment, proposeExperiment } from './experiment-acts.server.ts'

type QueueAct = Extract<Act, { act: keyof typeof QUEUE_ACTS }>

const QUEUE_ACTS = {
  retry_leads: { what: 'retry', queue: 'leads', action: 'retried_leads' },
  dismiss_leads: { what: 'dismiss', queue: 'leads', action: 'dismissed_leads' },
  retry_emails: { what: 'retry', queue: 'e-mails', action: 'retried_emails' },
  dismiss_emails: { what: 'dismiss', queue: 'e-mails', action: 'dismissed_emails' },
} as const satisfies Record<string, { what: string; queue: string; action: OpsAction }>

function selectionOf({ id, cause }: QueueAct): DeadSelection {
  if (id !== undefined) return { ids: [id] }
  return cause === undefined ? 'all' : { causes: [cause] }
}

export async function proposeAct(db: PrismaClient, act: Act): Promise<Proposal> {
  if (act.act === 'pause' || act.act === 'resume') return proposePause(act)
  if (isWebhookAct(act)) return proposeWebhooks(db, act)
  if ('experiment' in act) return proposeExperiment(db, act)
  const { what, queue } = QUEUE_ACTS[act.act]
  const found =
    queue === 'leads'
      ? await countDeadLeads(db, what, selectionOf(act))
      : await countDeadMessages(db, what, selectionOf(act))
  const count = atMost(found)
  const which =
    act.id !== undefined
      ? ''
      : act.cause === undefined
        ? ', whatever the cause'
        : ` of the cause ${act.cause}`
  const given = `${count} ${queue} that were given up${which}`
  return {
    title: what === 'retry' ? `Retry ${queue}` : `Give up ${queue} for good`,
    sentence:
      what === 'retry'
        ? `${given} will be due at once, with all their attempts. What newer details have overtaken is cancelled instead.`
        : `${act.id === undefined ? given : `${count} ${queue}`} will never be sent. This cannot be taken back.`,
    count: found,
    button: what === 'retry' ? `Retry ${count}` : `Give up ${count}`,
    backTo: pageOfAct(act),
    asks: null,
  }
}

function proposePause(act: Extract<Act, { act: 'pause' | 'resume' }>): Proposal {
  const { operation } = act
  if (act.act === 'pause') {
    return {
      title: `Pause ${operation}`,
      sentence: `Whatever needs “${operation}” waits until somebody resumes it here, and costs no attempt. ${OPTIONAL_OPERATIONS.includes(operation) ? '/health stays as it is: no promise hangs on it.' : '/health turns red after a quarter of an hour, since people wait.'}`,
      count: null,
      button: 'Pause',
      backTo: pageOfAct(act),
      asks: {
        name: 'reason',
        label: 'Why',
        options: Object.entries(OPERATOR_REASONS).map(([value, label]) => ({ value, label })),
      },
    }
  }
  return {
    title: `Resume ${operation}`,
    sentence: `A pause that somebody made ends. One that a failure brought about is tried at once by one row, and ends if that works.`,
    count: null,
    button: 'Resume',
    backTo: pageOfAct(act),
    asks: null,
  }
}

/** Does it, and records who did what to how many, in one transaction. */
export async function performAct(db: PrismaClient, viewer: Viewer, act: Act): Promise<RecordedAction> {
  if (act.act === 'pause') {
    const reason = act.reason ?? 'maintenance'
    const action = { viewer, action: 'paused', subject: act.operation, reason } as const
    return doAndRecord(db, action, pauseByHand(act.operation, reason))
  }
  if (act.act === 'resume') {
    const action = { viewer, action: 'resumed', subject: act.operation } as const
    return doAndRecord(db, action, resumeByHand(act.operation))
  }
  if (isWebhookAct(act)) return performWebhooks(db, viewer, act)
  if ('experiment' in act) return performExperiment(db, viewer, act)
  const { action } = QUEUE_ACTS[act.act]
  const subject = act.id !== undefined ? 'one' : (act.cause ?? 'all')
  return db.$transaction(async (tx) => {
    const count = await performOn(tx, act.act, selectionOf(act))
    return recordAction(tx, { viewer, action, subject }, count)
  })
}

async function performOn(
  tx: Parameters<Parameters<PrismaClient['$transaction']>[0]>[0],
  act: QueueAct['act'],
  selection: DeadSelection,
): Promise<number> {
  switch (act) {
    case 'retry_leads': {
      const { retried, superseded } = await retryDeadWithin(tx, selection)
      return retried + superseded
    }
    case 'retry_emails': {
      const { retried, superseded } = await retryDeadEmails(tx, selection, REPEATABLE_SECONDS)
      return retried + superseded
    }
    case 'dismiss_leads':
      return dismissLeads(tx, selection)
    case 'dismiss_emails':
      return dismissEmails(tx, selection)
  }
}
