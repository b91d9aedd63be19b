import { gzipSync } from 'node:zlib'
import { localBindings } from '#dev/worker/miniflare.ts'
import { WORKER_BUNDLE, readWorkerModules } from '#dev/worker/deployable-build.ts'
import type { PrismaClient } from '#app/data/database.server.ts'
import { createNodeClient } from '#app/data/node-client.server.ts'
import { showPage } from '#app/services/console/console-page.server.ts'
import { CONSOLE_PAGES, findPage } from '#app/services/console/pages.server.ts'
import { OPS_TOKEN, signIn } from '#tests/helpers/operator.ts'
import { Visitor } from '#tests/helpers/visitor.ts'
import { builtWorker } from '#bench/built-worker.ts'
import { type BenchDatabase, withBenchDatabase } from '#bench/database.ts'
import { type Figure, progress } from '#bench/figure.ts'
import { startBenchWorker } from '#bench/workerd.ts'
import { ASSESSMENTS, fill } from './fill.ts'
import { withRaw } from './raw.ts'
import { databaseTime } from './statements.ts'

const PAGE_MS = 50
/** The pages that are looked at daily, and are read from the roll-up or bounded. */
const FAST_PAGE_MS = 30
const FAST_PAGES = ['', 'funnel', 'results', 'experiments']
const FILTER_MS = 300
const HTML_KIB = 40
const LEAD = 'leads/bench-7'

/** Filters of pages, where they have them: those that find much, little and nothing, alone and together, and all of two years. */
const FILTERS: Readonly<Record<string, readonly string[]>> = {
  leads: [
    'quality=executive_briefing_qualified',
    'category=crisis',
    'from=2026-01-01',
    'least=90',
    'most=3',
    'sync=pending',
    'sync=synced',
    'sync=failed',
    'sync=due',
    'sync=unconfirmed',
    'sync=dead',
    'email=bounced',
    'email=failed',
    'cause=invalid_email',
    'cause=nothing_of_the_kind',
    'quality=basic&category=champion&least=100&sync=failed&email=complained',
    'source=linkedin',
    'source=nobody',
    'campaign=audit',
    'campaign=nothing',
    'version=none',
    'traffic=own_test',
  ],
  funnel: [
    'days=366',
    'days=366&source=linkedin',
    'source=linkedin&device=mobile',
    'variant=proof',
    'campaign=nothing',
  ],
  results: ['days=366', 'version=none'],
}

/** Database time, round trips and weight of each page at a million assessments, beside counting the same from the rows. */
export async function pages(): Promise<Figure[]> {
  await builtWorker()
  return withBenchDatabase(async (database) => {
    const db = createNodeClient(database.url, { max: 2 })
    try {
      await fill(database)
      return [
        ...(await withRaw(database, await timePages(database, db))),
        ...(await timeFilters(database, db)),
        ...(await loadPages(database)),
      ]
    } finally {
      await db.$disconnect()
    }
  })
}

const paths = CONSOLE_PAGES.map(({ name, label }) => (label === undefined ? LEAD : name))
const nameOf = (path: string) => (path === '' ? 'overview' : path === LEAD ? 'lead' : path)

const viewer = {
  by: 'token',
  name: 'owner',
  actor: 'token:owner',
  roles: ['view'],
  session: 'bench',
} as const

/** As the Worker makes it, session and all. */
const show =
  (path: string, query = '') =>
  (db: PrismaClient) => {
    const { page, id } = findPage(path)!
    const expected = { retentionDays: 30, hubspot: true }
    const params = new URLSearchParams(query)
    const request = { params, id, expected, details: false, now: new Date() }
    return showPage(db, page.show, request, viewer)
  }

async function timePages(database: BenchDatabase, db: PrismaClient): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const path of paths) {
    progress(`  the page ${nameOf(path)}`)
    figures.push({
      name: `console_${nameOf(path)}_ms`,
      value: await databaseTime(database, db, show(path)),
      unit: 'ms',
      limit: FAST_PAGES.includes(path) ? FAST_PAGE_MS : PAGE_MS,
    })
  }
  return figures
}

/** The slowest of the filters, with the list's first page and a page in its middle. */
async function timeFilters(database: BenchDatabase, db: PrismaClient): Promise<Figure[]> {
  const { rows } = await database.query(
    `SELECT "createdAt", id FROM assessments ORDER BY "createdAt" DESC OFFSET ${ASSESSMENTS / 2} LIMIT 1`,
  )
  const middle = `before=${(rows[0]!.createdAt as Date).toISOString()}~${String(rows[0]!.id)}`
  const times: { value: number; cause: string }[] = []
  for (const [path, filters] of Object.entries(FILTERS)) {
    if (!paths.includes(path)) continue
    for (const filter of path === 'leads' ? filters.flatMap((one) => [one, `${one}&${middle}`]) : filters) {
      const view = await show(path, filter)(db)
      // One that this page does not have.
      if (view?.errors?.length) continue
      const value = await databaseTime(database, db, show(path, filter))
      times.push({ value, cause: `${value.toFixed(1)} ms: ${path}?${filter}` })
    }
  }
  times.sort((a, b) => b.value - a.value)
  for (const { cause } of times) progress(`  ${cause}`)
  return [
    {
      name: 'console_leads_later_page_ms',
      value: await databaseTime(database, db, show('leads', middle)),
      unit: 'ms',
      limit: PAGE_MS,
    },
    {
      name: 'console_slowest_filter_ms',
      value: times[0]!.value,
      unit: 'ms',
      limit: FILTER_MS,
      causes: times.slice(0, 8).map(({ cause }) => cause),
    },
  ]
}

/** Each page once more from the built Worker: what crosses to the database, and how heavy the page is. */
async function loadPages(database: BenchDatabase): Promise<Figure[]> {
  const bindings = localBindings({ url: database.url, gateway: database.gateway.address }, { OPS_TOKEN })
  await using worker = await startBenchWorker(await readWorkerModules('neon'), WORKER_BUNDLE.neon, bindings)
  const owner = await signIn(new Visitor(worker.url, { 'CF-Connecting-IP': '192.0.2.1' }))
  const trips: { value: number; cause: string }[] = []
  const weights: { value: number; cause: string }[] = []
  for (const path of paths) {
    database.gateway.resetStats()
    const response = await owner.get(path === '' ? '/ops' : `/ops/${path}`)
    const html = Buffer.from(await response.arrayBuffer())
    if (response.status !== 200) throw new Error(`/ops/${path} answered ${response.status}.`)
    const { statements } = database.gateway.stats()
    trips.push({ value: statements, cause: `${statements}: ${nameOf(path)}` })
    const kib = gzipSync(html, { level: 9 }).length / 1024
    weights.push({ value: kib, cause: `${kib.toFixed(1)} KiB: ${nameOf(path)}` })
  }
  const most = (name: string, unit: string, limit: number, of: typeof trips): Figure => ({
    name,
    value: Math.max(...of.map(({ value }) => value)),
    unit,
    limit,
    causes: of.map(({ cause }) => cause),
  })
  for (const { cause } of weights) progress(`  ${cause}`)
  return [
    most('console_most_statements_a_page', 'statements', 1, trips),
    most('console_heaviest_html_gz_kib', 'KiB', HTML_KIB, weights),
  ]
}
