import { JOB_SCHEDULE } from '#app/platform/job-schedule.ts'
import { localBindings, startBuiltWorker } from '#dev/worker/miniflare.ts'
import { startMailbox, type Mailbox } from '#dev/mailbox/server.ts'
import { createNodeClient } from '#app/data/node-client.server.ts'
import type { PrismaClient } from '#app/data/database.server.ts'
import { CONSENT } from '#app/domain/lead/consent.ts'
import { EMAIL_SECRET, createTestResultsEmails } from '#tests/helpers/email-delivery.ts'
import { Visitor, answersOf, expectRedirect } from '#tests/helpers/visitor.ts'
import { bundleWorker } from '#dev/worker/esbuild-bundle.ts'
import { builtWorker } from './built-worker.ts'
import { withBenchDatabase } from './database.ts'
import { type Figure, median, progress, timed } from './figure.ts'
import { startBenchWorker } from './workerd.ts'

const SLOW_ANSWER_MS = 2_000
const COMPLETIONS = 31
const SPEEDS = ['fast', 'slow'] as const
const WARM_UP = 5
const MESSAGES = 1_000
const CHUNK = 500
const ANSWER_MS = 50
const CONNECTIONS = 6

/** What e-mail costs the page that causes it, and how fast the cron job delivers, both on the built Worker. */
export async function mail(): Promise<Figure[]> {
  await builtWorker()
  return withBenchDatabase(async ({ url, gateway }) => {
    await using resources = new AsyncDisposableStack()
    const mailbox = await startMailbox({ port: 0 })
    resources.defer(() => mailbox.close())
    const { miniflare, url: workerUrl } = await startBuiltWorker({
      bindings: localBindings(
        { url, gateway: gateway.address },
        {
          SESSION_SECRETS: EMAIL_SECRET,
          MAIL_API_KEY: 're_bench',
          MAIL_BASE_URL: mailbox.url,
          MAIL_FROM: 'AI Readiness Scorecard <scorecard@example.com>',
          MAIL_CAP_TOTAL_PER_HOUR: '100000',
        },
      ),
    })
    resources.defer(() => miniflare.dispose())
    const db = createNodeClient(url)
    resources.defer(() => db.$disconnect())

    const page = await completions(workerUrl, mailbox)
    const worker = await miniflare.getWorker()
    const { modules, root } = await bundleWorker('bench/peers/six-connections.ts')
    const peer = resources.use(await startBenchWorker(modules, root, {}))
    const delivery = await deliveries(db, mailbox, {
      product: () => worker.scheduled({ cron: JOB_SCHEDULE.deliver_emails, scheduledTime: new Date() }),
      peer: (body) => orderFrom(peer.url, { url: `${mailbox.url}/emails`, count: CHUNK, body }),
    })
    return [
      { name: 'complete_ms_mail_at_once', value: page.fast, unit: 'ms' },
      { name: 'complete_ms_mail_in_2_s', value: page.slow, unit: 'ms' },
      { name: 'mail_ms_added_to_page', value: page.slow / page.fast, unit: 'ratio', limit: 1.1 },
      { name: 'mail_per_s', value: MESSAGES / delivery.product, unit: 'mails/s' },
      { name: 'peer_six_connections_per_s', value: MESSAGES / delivery.peer, unit: 'mails/s' },
      // At least 90 % of the rate is at most 1.11 times the time.
      {
        name: 'mail_time_over_six_connections',
        value: delivery.product / delivery.peer,
        unit: 'ratio',
        limit: 1.11,
      },
      { name: 'mail_connections', value: delivery.mostAtOnce, unit: 'connections', limit: CONNECTIONS },
    ]
  })
}

/**
 * Seconds for all messages, by the cron job and by a peer that only sends, in turns.
 * @throws when a message does not arrive, or is not noted as sent
 */
