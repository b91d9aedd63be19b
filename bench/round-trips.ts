import { localBindings } from '#dev/worker/miniflare.ts'
import { DRIVER_ALIAS, type Driver, WORKER_BUNDLE, readWorkerModules } from '#dev/worker/deployable-build.ts'
import { SAVES_PER_SESSION } from '#app/domain/limits.ts'
import { CONSENT } from '#app/domain/lead/consent.ts'
import { Visitor, answersOf, expectRedirect } from '#tests/helpers/visitor.ts'
import { bundleWorker } from '#dev/worker/esbuild-bundle.ts'
import { builtWorkerForHyperdrive } from './built-worker.ts'
import { type BenchDatabase, withBenchDatabase } from './database.ts'
import { type Figure, median, progress, timed } from './figure.ts'
import { startBenchWorker } from './workerd.ts'

const LATENCY_MS = 40
const WARM_UP = 10
const SAMPLES = 61
/** The slow peers stand far from any limit. */
const PEER_SAMPLES = 21
/** A completion needs an assessment of its own, with four requests before the one that is timed. */
const COMPLETIONS = 15
/** In round trips: how much the time varies in which PostgreSQL starts a session for each connection of the stand-in. */
const SESSION_START = 0.5

/** What is timed. `prepare` comes before every sample, outside of the time. */
interface Subject {
  samples: number
  prepare?: () => Promise<void>
  run: () => Promise<void>
}

interface Timing {
  /** median milliseconds without and with injected latency */
  near: number
  far: number
  /** what the latency added, in round trips */
  roundTrips: number
}

/** How long a prospect waits for the database, counted in round trips, with the usual ways as peers in the same run. */
export async function roundTrips(): Promise<Figure[]> {
  await builtWorkerForHyperdrive()
  return withBenchDatabase(async (database) => {
    await using workers = new AsyncDisposableStack()
    const subjects = await startSubjects(database, workers)
    await database.query(
      `INSERT INTO assessment_sessions ("sessionId", "quizVersion") VALUES ($1, 'bench')`,
      [PEER_SESSION],
    )
    const timings = await measure(subjects, database)
    const inRoundTrips = (name: string, { roundTrips: value }: Timing, limit?: number): Figure => ({
      name: `${name}_round_trips`,
      value,
      unit: 'round_trips',
      limit,
    })
    const inMs = (name: string, { near: value }: Timing): Figure => ({
      name: `${name}_ms`,
      value,
      unit: 'ms',
    })
    return [
      inRoundTrips('save_step', timings.save, 1.1),
      inRoundTrips('hyperdrive_save_step', timings.hyperdriveSave, 1 + SESSION_START),
      inRoundTrips('peer_bare_http', timings.bareHttp),
      inRoundTrips('peer_prisma_websocket', timings.prismaWebSocket),
      inRoundTrips('peer_prisma_transaction', timings.prismaTransaction),
      inRoundTrips('hyperdrive_transaction', timings.hyperdriveTransaction),
      inRoundTrips('step_page', timings.page, 1.1),
      inRoundTrips('hyperdrive_step_page', timings.hyperdrivePage, 1 + SESSION_START),
      inRoundTrips('complete', timings.complete, 2.2),
      inRoundTrips('hyperdrive_complete', timings.hyperdriveComplete, 2 + SESSION_START),
      inMs('save_step', timings.save),
      inMs('peer_bare_http', timings.bareHttp),
      inMs('peer_prisma_websocket', timings.prismaWebSocket),
      {
        name: 'save_step_vs_bare_ratio',
        value: timings.save.near / timings.bareHttp.near,
        unit: 'ratio',
      },
    ]
  })
}

/** Starts the product in both builds, and its peers. */
async function startSubjects({ url, gateway, hyperdrive }: BenchDatabase, workers: AsyncDisposableStack) {
  type Bundle = Awaited<ReturnType<typeof bundleWorker>>
  const onNeon = async ({ modules, root }: Bundle) => {
    const bindings = localBindings({ url, gateway: gateway.address })
    return workers.use(await startBenchWorker(modules, root, bindings)).url
  }
  const onHyperdrive = async ({ modules, root }: Bundle) => {
    const bound = hyperdrive.connectionString(url)
    return workers.use(await startBenchWorker(modules, root, localBindings({}), bound)).url
  }
  const built = async (driver: Driver) => ({
    modules: await readWorkerModules(driver),
    root: WORKER_BUNDLE[driver],
  })
  const product = await onNeon(await built('neon'))
  const boundProduct = await onHyperdrive(await built('hyperdrive'))
  const bareHttp = await onNeon(await bundleWorker('bench/peers/bare-http.ts'))
  const prisma = await onNeon(await bundleWorker('bench/peers/prisma-websocket.ts'))
  const transaction = await onHyperdrive(
    await bundleWorker('bench/peers/hyperdrive-transaction.ts', DRIVER_ALIAS.hyperdrive),
  )
  return {
    save: savesStep(product),
    hyperdriveSave: savesStep(boundProduct),
    page: await opensStep(product),
    hyperdrivePage: await opensStep(boundProduct),
    complete: completes(product),
    hyperdriveComplete: completes(boundProduct),
    bareHttp: savesByPeer(`${bareHttp}/`, SAMPLES),
    prismaWebSocket: savesByPeer(`${prisma}/`, PEER_SAMPLES),
    prismaTransaction: savesByPeer(`${prisma}/transaction`, PEER_SAMPLES),
    hyperdriveTransaction: savesByPeer(`${transaction}/`, PEER_SAMPLES),
  }
}

