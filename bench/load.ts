import type { HubspotStandIn } from '#dev/hubspot/server.ts'
import { startMailbox } from '#dev/mailbox/server.ts'
import { WORKER_BUNDLE, readWorkerModules } from '#dev/worker/deployable-build.ts'
import { bundleWorker } from '#dev/worker/esbuild-bundle.ts'
import { localBindings } from '#dev/worker/miniflare.ts'
import { startSyncPortal } from '#tests/helpers/hubspot-sync.ts'
import { builtWorker } from './built-worker.ts'
import { PEER_SESSIONS, crowd } from './crowd.ts'
import { type BenchDatabase, withBenchDatabase } from './database.ts'
import { type Figure, median, progress } from './figure.ts'
import {
  type Measured,
  PROSPECTS,
  type RequestName,
  inLanes,
  nothingMeasured,
  requireNoFailure,
  takeQuiz,
} from './prospects.ts'
import { startBenchWorker } from './workerd.ts'

const WARM_UP = 20
const ROUNDS = 6
/** A prospect every so often, as on a busy day: 28 requests a second with their e-mail and contact details. */
const ARRIVAL_MS = 400
const HUBSPOT_ANSWER_MS = 50
const SETTLED_WITHIN_MS = 10_000
const UNDER_LEADS = ['step_4', 'results', 'contact'] as const

interface Subjects {
  product: string
  /** one statement by Neon's HTTP driver, and nothing around it */
  trivial: string
  database: BenchDatabase
  portal: HubspotStandIn
}

/** Pages while leads flow beside the same with the sync paused, what a lead costs the database, and many prospects. */
export async function load(): Promise<Figure[]> {
  await builtWorker()
  return withBenchDatabase(async (database) => {
    await using cleanup = new AsyncDisposableStack()
    // Our window is emptied between turns (resumeSync). The portal's would still be full of the turn before.
    const portal = await startSyncPortal({ callsKept: 0, limits: { tenSecondly: null } })
    cleanup.defer(() => portal.close())
    portal.setFaults({ latencyMs: HUBSPOT_ANSWER_MS })
    const mailbox = await startMailbox({ port: 0 })
    cleanup.defer(() => mailbox.close())
    const bindings = localBindings(
      { url: database.url, gateway: database.gateway.address },
      {
        HUBSPOT_ACCESS_TOKEN: portal.token,
        HUBSPOT_BASE_URL: portal.url,
        MAIL_API_KEY: 're_bench',
        MAIL_BASE_URL: mailbox.url,
        MAIL_FROM: 'AI Readiness Scorecard <scorecard@example.com>',
        MAIL_CAP_TOTAL_PER_HOUR: '1000000',
      },
    )
    const modules = await readWorkerModules('neon')
    const product = cleanup.use(await startBenchWorker(modules, WORKER_BUNDLE.neon, bindings))
    const peer = await bundleWorker('bench/peers/bare-http.ts')
    const trivial = cleanup.use(await startBenchWorker(peer.modules, peer.root, bindings))
    await database.query(
      `INSERT INTO assessment_sessions ("sessionId", "quizVersion")
       SELECT 'peer-' || n, 'bench' FROM generate_series(1, $1::int) AS n`,
      [PEER_SESSIONS],
    )
    const subjects = { product: product.url, trivial: trivial.url, database, portal }
    await inLanes(2, WARM_UP, () => takeQuiz(product.url, nothingMeasured()))
    return [
      ...(await statementsPerLead(subjects)),
      ...(await pagesUnderLeads(subjects)),
      ...(await resumeSync(database).then(() => crowd(subjects))),
    ]
  })
}

