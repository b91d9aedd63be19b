import { deadRowsPart } from '#app/data/console/console-facts.server.ts'
import { COUNTED, queueFiguresPart } from '#app/data/console/queue-figures.server.ts'
import { sql } from '#app/data/database.server.ts'
import { messageQueue } from '#app/data/mail/messages.server.ts'
import { undeliverablePart } from '#app/data/mail/undeliverable.server.ts'
import { pausesPart } from '#app/data/pauses.server.ts'
import { failuresPart } from '#app/data/queue-status.server.ts'
import { actLink } from '#app/domain/console/act.ts'
import { readQuery } from '#app/domain/console/query.ts'
import type { Figure } from '#app/domain/console/page-view.ts'
import { HEALTH_THRESHOLDS } from '#app/domain/limits.ts'
import { explainMailFailure } from '#app/domain/mail/explain-failure.ts'
import { explainMailPause } from '#app/services/mail/report-mail.server.ts'
import type { ShowPage } from './console-page.server.ts'
import { pausesSection } from './pauses-section.server.ts'
import { DEAD_SHOWN, causesSection, deadSection, queueFigures } from './queue-sections.server.ts'

/** What waits to be sent by e-mail, what failed and why. */
export const showMail: ShowPage = async (read, { params }) => {
  const { errors } = readQuery(params, {})
  const rows = await read({
    queue: queueFiguresPart(messageQueue),
    pauses: pausesPart(['mail']),
    failures: failuresPart(messageQueue, { atMost: COUNTED }),
    undeliverable: undeliverablePart,
    dead: deadRowsPart(sql`email_messages`, sql`kind`, DEAD_SHOWN),
  })
  const queue = rows.queue[0]!
  const figures = queueFigures(queue, {
    many: 'e-mails',
    rowsOf: (state) =>
      ({
        dead: '/ops/leads?email=failed',
        pending: '/ops/leads?email=pending',
        due: '/ops/leads?email=pending',
      })[state as string] ?? null,
    lateAfterSeconds: HEALTH_THRESHOLDS.oldestOpenEmailSeconds,
  }).filter(({ id }) => id !== 'awaiting')
  const late = figures.some(({ id, tone }) => id === 'oldestOpen' && tone === 'bad')
  return {
    title: 'E-mail',
    lead:
      rows.pauses.length > 0 ? 'Sending is paused: e-mails wait.' : 'E-mails are sent as they are asked for.',
    errors,
    needsSomebody: rows.pauses.length > 0 || queue.dead > 0 || late,
    sections: [
      {
        id: 'queue',
        title: 'The queue',
        figures: [...figures, ...undeliverableFigures(rows.undeliverable[0]!)],
      },
      pausesSection(['mail'], rows.pauses, explainMailPause),
      {
        ...causesSection(
          rows.failures.map((group) => ({
            ...group,
            explanation: explainMailFailure(group.error, group.status !== 'pending'),
          })),
          (cause) => [
            actLink('Retry all', { act: 'retry_emails', cause }),
            actLink('Give up all', { act: 'dismiss_emails', cause }),
          ],
        ),
        ...(queue.dead > 0 && { acts: [actLink('Retry all that were given up', { act: 'retry_emails' })] }),
      },
      deadSection(rows.dead, {
        explain: (error) => explainMailFailure(error, true),
        retry: (id) => [
          actLink('Retry', { act: 'retry_emails', id }),
          actLink('Give up', { act: 'dismiss_emails', id }),
        ],
        empty: 'No e-mail was given up.',
      }),
    ],
  }
}

function undeliverableFigures({ bounced, complained }: { bounced: number; complained: number }): Figure[] {
  const source = 'as the provider’s webhook tells; of the e-mails that are still on record.'
  return [
    {
      id: 'bounced',
      label: 'Bounced',
      value: bounced,
      definition: `E-mails that came back for good, ${source}`,
      href: '/ops/leads?email=bounced',
    },
    {
      id: 'complained',
      label: 'Reported as spam',
      value: complained,
      definition: `E-mails whose recipient complained, ${source}`,
      href: '/ops/leads?email=complained',
      tone: complained > 0 ? 'wait' : undefined,
    },
  ]
}