async function deliveries(
  db: PrismaClient,
  mailbox: Mailbox,
  senders: { product: () => Promise<unknown>; peer: (body: string) => Promise<void> },
): Promise<{ product: number; peer: number; mostAtOnce: number }> {
  const seconds = { product: 0, peer: 0, mostAtOnce: 0 }
  const before = await db.assessment.count({ where: { emailDeliveryStatus: 'sent' } })
  mailbox.reset()
  await createTestResultsEmails(db, MESSAGES)
  await db.$executeRaw`UPDATE email_messages SET "nextRetryAt" = 'infinity' WHERE status = 'pending'`
  mailbox.setFaults({ latencyMs: ANSWER_MS })
  let body = ''
  for (let chunk = 0; chunk < MESSAGES / CHUNK; chunk++) {
    progress(`  e-mails ${chunk * CHUNK + 1} to ${(chunk + 1) * CHUNK}`)
    await db.$executeRaw`
      UPDATE email_messages SET "nextRetryAt" = to_timestamp(0) WHERE id IN (
        SELECT id FROM email_messages WHERE status = 'pending' ORDER BY "createdAt" LIMIT ${CHUNK})`
    seconds.product += (await timed(senders.product)) / 1_000
    const { from, to, subject, html, text, headers } = mailbox.messages()[0]!
    body = JSON.stringify({ from, to, subject, html, text, headers })
    seconds.mostAtOnce = mailbox.calls().mostAtOnce
    seconds.peer += (await timed(() => senders.peer(body))) / 1_000
  }
  const sent = (await db.assessment.count({ where: { emailDeliveryStatus: 'sent' } })) - before
  const arrived = mailbox.messages().length
  if (sent !== MESSAGES || arrived !== 2 * MESSAGES) {
    throw new Error(
      `${arrived} of ${2 * MESSAGES} e-mails arrived, ${sent} of ${MESSAGES} are noted as sent.`,
    )
  }
  return seconds
}

async function orderFrom(url: string, order: { url: string; count: number; body: string }): Promise<void> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(order) })
  if (!response.ok) throw new Error(`The peer answered ${response.status}.`)
}

/** Median time of the request that completes an assessment, with the provider answering at once and in two seconds. */
async function completions(url: string, mailbox: Mailbox): Promise<{ fast: number; slow: number }> {
  const times = { fast: [] as number[], slow: [] as number[] }
  for (let sample = -WARM_UP; sample < COMPLETIONS; sample++) {
    if (sample >= 0 && sample % 10 === 0) progress(`  sample ${sample + 1} of ${COMPLETIONS}`)
    // Each comes first every other time: what the one before leaves behind hits both alike.
    for (const speed of sample % 2 === 0 ? SPEEDS : SPEEDS.toReversed()) {
      const visitor = new Visitor(url, {
        'CF-Connecting-IP': `2001:db8:1:${sample + WARM_UP}${speed === 'fast' ? 0 : 1}::1`,
      })
      await visitor.start()
      for (const step of [1, 2, 3]) {
        expectRedirect(await visitor.post(`/assessment/step/${step}`, answersOf(step, 'C')))
      }
      mailbox.setFaults({ latencyMs: speed === 'slow' ? SLOW_ANSWER_MS : 0 })
      const contact = { email: `${speed}${sample + WARM_UP}@example.com`, consent: CONSENT.version }
      const elapsed = await timed(async () => {
        expectRedirect(await visitor.post('/assessment/step/4', { ...answersOf(4, 'C'), ...contact }))
      })
      if (sample >= 0) times[speed].push(elapsed)
      // The next sample begins when this one's e-mail is out: nothing of it runs beside the other's request.
      await received(mailbox, contact.email)
    }
  }
  return { fast: median(times.fast), slow: median(times.slow) }
}

async function received(mailbox: Mailbox, address: string): Promise<void> {
  const until = performance.now() + 10_000
  while (mailbox.messages({ to: address }).length === 0) {
    if (performance.now() > until) throw new Error(`No e-mail to ${address} within ten seconds.`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
