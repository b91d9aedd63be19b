import { Logger, makeWorkerUtils, runOnce } from 'graphile-worker'
import { PgBoss } from 'pg-boss'
import { timed } from '#bench/figure.ts'

/** As many calls at once as an invocation on Workers may have connections. */
const IN_FLIGHT = 6
const PREFETCHED = 500

/** One job's work: the call that every job makes. */
export type JobCall = (job: number) => Promise<unknown>

/** @returns jobs per second of pg-boss with `count` jobs of one call each: fetched and completed in batches */
export async function drainWithPgBoss(url: string, count: number, call: JobCall): Promise<number> {
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false })
  await boss.start()
  try {
    await boss.createQueue('leads')
    await boss.insert(
      'leads',
      Array.from({ length: count }, (_, number) => ({ data: { number } })),
    )
    const ms = await timed(async () => {
      for (;;) {
        const jobs = await boss.fetch<{ number: number }>('leads', { batchSize: PREFETCHED })
        if (jobs.length === 0) return
        await inLanes(jobs, ({ data }) => call(data.number))
        const ids = jobs.map(({ id }) => id)
        await boss.complete('leads', ids)
      }
    })
    return (count / ms) * 1000
  } finally {
    await boss.stop({ graceful: false })
  }
}

/** @returns jobs per second of graphile-worker with `count` jobs of one call each: local queue, batched completion */
export async function drainWithGraphileWorker(url: string, count: number, call: JobCall): Promise<number> {
  const options = {
    preset: {
      worker: {
        connectionString: url,
        concurrentJobs: IN_FLIGHT,
        maxPoolSize: 10,
        localQueue: { size: PREFETCHED },
        completeJobBatchDelay: 0,
        logger: new Logger(() => () => undefined),
      },
    },
  }
  const utils = await makeWorkerUtils(options)
  try {
    await utils.migrate()
    await utils.addJobs(
      Array.from({ length: count }, (_, number) => ({ identifier: 'lead', payload: { number } })),
    )
    const taskList = {
      lead: (payload: unknown) => call((payload as { number: number }).number).then(() => {}),
    }
    const ms = await timed(() => runOnce({ ...options, taskList }))
    return (count / ms) * 1000
  } finally {
    await utils.release()
  }
}

async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const rest = [...items]
  const lane = async () => {
    for (let item = rest.pop(); item !== undefined; item = rest.pop()) await work(item)
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane))
}
