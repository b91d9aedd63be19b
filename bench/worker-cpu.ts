import { localBindings } from '#dev/worker/miniflare.ts'
import type { NeonGateway } from '#dev/neon-gateway/server.ts'
import { WORKER_BUNDLE, readWorkerModules } from '#dev/worker/deployable-build.ts'
import { SAVES_PER_SESSION } from '#app/domain/limits.ts'
import { Visitor, answersOf, expectRedirect } from '#tests/helpers/visitor.ts'
import { builtWorkerForHyperdrive } from './built-worker.ts'
import { bundleWorker } from '#dev/worker/esbuild-bundle.ts'
import { withBenchDatabase } from './database.ts'
import { type Figure, median, progress } from './figure.ts'
import { type BenchWorker, cpuTimeMs, startBenchWorker } from './workerd.ts'

/** As in wrangler.toml. */
const LEGACY_SERVER = 'node_modules/react-dom/cjs/react-dom-server-legacy.browser.production.min.js'

const WARM_UP = 200
const ROUNDS = 7
/** Linux counts CPU time in steps of 10 ms: a block of requests is long enough for them not to show. */
const REQUESTS_A_BLOCK = 80
/** In turns: a session may be saved so many times a minute. */
const VISITORS = Math.ceil((WARM_UP + ROUNDS * REQUESTS_A_BLOCK) / SAVES_PER_SESSION.times)

type Work = (visitor: Visitor) => Promise<void>

/**
 * The Worker's CPU for a save and for a step's page, beside a post of the same answers that is refused before the
 * database is asked, with Prisma clients that are leased from request to request and with a fresh one for each; and for
 * a save through Hyperdrive.
 */
export async function workerCpu(): Promise<Figure[]> {
  await builtWorkerForHyperdrive()
  return withBenchDatabase(async ({ url, gateway, hyperdrive }) => {
    await using workers = new AsyncDisposableStack()
    const bindings = localBindings({ url, gateway: gateway.address })
    const fresh = await bundleWorker('workers/main.ts', {
      '#app/data/client.server.ts': 'bench/peers/fresh-client.server.ts',
      'react-dom': 'workers/react-dom.ts',
      'react-dom/server': LEGACY_SERVER,
      'turbo-stream': 'workers/never-called.ts',
      '@prisma/debug': 'workers/prisma-debug.ts',
      '@stablelib/base64': 'workers/base64.ts',
      '@web3-storage/multipart-parser': 'workers/never-called.ts',
    })
    const start = async ({ modules, root }: typeof fresh) =>
      workers.use(await startBenchWorker(modules, root, bindings))
    const boundModules = await readWorkerModules('hyperdrive')
    const bound = hyperdrive.connectionString(url)
    const cpu = await measure({
      leased: {
        ...(await start({ modules: await readWorkerModules('neon'), root: WORKER_BUNDLE.neon })),
        gateway,
      },
      fresh: { ...(await start(fresh)), gateway },
      bound: {
        ...workers.use(
          await startBenchWorker(boundModules, WORKER_BUNDLE.hyperdrive, localBindings({}), bound),
        ),
        gateway: hyperdrive,
      },
    })
    return [
      { name: 'save_step_cpu_ratio', value: cpu.leasedSave / cpu.leasedRefusal, unit: 'ratio' },
      { name: 'save_step_cpu_ratio_fresh_client', value: cpu.freshSave / cpu.leasedRefusal, unit: 'ratio' },
      { name: 'refusal_cpu_ratio_fresh_client', value: cpu.freshRefusal / cpu.leasedRefusal, unit: 'ratio' },
      { name: 'step_page_cpu_ratio', value: cpu.leasedPage / cpu.leasedRefusal, unit: 'ratio' },
      { name: 'step_page_cpu_ratio_fresh_client', value: cpu.freshPage / cpu.leasedRefusal, unit: 'ratio' },
      { name: 'hyperdrive_save_step_cpu_ratio', value: cpu.boundSave / cpu.leasedRefusal, unit: 'ratio' },
      { name: 'save_step_cpu_ms', value: cpu.leasedSave, unit: 'ms' },
      { name: 'step_page_cpu_ms', value: cpu.leasedPage, unit: 'ms' },
      { name: 'hyperdrive_save_step_cpu_ms', value: cpu.boundSave, unit: 'ms' },
      { name: 'save_step_cpu_ms_fresh_client', value: cpu.freshSave, unit: 'ms' },
    ]
  })
}

type Measured = BenchWorker & { gateway: Pick<NeonGateway, 'stats' | 'resetStats'> }

/** @returns the median CPU of one request in milliseconds; blocks of the kinds take turns */
async function measure({ leased, fresh, bound }: Record<'leased' | 'fresh' | 'bound', Measured>) {
  const kinds = {
    leasedSave: { worker: leased, work: save },
    freshSave: { worker: fresh, work: save },
    leasedPage: { worker: leased, work: openStep },
    freshPage: { worker: fresh, work: openStep },
    boundSave: { worker: bound, work: save },
    leasedRefusal: { worker: leased, work: beRefused },
    freshRefusal: { worker: fresh, work: beRefused },
  }
  type Kind = keyof typeof kinds
  const visitors = new Map<Measured, Visitor[]>()
  for (const worker of [leased, fresh, bound]) {
    const all = Array.from(
      { length: VISITORS },
      (_, place) => new Visitor(worker.url, { 'CF-Connecting-IP': `192.0.2.${place}` }),
    )
    for (const visitor of all) await visitor.start()
    visitors.set(worker, all)
  }
  let turn = 0
  const block = async (kind: Kind, requests: number): Promise<number> => {
    const { worker, work } = kinds[kind]
    const before = await cpuTimeMs(worker.pid)
    worker.gateway.resetStats()
    for (let i = 0; i < requests; i++) await work(visitors.get(worker)![turn++ % VISITORS]!)
    const { statements } = worker.gateway.stats()
    const expected = work === beRefused ? 0 : requests
    if (statements !== expected) throw new Error(`${kind} sent ${statements} statements, not ${expected}.`)
    return ((await cpuTimeMs(worker.pid)) - before) / requests
  }

  const names = Object.keys(kinds) as Kind[]
  for (const kind of names) await block(kind, WARM_UP)
  const blocks = new Map(names.map((kind) => [kind, [] as number[]]))
  for (let round = 1; round <= ROUNDS; round++) {
    progress(`  round ${round} of ${ROUNDS}`)
    for (const kind of names) blocks.get(kind)?.push(await block(kind, REQUESTS_A_BLOCK))
  }
  const medians = names.map((kind) => [kind, median(blocks.get(kind) ?? [])])
  return Object.fromEntries(medians) as Record<Kind, number>
}

const save: Work = async (visitor) => {
  const response = await visitor.post('/assessment/step/1', answersOf(1, 'C'))
  expectRedirect(response, '/assessment/step/2')
  await response.arrayBuffer()
}

const openStep: Work = async (visitor) => {
  const response = await visitor.get('/assessment/step/1')
  if (response.status !== 200) throw new Error(`The page of step 1 answered ${response.status}, not 200.`)
  await response.arrayBuffer()
}

/** A background save of a choice that does not exist: same cookie, same form, no page to render, no statement. */
const beRefused: Work = async (visitor) => {
  const fields = { ...answersOf(1, 'C'), value_assurance_1: 'Z' }
  const response = await visitor.post('/assessment/step/1/answers', fields)
  if (response.status !== 422)
    throw new Error(`A choice that does not exist got ${response.status}, not 422.`)
  await response.arrayBuffer()
}
