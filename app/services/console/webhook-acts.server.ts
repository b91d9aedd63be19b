import type { Database, PrismaClient } from '#app/data/database.server.ts'
import { COUNTED } from '#app/data/console/queue-figures.server.ts'
import { type RecordedAction, recordAction } from '#app/data/console/ops-actions.server.ts'
import { type Act, type Proposal, pageOfAct } from '#app/domain/console/act.ts'
import type { Viewer } from '#app/domain/console/roles.ts'
import { LANGUAGE_FACTS } from '#app/domain/language/languages.ts'
import { plural } from '#app/domain/language/plural.ts'
import {
  type WebhookSelection,
  countDismissible,
  countMatching,
  countReceivers,
  dismissWebhooks,
  queueTestEvents,
  redeliver,
} from '#app/services/webhook/report.server.ts'
import { atMost } from './counted-words.server.ts'

const ACTIONS = {
  redeliver_webhooks: 'redelivered_webhooks',
  dismiss_webhooks: 'dismissed_webhooks',
  test_webhooks: 'tested_webhooks',
} as const
type WebhookAct = Extract<Act, { act: keyof typeof ACTIONS }>

export function isWebhookAct(act: Act): act is WebhookAct {
  return Object.hasOwn(ACTIONS, act.act)
}

function selectionOf(act: Exclude<WebhookAct, { act: 'test_webhooks' }>): WebhookSelection {
  const { id, cause, receiver, type, status } = act
  return {
    ...(id !== undefined && { ids: [id] }),
    ...(cause !== undefined && { cause }),
    ...(receiver !== undefined && { receiver }),
    ...(type !== undefined && { type }),
    ...(status !== undefined && { status }),
  }
}

const receiversGet = plural(LANGUAGE_FACTS.en, { one: '# receiver gets', other: '# receivers get' })

export async function proposeWebhooks(db: Database, act: WebhookAct): Promise<Proposal> {
  const rest = { backTo: pageOfAct(act), asks: null }
  if (act.act === 'test_webhooks') {
    const count = await countReceivers(db, act.receiver ?? null)
    return {
      title: 'Send a test',
      sentence: `${receiversGet(count)} an event of the type “test” with the next run. It says nothing of anybody.`,
      count,
      button: `Send ${count}`,
      ...rest,
    }
  }
  const selection = selectionOf(act)
  if (act.act === 'redeliver_webhooks') {
    const count = await countMatching(db, selection, COUNTED + 1)
    return {
      title: 'Send events again',
      sentence: `${atMost(count)} ${whichOf(act)} will be due at once, under the ids that they had: a receiver knows them for repeats. They say what is so now, and nothing of who has withdrawn.`,
      count,
      button: `Send ${atMost(count)} again`,
      ...rest,
    }
  }
  const count = await countDismissible(db, selection, COUNTED + 1)
  return {
    title: 'Give up events for good',
    sentence: `${atMost(count)} ${whichOf(act)} will never be sent, unless somebody has them sent again while they are on record.`,
    count,
    button: `Give up ${atMost(count)}`,
    ...rest,
  }
}

const STATES = { pending: 'that wait', completed: 'that were delivered', dead: 'that were given up' } as const

function whichOf({
  id,
  cause,
  receiver,
  type,
  status,
}: Exclude<WebhookAct, { act: 'test_webhooks' }>): string {
  return [
    'events',
    id === undefined && STATES[status ?? 'dead'],
    type !== undefined && `of the type ${type}`,
    cause !== undefined && `of the cause ${cause}`,
    receiver !== undefined && `for the receiver ${receiver}`,
  ]
    .filter(Boolean)
    .join(' ')
}

export function performWebhooks(db: PrismaClient, viewer: Viewer, act: WebhookAct): Promise<RecordedAction> {
  return db.$transaction(async (tx) => {
    const count = await performOn(tx, act)
    return recordAction(tx, { viewer, action: ACTIONS[act.act], subject: subjectOf(act) }, count)
  })
}

function performOn(tx: Database, act: WebhookAct): Promise<number> {
  switch (act.act) {
    case 'test_webhooks':
      return queueTestEvents(tx, act.receiver ?? null)
    case 'redeliver_webhooks':
      return redeliver(tx, selectionOf(act))
    case 'dismiss_webhooks':
      return dismissWebhooks(tx, selectionOf(act))
  }
}

/** In the words that the record may have. */
function subjectOf(act: WebhookAct): string {
  if ('id' in act && act.id !== undefined) return 'one'
  const narrowed = act.act === 'test_webhooks' ? undefined : (act.cause ?? act.type?.replaceAll('.', '_'))
  return narrowed ?? (act.receiver === undefined ? 'all' : 'one_receiver')
}
