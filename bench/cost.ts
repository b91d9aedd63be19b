import { CONSENT } from '#app/domain/lead/consent.ts'
import { JOB_SCHEDULE, TICK_MINUTES, type JobName } from '#app/platform/job-schedule.ts'
import { startMailbox } from '#dev/mailbox/server.ts'
import { parseCronExpression } from '#dev/worker/crons/cron-expression.ts'
import { WORKER_BUNDLE, readWorkerModules } from '#dev/worker/deployable-build.ts'
import { localBindings, startBuiltWorker } from '#dev/worker/miniflare.ts'
import { startSyncPortal } from '#tests/helpers/hubspot-sync.ts'
import { Visitor, answersOf, expectRedirect } from '#tests/helpers/visitor.ts'
import { builtWorker } from './built-worker.ts'
import { type BenchDatabase, withBenchDatabase } from './database.ts'
import { type Figure, progress } from './figure.ts'
import { cpuTimeMs, startBenchWorker } from './workerd.ts'

const WARM_UP = 40
/** Linux counts CPU time in steps of 10 ms: many visits are one measurement. */
const VISITS = 150
const SETTLED_WITHIN_MS = 60_000
const IDLE_MINUTES = 60

/** What one assessment from the landing page to the results costs, its lead and its e-mail included, and what idle crons do. */
export async function cost(): Promise<Figure[]> {
  await builtWorker()
  return withBenchDatabase(async (database) => [
    ...(await visitFigures(database)),
    ...(await idleFigures(database)),
  ])
}

async function visitFigures(database: BenchDatabase): Promise<Figure[]> {
  await using resources = new AsyncDisposableStack()
  const portal = await startSyncPortal({ callsKept: 0 })
  resources.defer(() => portal.close())
  const mailbox = await startMailbox({ port: 0 })
  resources.defer(() => mailbox.close())
  const bindings = localBindings(
    { url: database.url, gateway: database.gateway.address },
    {
      HUBSPOT_ACCESS_TOKEN: portal.token,
      HUBSPOT_BASE_URL: portal.url,
      MAIL_API_KEY: 're_bench',
      MAIL_BASE_URL: mailbox.url,
      MAIL_FROM: 'AI Readiness Scorecard <scorecard@example.com>',
      MAIL_CAP_TOTAL_PER_HOUR: '100000',
    },
  )
  const modules = await readWorkerModules('neon')
  const worker = resources.use(await startBenchWorker(modules, WORKER_BUNDLE.neon, bindings))

  await makeVisits(worker.url, database, WARM_UP)
  const before = {
    cpuMs: await cpuTimeMs(worker.pid),
    calls: portal.totals().total,
    ...(await sizeOf(database)),
  }
  database.gateway.resetStats()
  progress(`  ${VISITS} visits`)
  const { requests, bytes } = await makeVisits(worker.url, database, VISITS)
  const { statements, httpBytesSent } = database.gateway.stats()
  const cpuMs = (await cpuTimeMs(worker.pid)) - before.cpuMs
  const stored = (await sizeOf(database)).bytes - before.bytes
  const perVisit = (name: string, value: number, unit: string): Figure => ({
    name: `cost_${name}`,
    value: value / VISITS,
    unit,
  })
  return [
    perVisit('requests', requests, 'requests'),
    perVisit('cpu_ms', cpuMs, 'ms'),
    perVisit('statements', statements, 'statements'),
    perVisit('page_bytes', bytes, 'bytes'),
    perVisit('database_bytes_sent', httpBytesSent, 'bytes'),
    perVisit('database_bytes_stored', stored, 'bytes'),
    perVisit('hubspot_calls', portal.totals().total - before.calls, 'calls'),
  ]
}

/** Visits one after the other, each on a network of its own and as if minutes after the one before. */
async function makeVisits(url: string, database: BenchDatabase, count: number) {
  const total = { requests: 0, bytes: 0 }
  for (let visit = 0; visit < count; visit++) {
    visitors++
    const network = `2001:db8:${(visitors >> 8).toString(16)}:${(visitors & 255).toString(16)}::1`
    const { requests, bytes } = await visitOnce(new Visitor(url, { 'CF-Connecting-IP': network }))
    total.requests += requests
    total.bytes += bytes
    await settled(database)
    // The portal's ten seconds are long over.
    await database.query(`UPDATE hubspot_sync_state SET "callTimes" = '{}'`)
  }
  return total
}

let visitors = 0

/** As a browser without the script: pages by GET, steps by POST and redirect. */
async function visitOnce(visitor: Visitor): Promise<{ requests: number; bytes: number }> {
  let requests = 0
  let bytes = 0
  const get = async (path: string) => {
    requests++
    const response = await visitor.get(path)
    bytes += (await response.arrayBuffer()).byteLength
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}.`)
  }
  const post = async (path: string, fields: Record<string, string>) => {
    requests++
    return expectRedirect(await visitor.post(path, fields))
  }
  await get('/')
  let location = await post('/assessment/start', {})
  for (const step of [1, 2, 3, 4]) {
    await get(location)
    const contact = { email: `person-${visitors}@example.com`, consent: CONSENT.version }
    location = await post(location, { ...answersOf(step, 'C'), ...(step === 4 && contact) })
  }
  await get(location)
  return { requests, bytes }
}

async function settled(database: BenchDatabase): Promise<void> {
  const deadline = Date.now() + SETTLED_WITHIN_MS
  for (;;) {
    const { rows } = await database.query(
      `SELECT (SELECT count(*) FROM hubspot_sync_queue WHERE status <> 'completed')
            + (SELECT count(*) FROM email_messages WHERE status <> 'completed') AS open`,
    )
    if (Number(rows[0]?.open) === 0) return
    if (Date.now() > deadline)
      throw new Error(`${String(rows[0]?.open)} leads and e-mails did not get through.`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** All tables with their indexes. */
async function sizeOf(database: BenchDatabase): Promise<{ bytes: number }> {
  const { rows } = await database.query(
    `SELECT sum(pg_total_relation_size(oid))::bigint AS bytes FROM pg_class
     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
  )
  return { bytes: Number(rows[0]?.bytes) }
}

/** An hour of crons with nothing to do, as a deployment has them. */
async function idleFigures({ url, gateway }: BenchDatabase): Promise<Figure[]> {
  const bindings = localBindings({ url, gateway: gateway.address }, { IDLE_MINUTES: undefined })
  const { miniflare } = await startBuiltWorker({ bindings })
  try {
    const worker = await miniflare.getWorker()
    const asked = new Set<number>()
    let statements = 0
    for (let minute = 0; minute < IDLE_MINUTES; minute++) {
      const scheduledTime = new Date(Date.UTC(2026, 0, 1, 0, minute))
      gateway.resetStats()
      for (const job of Object.keys(TICK_MINUTES) as JobName[]) {
        const cron = JOB_SCHEDULE[job]
        if (parseCronExpression(cron)(scheduledTime)) await worker.scheduled({ cron, scheduledTime })
      }
      statements += gateway.stats().statements
      if (gateway.stats().statements > 0) asked.add(minute)
    }
    return [
      { name: 'idle_minutes_asking_per_hour', value: asked.size, unit: 'minutes', limit: 36 },
      { name: 'idle_statements_per_hour', value: statements, unit: 'statements' },
    ]
  } finally {
    await miniflare.dispose()
  }
}