/** Takes the samples in turns, so that whatever else the machine does hits all subjects alike. */
async function measure<Name extends string>(
  subjects: Record<Name, Subject>,
  { gateway, hyperdrive }: BenchDatabase,
): Promise<Record<Name, Timing>> {
  const names = Object.keys(subjects) as Name[]
  const times = new Map(names.map((name) => [name, { near: [] as number[], far: [] as number[] }]))
  for (const name of names) {
    for (let i = 0; i < WARM_UP; i++) {
      await subjects[name].prepare?.()
      await subjects[name].run()
    }
  }
  for (let i = 0; i < SAMPLES; i++) {
    if (i % 20 === 0) progress(`  sample ${i + 1} of ${SAMPLES}`)
    for (const name of names.filter((candidate) => i < subjects[candidate].samples)) {
      for (const distance of ['near', 'far'] as const) {
        await subjects[name].prepare?.()
        const latencyMs = distance === 'far' ? LATENCY_MS : 0
        for (const line of [gateway, hyperdrive]) line.setFaults({ latencyMs })
        times.get(name)?.[distance].push(await timed(() => subjects[name].run()))
        for (const line of [gateway, hyperdrive]) line.setFaults({})
      }
    }
  }
  const timings = names.map((name): [Name, Timing] => {
    const near = median(times.get(name)?.near ?? [])
    const far = median(times.get(name)?.far ?? [])
    return [name, { near, far, roundTrips: (far - near) / LATENCY_MS }]
  })
  return Object.fromEntries(timings) as Record<Name, Timing>
}

function savesStep(url: string): Subject {
  let visitor: Visitor
  let saves = 0
  return {
    samples: SAMPLES,
    prepare: async () => {
      // A session may be saved so many times a minute.
      if (saves++ % SAVES_PER_SESSION.times > 0) return
      visitor = visitorOf(url)
      await visitor.start()
    },
    run: async () => {
      const response = await visitor.post('/assessment/step/1', answersOf(1, 'C'))
      expectRedirect(response, '/assessment/step/2')
      await response.arrayBuffer()
    },
  }
}

async function opensStep(url: string): Promise<Subject> {
  const visitor = visitorOf(url)
  await visitor.start()
  return {
    samples: SAMPLES,
    run: async () => {
      const response = await visitor.get('/assessment/step/1')
      if (response.status !== 200) throw new Error(`The page of step 1 answered ${response.status}.`)
      await response.arrayBuffer()
    },
  }
}

/** The last step's post with a consented e-mail, so that there is an outbox row to write as well. */
function completes(url: string): Subject {
  let visitor: Visitor
  return {
    samples: COMPLETIONS,
    prepare: async () => {
      visitor = visitorOf(url)
      await visitor.start()
      for (const step of [1, 2, 3]) {
        expectRedirect(await visitor.post(`/assessment/step/${step}`, answersOf(step, 'C')))
      }
    },
    run: async () => {
      const contact = { email: 'prospect@example.com', consent: CONSENT.version }
      const location = expectRedirect(
        await visitor.post('/assessment/step/4', { ...answersOf(4, 'C'), ...contact }),
      )
      if (!location.startsWith('/assessment/results/')) throw new Error(`Completing led to ${location}.`)
    },
  }
}

const PEER_SESSION = 'bench-peer-session-0000'

function savesByPeer(url: string, samples: number): Subject {
  return {
    samples,
    run: async () => {
      const response = await fetch(`${url}?session=${PEER_SESSION}`)
      const answer = await response.text()
      if (answer !== '{"rows":1}') throw new Error(`A peer saved nothing: ${response.status} ${answer}`)
    },
  }
}

let visitors = 0

/** A visitor on a network of its own, /48 included. */
function visitorOf(url: string): Visitor {
  visitors++
  return new Visitor(url, { 'CF-Connecting-IP': `2001:db8:${visitors.toString(16)}::1` })
}
