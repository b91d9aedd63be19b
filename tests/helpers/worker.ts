import { type JobName, JOB_SCHEDULE } from '#app/platform/job-schedule.ts'
import { LOCAL_SECRET, localBindings, startBuiltWorker } from '#dev/worker/miniflare.ts'
import { type NeonGateway, startNeonGateway } from '#dev/neon-gateway/server.ts'
import { createTestDatabase } from './database.ts'

export const TEST_SECRET = LOCAL_SECRET

export interface TestWorker {
  /** origin of the Worker, e.g. http://127.0.0.1:40001 */
  url: string
  gateway: NeonGateway
  /** a direct connection */
  databaseUrl: string
  db: Awaited<ReturnType<typeof createTestDatabase>>['db']
  /** what the Worker has logged so far, one JSON line each */
  logs: string[]
  /** runs a scheduled job as its cron trigger does; rejects when the job fails */
  runJob(name: JobName): Promise<void>
  /** the same by cron expression */
  cron(expression: string): Promise<void>
  close(): Promise<void>
}

/**
 * The built Worker in workerd, with its own database behind its own Neon gateway.
 * @param vars settings that differ from the tests' usual ones; undefined leaves one out
 */
export async function startTestWorker(vars: Record<string, string | undefined> = {}): Promise<TestWorker> {
  const database = await createTestDatabase()
  const { port, hostname } = new URL(database.url)
  const gateway = await startNeonGateway({ port: 0, postgres: { host: hostname, port: Number(port) } })
  const logs: string[] = []
  const { url, miniflare } = await startBuiltWorker({
    bindings: localBindings({ url: database.url, gateway: gateway.address }, vars),
    onLog: (line) => logs.push(line),
  })
  const cron = async (expression: string) => {
    const worker = await miniflare.getWorker()
    const { outcome } = await worker.scheduled({ cron: expression, scheduledTime: new Date() })
    if (outcome !== 'ok') throw new Error(`The job of "${expression}" ended with: ${outcome}`)
  }
  return {
    url,
    gateway,
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
