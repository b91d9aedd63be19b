import { afterAll } from 'vitest'
import { type JobName, JOB_SCHEDULE } from '#app/platform/job-schedule.ts'
import type { WorkerBundle } from '#dev/worker/esbuild-bundle.ts'
import { LOCAL_SECRET, localBindings, startBuiltWorker } from '#dev/worker/miniflare.ts'
import { createTestDatabase } from './database.ts'
import { type DatabaseAccess, type TestGateway, startTestDatabaseGateway } from './database-gateway.ts'
import { Visitor, fromNetwork } from './visitor.ts'

/** No machine is so slow that its database is. */
const PATIENT = '60000'

export const TEST_SECRET = LOCAL_SECRET

export interface TestWorker {
  /** origin of the Worker, e.g. http://127.0.0.1:40001 */
  url: string
  gateway: TestGateway
  /** for a second Worker on the same database */
  access: DatabaseAccess
  /** a direct connection */
  databaseUrl: string
  db: Awaited<ReturnType<typeof createTestDatabase>>['db']
  /** what the Worker has logged so far, one JSON line each */
  logs: string[]
  /** runs a scheduled job as its cron trigger does; rejects when the job fails */
  runJob(name: JobName): Promise<void>
  /** the same by cron expression, at any time */
  cron(expression: string, time?: Date): Promise<void>
  close(): Promise<void>
}

/**
 * The built Worker in workerd, with its own database behind its own gateway, of the driver that the test project is for.
 * @param vars settings that differ from the tests' usual ones; undefined leaves one out
 * @param browser stands in for Cloudflare's, see `startBuiltWorker`
 * @param bundle in place of the build that is deployed
 */
export async function startTestWorker(
  vars: Record<string, string | undefined> = {},
  browser?: string,
  bundle?: WorkerBundle,
): Promise<TestWorker> {
  const database = await createTestDatabase()
  const { gateway, access } = await startTestDatabaseGateway(database.url)
  const logs: string[] = []
  const { url, miniflare } = await startBuiltWorker({
    ...access.runtime,
    bindings: localBindings(access.settings, { STATE_WAIT_MS: PATIENT, ...vars }),
    ...(browser !== undefined && { browser }),
    ...(bundle && { bundle }),
    onLog: (line) => logs.push(line),
  })
  const cron = async (expression: string, time = new Date()) => {
    const worker = await miniflare.getWorker()
    const { outcome } = await worker.scheduled({ cron: expression, scheduledTime: time })
    if (outcome !== 'ok') throw new Error(`The job of "${expression}" ended with: ${outcome}`)
  }
  return {
    url,
    gateway,
    access,
    databaseUrl: database.url,
    db: database.db,
    logs,
    cron,
    runJob: (name) => cron(JOB_SCHEDULE[name]),
    async close() {
      await miniflare.dispose()
      await gateway.close()
      await database.close()
    },
  }
}

/** A Worker of the test file's own, and those who visit it: call it at the top of the file. */
export async function useTestWorker(vars: Record<string, string | undefined> = {}, browser?: string) {
  const worker = await startTestWorker(vars, browser)
  afterAll(() => worker.close())
  let networks = 0
  /** A visitor from a network of its own, so that tests do not share a limit. */
  const visitor = (origin = worker.url) => new Visitor(origin, fromNetwork(++networks))
  /** One that has started and stands at its first step. */
  const started = async () => {
    const prospect = visitor()
    await prospect.start()
    return prospect
  }
  return { worker, visitor, started }
}
