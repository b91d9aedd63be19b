import type { HubspotStandIn } from '#dev/hubspot/server.ts'
import { startMailbox } from '#dev/mailbox/server.ts'
import { WORKER_BUNDLE, readWorkerModules } from '#dev/worker/deployable-build.ts'
import { bundleWorker } from '#dev/worker/esbuild-bundle.ts'
import { localBindings } from '#dev/worker/miniflare.ts'
import { startSyncPortal } from '#tests/helpers/hubspot-sync.ts'
import { fetchOnce } from '#tests/helpers/visitor.ts'
import { builtWorker } from './built-worker.ts'
import { type BenchDatabase, withBenchDatabase } from './database.ts'
import { type Figure, median, progress } from './figure.ts'
import {
  type Measured,
  REQUESTS,
  type RequestName,
  inLanes,
  nothingMeasured,
  percentile,
  takeQuiz,
} from './prospects.ts'
import { startBenchWorker } from './workerd.ts'

/** BENCH_PROSPECTS is for a quick look: the limits are those of a whole run. */
const PROSPECTS = Number(process.env.BENCH_PROSPECTS ?? 1_000)
const REQUESTS_A_PROSPECT = 11
const WARM_UP = 20
/** At a time: beyond what the machine can do at once, so that requests wait for one another. */
const LANES = 8
const BLOCKS = 10
const KNEE_LANES = [1, 2, 4, 8, 16, 32]
const ROUNDS = 6
/** A prospect every so often, as on a busy day: 28 requests a second with their e-mail and contact details. */
const ARRIVAL_MS = 400
const HUBSPOT_ANSWER_MS = 50
const PEER_SESSIONS = 64
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
      ...(await crowd(subjects)),
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

/** All prospects with so many at a time, in blocks that take turns with as many requests to the trivial Worker. */
async function crowd({ product, trivial, database }: Subjects): Promise<Figure[]> {
  await resumeSync(database)
  const measured = nothingMeasured()
  const plain: number[] = []
  const block = Math.ceil(PROSPECTS / BLOCKS)
  for (let begun = 0; begun < PROSPECTS; begun += block) {
    progress(`  ${begun} of ${PROSPECTS} prospects`)
    const prospects = Math.min(block, PROSPECTS - begun)
    await inLanes(LANES, prospects, () => takeQuiz(product, measured))
    await inLanes(LANES, prospects * REQUESTS_A_PROSPECT, () => askTrivial(trivial, plain))
  }
  const ratio = (share: number, limit: number) => (name: RequestName) => ({
    name: `load_p${share * 100}_ratio_${name}`,
    value: percentile(measured.times[name], share) / percentile(plain, share),
    unit: 'ratio',
    limit,
  })
  return [
    { name: 'load_prospects', value: PROSPECTS, unit: 'prospects' },
    { name: 'load_failed', value: measured.failed, unit: 'prospects', limit: 0 },
    { name: 'load_trivial_p50_ms', value: percentile(plain, 0.5), unit: 'ms' },
    ...REQUESTS.map(ratio(0.5, 4)),
    ...REQUESTS.map(ratio(0.95, 8)),
    ...(await knees(product, trivial)),
  ]
}

let asked = 0

async function askTrivial(origin: string, times: number[]): Promise<void> {
  const startedAt = performance.now()
  const response = await fetchOnce(`${origin}/?session=peer-${(asked++ % PEER_SESSIONS) + 1}`)
  const { rows } = (await response.json()) as { rows: number }
  if (rows !== 1) throw new Error(`The trivial Worker touched ${rows} rows, not one.`)
  times.push(performance.now() - startedAt)
}

/** The most requests a second that either answers, however many are under way. */
async function knees(product: string, trivial: string): Promise<Figure[]> {
  const prospects = Math.max(8, Math.ceil(PROSPECTS / 20))
  let ofProduct = 0
  let ofTrivial = 0
  for (const lanes of KNEE_LANES) {
    progress(`  ${lanes} at a time`)
    const visits = nothingMeasured()
    const rate = async (requests: number, work: () => Promise<void>) => {
      const startedAt = performance.now()
      await work()
      return requests / ((performance.now() - startedAt) / 1000)
    }
    const requests = prospects * REQUESTS_A_PROSPECT
    const quizzes = () => inLanes(lanes, prospects, () => takeQuiz(product, visits))
    ofProduct = Math.max(ofProduct, await rate(requests, quizzes))
    requireNoFailure(visits)
    const plain = () => inLanes(lanes, requests, () => askTrivial(trivial, []))
    ofTrivial = Math.max(ofTrivial, await rate(requests, plain))
  }
  return [
    { name: 'load_knee', value: ofProduct, unit: 'requests/s' },
    { name: 'load_trivial_knee', value: ofTrivial, unit: 'requests/s' },
    { name: 'load_knee_ratio', value: ofProduct / ofTrivial, unit: 'ratio', atLeast: 0.6 },
  ]
}

function requireNoFailure({ failed }: Measured): void {
  if (failed > 0) throw new Error(`${failed} prospects did not get through.`)
}