/** From the request that completes an assessment, or adds what makes it a deal, until its lead is settled. */
async function statementsPerLead({ product, database }: Subjects): Promise<Figure[]> {
  progress('  statements of one lead')
  await resumeSync(database)
  const counts: Record<'completed' | 'detailed', number[]> = { completed: [], detailed: [] }
  for (let lead = 0; lead < 5; lead++) {
    await settled(database)
    const visits = nothingMeasured()
    await takeQuiz(product, visits, {
      step_4: (post) => statementsOf(database, post, counts.completed),
      contact: (post) => statementsOf(database, post, counts.detailed),
    })
    requireNoFailure(visits)
  }
  const value = Math.max(...counts.completed, ...counts.detailed)
  return [
    { name: 'statements_per_lead', value, unit: 'statements', limit: 8 },
    { name: 'statements_per_completed_lead', value: median(counts.completed), unit: 'statements' },
    { name: 'statements_per_detailed_lead', value: median(counts.detailed), unit: 'statements' },
  ]
}

async function statementsOf<T>(
  { gateway, ...database }: BenchDatabase,
  work: () => Promise<T>,
  counts: number[],
) {
  gateway.resetStats()
  const answer = await work()
  await settled({ gateway, ...database })
  counts.push(gateway.stats().statements)
  return answer
}

/** Waits until no lead is open, by a connection of its own, and until the last one's statements have passed. */
async function settled({ query, gateway }: BenchDatabase): Promise<void> {
  const deadline = performance.now() + SETTLED_WITHIN_MS
  for (let quiet = 0, seen = -1; quiet < 5;) {
    if (performance.now() > deadline)
      throw new Error('A lead was left open, and no cron is there to take it.')
    const { rows } = await query(
      `SELECT count(*)::int AS open FROM hubspot_sync_queue WHERE status = 'pending'`,
    )
    const { statements } = gateway.stats()
    quiet = rows[0]?.open === 0 && statements === seen ? quiet + 1 : 0
    seen = statements
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const pauseSync = ({ query }: BenchDatabase) =>
  query(
    `INSERT INTO pauses (operation, reason, evidence, "nextProbeAt")
     SELECT operation, 'unavailable', 'server_error', now() + interval '1 day'
     FROM unnest('{contacts,deals,associations}'::text[]) AS operation ON CONFLICT DO NOTHING`,
  )
/** With no lead left from before, and with all the calls that a portal allows. */
const resumeSync = ({ query }: BenchDatabase) =>
  query(`WITH ended AS (DELETE FROM pauses), free AS (UPDATE hubspot_sync_state SET "callTimes" = '{}')
    UPDATE hubspot_sync_queue SET status = 'cancelled' WHERE status = 'pending'`)

/** The same prospects at the same pace, with leads on their way to HubSpot and with the sync paused, in turns. */
async function pagesUnderLeads(subjects: Subjects): Promise<Figure[]> {
  const { product, database } = subjects
  const ratios = new Map<RequestName, number[]>(UNDER_LEADS.map((name) => [name, []]))
  const each = Math.max(10, Math.ceil(PROSPECTS / (4 * ROUNDS)))
  for (let round = 1; round <= ROUNDS; round++) {
    progress(`  pages under leads: round ${round} of ${ROUNDS}`)
    const flowing = nothingMeasured()
    const paused = nothingMeasured()
    // Whichever comes first is second in the next round.
    const turns = [() => withLeads(resumeSync, flowing), () => withLeads(pauseSync, paused)]
    for (const turn of round % 2 === 0 ? turns : turns.reverse()) await turn()
    requireNoFailure(flowing)
    requireNoFailure(paused)
    for (const name of UNDER_LEADS)
      ratios.get(name)?.push(median(flowing.times[name]) / median(paused.times[name]))
  }
  return UNDER_LEADS.map((name) => ({
    name: `page_under_leads_ratio_${name}`,
    value: median(ratios.get(name) ?? []),
    unit: 'ratio',
    limit: 1.15,
  }))

  async function withLeads(prepare: (database: BenchDatabase) => Promise<unknown>, measured: Measured) {
    await prepare(database)
    await arrive(each, () => takeQuiz(product, measured))
  }
}

/** One after another at a fixed pace, whether those before have ended or not. */
async function arrive(count: number, task: () => Promise<void>): Promise<void> {
  const under: Promise<void>[] = []
  for (let place = 0; place < count; place++) {
    under.push(task())
    await new Promise((resolve) => setTimeout(resolve, ARRIVAL_MS))
  }
  await Promise.all(under)
}
