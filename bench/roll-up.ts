import { localBindings } from '#dev/worker/miniflare.ts'
import { WORKER_BUNDLE, readWorkerModules } from '#dev/worker/deployable-build.ts'
import { findOwnAssessment } from '#app/data/opened-assessments.server.ts'
import { createNodeClient } from '#app/data/node-client.server.ts'
import { completeAssessment } from '#app/services/assessment/complete.server.ts'
import { readSessionVersion } from '#app/data/sessions.server.ts'
import { QUIZ_VERSION, SCORECARD } from '#tests/factories/quiz.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { Visitor, answersOf, expectRedirect } from '#tests/helpers/visitor.ts'
import { builtWorkerForHyperdrive } from './built-worker.ts'
import { type BenchDatabase, withBenchDatabase } from './database.ts'
import { type Figure, median, progress, timed } from './figure.ts'
import { startBenchWorker } from './workerd.ts'

const ROUNDS = 15
const COMPLETIONS = 40
const AT_ONCE = 8
const READS = 300

const TRIGGERS = [
  ['assessments', 'assessments_note_stages'],
  ['assessments', 'assessments_note_uncounted'],
  ['assessment_sessions', 'assessment_sessions_count_ended'],
] as const

const BROWSER =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

/** What counting costs those who complete, and the spread those who look at their results. */
export async function rollUp(): Promise<Figure[]> {
  await builtWorkerForHyperdrive()
  return withBenchDatabase(async (database) => {
    await using workers = new AsyncDisposableStack()
    const bindings = localBindings({ url: database.url, gateway: database.gateway.address })
    const worker = workers.use(
      await startBenchWorker(await readWorkerModules('neon'), WORKER_BUNDLE.neon, bindings),
    )
    const db = createNodeClient(database.url, { max: AT_ONCE })
    workers.defer(() => db.$disconnect())
    const pages = await compare(database, () => completeInWorker(worker.url))
    const statements = await compare(database, () => completeByStatement(db))
    return [
      {
        name: 'rollup_completions_ratio',
        value: pages.counted / pages.bare,
        unit: 'ratio',
        atLeast: 0.95,
      },
      { name: 'rollup_completions_per_s', value: pages.counted, unit: 'per_s' },
      {
        name: 'rollup_statement_completions_ratio',
        value: statements.counted / statements.bare,
        unit: 'ratio',
      },
      {
        name: 'rollup_statement_ms_added',
        value: (1000 / statements.counted - 1000 / statements.bare) * AT_ONCE,
        unit: 'ms',
      },
      { name: 'results_spread_ms_added', value: await spreadCost(db), unit: 'ms', limit: 1 },
    ]
  })
}

/** Completions a second with the roll-up and without it, blocks in turns, medians. */
async function compare(
  { query }: BenchDatabase,
  prepare: () => Promise<() => Promise<void>>,
): Promise<{ counted: number; bare: number }> {
  const rates = { counted: [] as number[], bare: [] as number[] }
  for (let round = 0; round <= ROUNDS; round++) {
    progress(`  round ${round} of ${ROUNDS}`)
    const order = round % 2 === 0 ? (['counted', 'bare'] as const) : (['bare', 'counted'] as const)
    for (const kind of order) {
      const complete = await prepare()
      for (const [table, trigger] of TRIGGERS)
        await query(`ALTER TABLE ${table} ${kind === 'bare' ? 'DISABLE' : 'ENABLE'} TRIGGER "${trigger}"`)
      // What the cron adds to the days is part of what counting costs.
      const ms = await timed(async () => {
        await complete()
        await query('SELECT count_assessments($1)', [COMPLETIONS])
      })
      // The first round warms up.
      if (round > 0) rates[kind].push(COMPLETIONS / (ms / 1000))
    }
  }
  for (const [table, trigger] of TRIGGERS) await query(`ALTER TABLE ${table} ENABLE TRIGGER "${trigger}"`)
  return { counted: median(rates.counted), bare: median(rates.bare) }
}

let visitors = 0

async function completeInWorker(url: string): Promise<() => Promise<void>> {
  const ready = await inTurns(COMPLETIONS, async () => {
    visitors++
    const address = `2001:db8:${visitors.toString(16)}::1`
    const visitor = new Visitor(url, { 'CF-Connecting-IP': address, 'User-Agent': BROWSER })
    await visitor.start()
    for (const step of [1, 2, 3])
      expectRedirect(await visitor.post(`/assessment/step/${step}`, answersOf(step, 'C')))
    return visitor
  })
  return async () => {
    await inTurns(COMPLETIONS, async (place) => {
      const location = expectRedirect(await ready[place]!.post('/assessment/step/4', answersOf(4, 'C')))
      if (!location.startsWith('/assessment/results/')) throw new Error(`Completing led to ${location}.`)
    })
  }
}

const ORIGIN = { secrets: ['link-key'], hashSecret: 'hash-key', networkHash: null }

async function completeByStatement(db: ReturnType<typeof createNodeClient>): Promise<() => Promise<void>> {
  const sessions = await inTurns(COMPLETIONS, async () => {
    visitors++
    const sessionId = `bench-session-${visitors}`
    await db.assessmentSession.create({
      data: { sessionId, quizVersion: QUIZ_VERSION, currentStep: 4, responses: answerAll('C') },
    })
    return (await readSessionVersion(db, sessionId))!
  })
  return async () => {
    await inTurns(COMPLETIONS, async (place) => {
      const outcome = await completeAssessment(db, sessions[place]!, new Date(), ORIGIN)
      if (outcome.kind !== 'completed') throw new Error(`Completing came to ${outcome.kind}.`)
    })
  }
}

/** Milliseconds that the spread adds to the statement that reads results, with one and without. */
async function spreadCost(db: ReturnType<typeof createNodeClient>): Promise<number> {
  const { id, sessionId } = await db.assessment.findFirstOrThrow()
  const read = () => findOwnAssessment(db, id, { sessionIds: [sessionId], linkHashes: [] })
  const day = new Date('2026-01-01')
  const spread = {
    fromDay: day,
    throughDay: day,
    counted: 1000,
    lowestScores: [0, 20, 30, 40, 50, 60, 70, 80, 90],
    counts: Array<number>(9).fill(110),
  }
  const times = { with: [] as number[], without: [] as number[] }
  for (let round = 0; round < 10; round++) {
    await db.scoreSpread.create({ data: { scorecard: SCORECARD, quizVersion: QUIZ_VERSION, ...spread } })
    for (let n = 0; n < READS / 10; n++) times.with.push(await timed(read))
    await db.scoreSpread.deleteMany()
    for (let n = 0; n < READS / 10; n++) times.without.push(await timed(read))
  }
  return median(times.with) - median(times.without)
}

/** Does `work` so many times, {@link AT_ONCE} at once. */
async function inTurns<T>(times: number, work: (place: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  let next = 0
  const take = async () => {
    for (let place = next++; place < times; place = next++) results[place] = await work(place)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, take))
  return results
}
